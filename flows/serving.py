"""Serves the deployments of `prefect.yaml` on one machine: a Prefect server of its own, or one that is running.

The same file is what `prefect deploy` reads for a work pool; nothing is listed twice. Settings that must stand before
Prefect is imported (`at_home`) are the command's to set.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import yaml

from nlp.errors import InputError, SettingsError

HERE = Path(__file__).parents[1]
STARTS = 600.0
"""Seconds that a server may take to answer on a machine that has much else to do; one that dies is told of at once."""
HEARTBEAT = 30
"""Seconds between two signs of life of a run; `automations.yaml` counts on three of them."""
AT_ONCE = 3
"""Runs at the same time; the store's lock lets one of them write."""


def at_home(home: Path, api: str) -> None:
    """Where Prefect keeps its things and finds its server. Before Prefect is imported; what is set already stands."""
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
    os.environ.setdefault("PREFECT_API_URL", api)
    os.environ.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", str(HEARTBEAT))


@contextmanager
def own_server(host: str, port: int) -> Iterator[None]:
    """A Prefect server for as long as the block lasts. Raises `InputError` if it does not come up."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://{host}:{port}/api/health", process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(address, timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.5)
    raise InputError("Prefects server startade inte. Är porten upptagen? Välj en annan med --port.")


def deployments(path: Path = HERE / "prefect.yaml") -> list[dict[str, Any]]:
    """The deployments as the file lists them. Raises `SettingsError`."""
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))["deployments"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as e:
        raise SettingsError(f"{path.name} kan inte läsas ({type(e).__name__}). Rätta filen.") from e
    return list(listed)


def served(entry: dict[str, Any]) -> Any:
    """One entry of the file as a deployment to serve."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    file, name = entry["entrypoint"].split(":")
    flow = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name)
    return flow.to_deployment(
        entry["name"],
        description=entry["description"],
        tags=entry["tags"],
        parameters=entry["parameters"],
        schedules=[Cron(s["cron"], timezone=s["timezone"]) for s in entry["schedules"]],
        concurrency_limit=ConcurrencyLimitConfig(**entry["concurrency_limit"]),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def install_automations(path: Path = Path(__file__).parent / "automations.yaml") -> list[str]:
    """Puts the automations into the server, in the place of those of the same name; their names."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return asyncio.run(_install(entries))


async def _install(entries: list[dict[str, Any]]) -> list[str]:
    from prefect.automations import Automation

    for entry in entries:
        with suppress(ValueError):  # there is none of that name
            await (await Automation.aread(name=entry["name"])).adelete()
        await Automation.model_validate(entry).acreate()
    return [entry["name"] for entry in entries]


def serve_all() -> None:
    """Serves every deployment until it is stopped. The schedules stand: what was missed runs at the next start."""
    from prefect import serve

    warnings.filterwarnings("ignore", "coroutine 'Runner.astop'", RuntimeWarning)  # Prefect's own, when it is stopped
    serve(*map(served, deployments()), pause_on_shutdown=False, limit=AT_ONCE, print_starting_message=False)
