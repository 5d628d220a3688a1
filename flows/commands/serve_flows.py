"""`aktsam serve-flows`: the scheduled flows on one machine."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import Annotated

import typer

from flows.serving import at_home, deployments, install_automations, own_server, serve_all
from flows.settings import settings


def serve_flows(
    host: Annotated[str, typer.Option(help="Adress för Prefects egen server.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port för Prefects egen server.")] = 4200,
    show: Annotated[bool, typer.Option("--list", help="Visa bara flödena med scheman, starta inget.")] = False,
) -> None:
    """Kör flödena efter schema (prefect.yaml). Startar Prefects server, om inte PREFECT_API_URL anger en som redan går.

    Exempel: aktsam serve-flows --port 4200
    """
    listed = deployments()
    if show:
        for entry in listed:
            times = ", ".join(s["cron"] for s in entry["schedules"]) or "för hand"
            typer.echo(f"{entry['name']:18s} {times:20s} {entry['description']}")
        return
    running = "PREFECT_API_URL" in os.environ
    at_home(settings().store.parent / "prefect", f"http://{host}:{port}/api")
    with nullcontext() if running else own_server(host, port):
        install_automations()
        typer.echo(f"{len(listed)} flöden körs efter schema. Prefect: {os.environ['PREFECT_API_URL'][:-4]}")
        typer.echo("Avsluta med Ctrl+C.")
        serve_all()
