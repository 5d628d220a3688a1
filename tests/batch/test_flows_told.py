"""What steps tell of themselves, the file of deployments, and the one writer: all without a Prefect server."""

from __future__ import annotations

import datetime as dt
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from flows.artifacts import sentence
from flows.lock import Busy, one_writer
from flows.places import Place, place
from flows.serving import deployments
from flows.steps import nightly_steps, retention_step
from flows.told import Listing, Told, lines, markdown, rows
from nlp import data
from nlp.errors import AktsamError, SettingsError

ROOT = Path(__file__).parents[2]
# done, of, failed, seconds gone: what the progress says
PROGRESS = [
    ((120, 480, 0, 60.0), "120 av 480 ärenden, 2,0 i sekunden, 3 min kvar"),
    ((12800, 12800, 3, 6400.0), "12 800 av 12 800 ärenden, 2,0 i sekunden, 3 misslyckade"),
    ((1, 12800, 0, 2.0), "1 av 12 800 ärenden, 0,5 i sekunden, 427 min kvar"),
    ((0, 0, 0, 0.0), "0 av 0 ärenden, 0,0 i sekunden"),
]


@pytest.mark.parametrize(("seen", "said"), PROGRESS)
def test_progress_says_pace_and_time_left(seen: tuple[int, int, int, float], said: str) -> None:
    assert sentence(*seen) == said


TOLD = Told(
    "Granskning", "2 ärenden granskade.", {"Granskade": 12800},
    (
        Listing("Öppna flaggor", ("Flagga", "Öppna"), (("[Plan | saknas](http://x/ko?check=a)", 3),)),
        Listing("Tom", ("A",), ()),
    ),
    (("Granskningskön", "/ko"),),
)  # fmt: skip


def test_a_step_is_told_as_markdown_table_and_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTSAM_SITE", "https://aktsam.kommunen.se/")
    said = markdown(TOLD)
    assert "| Granskade | 12 800 |" in said
    assert "| [Plan \\| saknas](http://x/ko?check=a) | 3 |" in said
    assert "- [Granskningskön](https://aktsam.kommunen.se/ko)" in said
    assert "Tom" not in said
    assert rows(TOLD)[1] == {"Vad": "Öppna flaggor: Plan | saknas", "Antal": "3"}
    assert lines(TOLD) == [
        "Granskning: 2 ärenden granskade.", "  Öppna flaggor (Flagga, Öppna)", "    Plan | saknas  3",
    ]  # fmt: skip


def test_every_deployment_names_a_flow_that_takes_its_parameters() -> None:
    listed = deployments()
    assert {d["name"] for d in listed} >= {
        "nightly", "ingest", "review", "copies", "warn", "statistics", "retention", "evaluate", "retrain",
    }  # fmt: skip
    assert len({d["name"] for d in listed}) == len(listed)
    for entry in listed:
        file, name = entry["entrypoint"].split(":")
        flow = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name)
        flow.validate_parameters(entry["parameters"])
        assert entry["concurrency_limit"]["limit"] == 1
        assert all(s["timezone"] == "Europe/Stockholm" for s in entry["schedules"])
        assert "aktsam" in entry["tags"]
    assert all("delete" not in d["parameters"] or d["parameters"]["delete"] is False for d in listed)


def test_parameters_hold_names_of_places_never_paths() -> None:
    flow = import_module("flows.batch").nightly
    assert "place_name" in inspect.signature(flow.fn).parameters
    with pytest.raises(Exception, match="pattern"):
        flow.validate_parameters({"place_name": "/mnt/akter/Anna Andersson"})


def test_automations_are_what_prefect_takes() -> None:
    from prefect.automations import Automation

    entries = yaml.safe_load((ROOT / "flows" / "automations.yaml").read_text(encoding="utf-8"))
    names = [Automation.model_validate(entry).name for entry in entries]
    assert names == ["aktsam-dead-runs", "aktsam-go-on"]


def test_one_writer_at_a_time_and_a_dead_one_stands_in_nobodys_way(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    code = (
        "import sys\nfrom pathlib import Path\nfrom flows.lock import one_writer\n"
        "with one_writer(Path(sys.argv[1])):\n    print('har', flush=True)\n    sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(store)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"har\n"
    with pytest.raises(Busy, match="annan körning"), one_writer(store):
        pass
    other.kill()
    other.wait()
    other.stdout.close()
    assert other.stdin is not None
    other.stdin.close()
    with one_writer(store):
        assert True


def test_a_place_that_is_not_configured_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTSAM_DATA", str(tmp_path))
    (tmp_path / "places.toml").write_text('[place.norr]\nfolder = "n"\nstore = "n.db"\n', encoding="utf-8")
    data.load.cache_clear()
    assert place("norr").folder == Path("n")
    assert place("norr").case_list is None
    with pytest.raises(SettingsError, match=r"places\.toml"):
        place("söder")
    monkeypatch.undo()
    data.load.cache_clear()


def test_the_steps_of_a_night_stand_alone(tmp_path: Path) -> None:
    """Without folders each step says what is wrong or does nothing; none needs the one before."""
    here = Place("x", tmp_path / "borta", tmp_path / "s.db")
    done, failed = [], []
    for name, step in nightly_steps(here, dt.date(2024, 1, 1)).items():
        try:
            assert step().sentence
            done.append(name)
        except AktsamError:
            failed.append(name)
    assert failed == ["ingest", "review"]
    assert done == ["copies", "warn", "statistics"]
    assert retention_step(here.store, dt.date(2024, 1, 1)).counts["Att gallra"] == 0
