"""The flows on a real Prefect server: what they do, what they leave there, and that no name ever gets there."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.serving import at_home, own_server
from outputs.store import Store

ROOT = Path(__file__).parents[2]
CASES = ROOT / "annotations" / "cases"
CANARIES = ("Gulsparv", "Ringduva", "Kattuggla", "Tofsvipa", "19800112-2384")
# Runs the flows that the command line names, one after the other, and prints the state of each.
SCRIPT = """
import json, sys
from flows import batch
if __name__ == "__main__":
    for name, parameters in json.loads(sys.argv[1]):
        state = getattr(batch, name)(**parameters, return_state=True)
        print(json.dumps([name, state.type.value, state.message]), flush=True)
"""


class Prefect:
    """A Prefect server of our own, with a share of three cases full of canaries."""

    def __init__(self, home: Path) -> None:
        self.home, self.share, self.store = home, home / "akter", home / "s.db"
        (home / "run.py").write_text(SCRIPT, encoding="utf-8")
        (home / "data").mkdir()
        (home / "data" / "places.toml").write_text(
            f'[place.akter]\nfolder = "{self.share}"\nlist = "{self.share}/arenden.csv"\nstore = "{self.store}"\n'
            f'[place.trasig]\nfolder = "{self.share}"\nstore = "{home}/Tofsvipa.db"\n',
            encoding="utf-8",
        )
        (home / "Tofsvipa.db").write_bytes(b"inget lager, Tofsvipa" * 200)
        for case in ("A-1", "A-2", "A-3"):
            (self.share / case).mkdir(parents=True)
        shutil.copy(next((CASES / "NOR-06").glob("Info*")), self.share / "A-1" / "Inforuta Gulsparv.txt")
        text = "Journal\n2022-03-04 Samtal med Ringduva Kattuggla, 19800112-2384, om plats./AL"
        (self.share / "A-1" / "Journal Gulsparv.txt").write_text(text, encoding="utf-8")
        (self.share / "A-2" / "Plan Kattuggla.pdf").write_bytes(b"%PDF-1.7 halv, Tofsvipa")
        (self.share / "A-2" / "Journal Kattuggla.txt").write_text(text, encoding="utf-8")
        (self.share / "A-3" / "2022 Gulsparv").mkdir()
        (self.share / "A-3" / "2022 Gulsparv" / "Beslut.txt").write_text("Beslut Ringduva", encoding="utf-8")
        (self.share / "arenden.csv").write_text(
            "ärendenummer;namn;personnummer;insats;gäller_till;handläggare;handläggare_epost\n"
            "A-1;Gulsparv Ringduva;19800112-2384;LSS;2022-12-31;Kattuggla;tofsvipa@Tofsvipa.example\n",
            encoding="utf-8",
        )

    def run(self, *flows: tuple[str, dict[str, Any]]) -> list[list[str]]:
        environment = {**os.environ, "AKTSAM_DATA": str(self.home / "data"), "AKTSAM_WORKERS": "1"}
        done = subprocess.run(
            [sys.executable, str(self.home / "run.py"), json.dumps(flows)],
            cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.said = done.stdout + done.stderr
        assert done.returncode == 0, self.said
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.home / "prefect" / "prefect.db") as db:
            return db.execute(query).fetchall()

    def events(self) -> set[str]:
        """Our events. Prefect writes them down some seconds after the run; the dry run's is the last."""
        for _ in range(240):
            found = {event for (event,) in self.rows("select event from events where event like 'aktsam.%'")}
            if "aktsam.retention.completed" in found:
                break
            time.sleep(0.25)
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prefect]:
    """One server for this module."""
    prefect = Prefect(tmp_path_factory.mktemp("prefect"))
    with pytest.MonkeyPatch.context() as patch, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        for name in ("PREFECT_HOME", "PREFECT_API_URL", "PREFECT_FLOWS_HEARTBEAT_FREQUENCY"):
            patch.setenv(name, "")
            patch.delenv(name)
        at_home(prefect.home / "prefect", f"http://127.0.0.1:{port}/api")
        with own_server("127.0.0.1", port):
            yield prefect


@pytest.fixture(scope="module")
def nights(server: Prefect) -> list[list[str]]:
    """A night over the share, one more in which nothing has changed, one over a damaged store, and a dry run."""
    night = ("nightly", {"place_name": "akter", "as_of": "2023-10-15"})
    broken = ("nightly", {"place_name": "trasig", "as_of": "2023-10-15"})
    return server.run(night, night, broken, ("retention", {"place_name": "akter"}))


def test_a_night_does_its_steps_and_the_next_only_what_changed(server: Prefect, nights: list[list[str]]) -> None:
    assert nights[0] == ["nightly", "COMPLETED", "Alla steg är klara."]
    assert nights[1] == ["nightly", "COMPLETED", "Alla steg är klara."]
    reviews = server.rows(
        "select s.message from flow_run r join flow f on f.id = r.flow_id join flow_run_state s on s.id = r.state_id "
        "where f.name = 'review' order by r.start_time"
    )
    assert reviews[0][0].startswith("2 ärenden granskade")
    assert reviews[0][0].endswith("1 misslyckade.")
    assert reviews[1][0].startswith("0 ärenden granskade")
    with Store(server.store, read_only=True) as store:
        assert {r["case"] for r in store.records()} == {"A-1", "A-2"}
        assert store.db.table("statistics").count > 100


def test_a_failing_step_fails_the_night_and_the_others_are_done(server: Prefect, nights: list[list[str]]) -> None:
    name, state, message = nights[2]
    assert (name, state) == ("nightly", "FAILED")
    assert message == "Misslyckade steg: inläsning, granskning, kopior, varningar, statistik."
    causes = {m for (m,) in server.rows("select message from flow_run_state where type = 'FAILED'")}
    assert any("Lagret kan inte användas" in m for m in causes)


def test_a_run_leaves_a_report_a_table_and_events(server: Prefect, nights: list[list[str]]) -> None:
    kept = {key for (key,) in server.rows("select distinct key from artifact")}
    steps = ("ingest", "review", "copies", "warn", "statistics", "nightly", "retention")
    assert {f"aktsam-{step}-{form}" for step in steps for form in ("report", "table")} <= kept
    assert "aktsam-review-progress" in kept
    (report,) = server.rows("select data from artifact where key = 'aktsam-review-report' order by created limit 1")
    said = json.loads(report[0])
    assert "| Mappen har undermappar | 1 |" in said
    assert "| Skadad | 1 |" in said
    assert "/ko?check=" in said
    assert {"aktsam.nightly.completed", "aktsam.nightly.failed", "aktsam.review.completed"} <= server.events()
    failed = server.rows("select resource_id from events where event = 'aktsam.case.failed'")
    assert ("aktsam.case.A-3",) in failed


def test_no_name_and_no_text_gets_into_prefect(server: Prefect, nights: list[list[str]]) -> None:
    assert not [c for c in CANARIES if c in server.said]
    content = b"".join(p.read_bytes() for p in (server.home / "prefect").rglob("*") if p.is_file())
    assert b"nightly-akter" in content
    assert not [c for c in CANARIES if c.encode() in content]
    with Store(server.store, read_only=True) as store:  # they are where they belong
        assert store.search("Ringduva")
