"""Many varied cases: each its own, and a run that is killed again and again ends as one left in peace."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from flow_stores import DAY, dump

from annotations.many import Varier, write_case
from annotations.many.vary import COLUMNS
from flows.review import Request, review_folder
from nlp.errors import StoreError
from outputs.store import Store

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
SOURCES = (ANNOTATIONS / "sources", ANNOTATIONS / "opened")
LISTS = (ANNOTATIONS / "cases" / "arenden.csv", ANNOTATIONS / "opened" / "arenden.csv")
CASES = 10


def make(out: Path, seed: int = 1, cases: int = CASES) -> dict[str, bytes]:
    """Varied cases with their list; every file's content by its name."""
    varier = Varier(SOURCES, LISTS, seed)
    rows = [";".join(COLUMNS)]
    for number in range(cases):
        case = varier.case(number)
        assert write_case(case, out / case.row["ärendenummer"]) == varier.documents_of(number)
        rows.append(";".join(case.row[c] for c in COLUMNS))
    (out / "arenden.csv").write_text("\n".join(rows), encoding="utf-8")
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*.*")) if p.parent != out}


def test_varied_cases_differ_in_every_file_and_come_out_the_same_each_time(tmp_path: Path) -> None:
    files = make(tmp_path / "a", cases=20)
    assert files == make(tmp_path / "b", cases=20)
    assert len(set(files.values())) == len(files)
    assert files.values() != make(tmp_path / "c", seed=2, cases=20).values()
    assert {Path(name).suffix for name in files} == {".pdf", ".docx", ".txt"}


def committed(path: Path) -> int:
    """Cases that the store holds; 0 while it is being made."""
    try:
        with Store(path, read_only=True) as store:
            return len(store.keys())
    except (StoreError, OSError):
        return 0


def test_a_run_killed_twice_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    """Kill -9 of the whole process group when the first case is committed, and again later."""
    folder, undisturbed, killed = tmp_path / "akter", tmp_path / "a.db", tmp_path / "b.db"
    make(folder)
    review_folder(Request(folder, undisturbed, DAY, folder / "arenden.csv"))
    script = tmp_path / "run.py"
    script.write_text(
        "import sys, datetime as dt; from pathlib import Path; from flows.review import Request, review_folder\n"
        "if __name__ == '__main__':\n"
        "    f, s = map(Path, sys.argv[1:])\n"
        "    review_folder(Request(f, s, dt.date(2023, 10, 15), f / 'arenden.csv'))\n",
        encoding="utf-8",
    )
    for wanted in (1, 4):
        command = [sys.executable, str(script), str(folder), str(killed)]
        process = subprocess.Popen(command, start_new_session=True, cwd=ANNOTATIONS.parent)
        while committed(killed) < wanted and process.poll() is None:
            time.sleep(0.02)
        with suppress(ProcessLookupError):  # it may have come to its end
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    kept = committed(killed)
    summary = review_folder(Request(folder, killed, DAY, folder / "arenden.csv"))
    assert summary.failed == 0
    assert 4 <= kept <= summary.unchanged
    assert dump(killed) == dump(undisturbed)
    assert not multiprocessing.active_children()
