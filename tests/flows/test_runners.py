"""Where cases are reviewed is a setting; the store says the same. What no case can help ends the run in one line."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flow_stores import DAY, dump

from flows.review import Request, Summary, review_folder
from flows.settings import settings
from outputs.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two worker processes of Dask."""
    monkeypatch.setenv("AKTSAM_RUNNER", "dask")
    monkeypatch.setenv("AKTSAM_WORKERS", "2")
    settings.cache_clear()
    yield
    settings.cache_clear()


def review(folder: Path, store: Path, only: frozenset[str] | None = None) -> Summary:
    return review_folder(Request(folder, store, DAY, folder / "arenden.csv", only))


def test_a_dask_cluster_fills_the_store_as_processes_here_do(
    folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    here = review(folder, tmp_path / "here.db")
    request.getfixturevalue("dask")
    there = review(folder, tmp_path / "there.db")
    assert here == there
    assert there.reviewed == 3
    assert dump(tmp_path / "here.db") == dump(tmp_path / "there.db")


def test_only_the_chosen_cases_are_reviewed_and_the_others_keep_their_rows(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    assert review(folder, store, frozenset({"NOR-06", "finns inte"})).cases == 1
    with Store(store, read_only=True) as opened:
        before = opened.keys()["NOR-06"]
    with (folder / "NOR-06" / "Info OH.txt").open("a", encoding="utf-8") as f:
        f.write("\nFREDA-frågor ställda 2022-08-23.\n")
    assert review(folder, store, frozenset({"FAR-01"})) == Summary(1, 1, 0, 0, 0, 29)
    with Store(store, read_only=True) as opened:
        keys = opened.keys()
    assert set(keys) == {"FAR-01", "NOR-06"}
    assert keys["NOR-06"] == before  # its change waits for a run of its own


BREAKS = {  # a fault that no case can help: how the environment makes it, the exit code, what is said
    "weights lacking": ({"AKTSAM_ELEMENTS_MODEL": "{tmp}/borta"}, 3, "Elementmodellen"),
    "data file broken": ({"AKTSAM_DATA": "{tmp}/data"}, 2, "conformity_words.toml"),
    "unknown runner": ({"AKTSAM_RUNNER": "moln"}, 2, "AKTSAM_RUNNER"),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_a_run_that_cannot_succeed_ends_with_one_line_and_writes_no_case(
    fault: str, folder: Path, tmp_path: Path
) -> None:
    environment, code, said = BREAKS[fault]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "conformity_words.toml").write_text("[trasig", encoding="utf-8")
    store = tmp_path / "s.db"
    command = [sys.executable, "-c", "from flows.cli import app; app()", "review", str(folder), "--store", str(store)]
    done = subprocess.run(
        command,
        env={**os.environ, **{k: v.format(tmp=tmp_path) for k, v in environment.items()}},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.strip()]) <= 2  # the empty progress bar, the line
    if store.exists():
        with Store(store, read_only=True) as opened:
            assert opened.db.table("cases").count == 0
            assert opened.db.table("reviews").count == 0
