"""Pictures of a scheduled night in Prefect, for docs/flows.md.

    .venv/bin/python docs/flow_pictures.py

Starts a Prefect server with the deployments of prefect.yaml over a copy of the demo cases, the night moved to every
minute and the day to that of the demo, waits for a run that the schedule started, and takes pictures. Needs Debian's
chromium.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "pages"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MINUTES = 90


def serve() -> None:
    """Serves the deployments, the night every minute."""
    from prefect import serve as serve_deployments

    from flows.serving import deployments, served

    listed = deployments()
    for entry in listed:
        if entry["name"] == "nightly":
            entry["schedules"] = [{"cron": "* * * * *", "timezone": "Europe/Stockholm"}]
            entry["parameters"] = {"place_name": "akter", "as_of": "2023-10-15"}
    serve_deployments(*map(served, listed), print_starting_message=False)


def scheduled_night(api: str) -> dict[str, Any]:
    """The first night that the schedule started and that is done."""
    wanted = {
        "flows": {"name": {"any_": ["nightly"]}},
        "flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED"]}}},
    }
    deadline = time.monotonic() + 60 * MINUTES
    while time.monotonic() < deadline:
        found = httpx.post(f"{api}/flow_runs/filter", json=wanted, timeout=60).json()
        if night := next((r for r in found if r["auto_scheduled"]), None):
            return dict(night)
        time.sleep(5)
    raise SystemExit("Ingen schemalagd körning blev klar.")


def report_of(api: str, key: str) -> str:
    """The newest artifact of a key; its id."""
    wanted = {"artifacts": {"key": {"any_": [key]}}}
    return str(httpx.post(f"{api}/artifacts/filter", json=wanted, timeout=60).json()[-1]["id"])


def pictures(site: str, api: str) -> None:
    night = scheduled_night(api)
    print(night["name"], night["state"]["message"], "auto_scheduled:", night["auto_scheduled"])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(300_000)
        page.goto(f"{site}/runs/flow-run/{night['id']}")
        page.get_by_text("Artifacts").last.click()
        page.get_by_text("aktsam-nightly-report").wait_for()
        page.wait_for_timeout(5000)
        page.screenshot(path=HERE / "flode-natt.png")
        for name, key in (("flode-rapport", "aktsam-nightly-report"), ("flode-granskning", "aktsam-review-report")):
            page.goto(f"{site}/artifacts/artifact/{report_of(api, key)}")
            page.locator("table").first.wait_for()
            page.wait_for_timeout(3000)
            page.screenshot(path=HERE / f"{name}.png", full_page=True)
        browser.close()


def main() -> None:
    from flows.serving import at_home, install_automations, own_server

    HERE.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        home = Path(folder)
        shutil.copytree(ROOT / "annotations" / "cases", home / "akter")
        (home / "places.toml").write_text(
            f'[place.akter]\nfolder = "{home}/akter"\nlist = "{home}/akter/arenden.csv"\nstore = "{home}/aktsam.db"\n',
            encoding="utf-8",
        )
        os.environ["AKTSAM_DATA"] = folder
        site = f"http://127.0.0.1:{port}"
        at_home(home / "prefect", f"{site}/api")
        with own_server("127.0.0.1", port):
            install_automations()
            server = subprocess.Popen([sys.executable, __file__, "serve"], cwd=ROOT)
            try:
                pictures(site, f"{site}/api")
            finally:
                server.terminate()
                server.wait()


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
