"""Files come, grow, move and go on a share that nobody stops for us."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import Ingested, ingest
from nlp.errors import InputError
from outputs.store import Store
from outputs.store.manifest import Arrival, Look, due, mark_reviewed, take

SETTLE = 0.03


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Two cases with two files each."""
    folder = tmp_path / "akter"
    for case in ("A-1", "A-2"):
        (folder / case).mkdir(parents=True)
        (folder / case / "Beslut.txt").write_text(f"Beslut i {case}", encoding="utf-8")
        (folder / case / "Journal.txt").write_text(f"Journal i {case}", encoding="utf-8")
    return folder


def look(share: Path, settle: float = SETTLE) -> Ingested:
    return ingest(share, share.parent / "s.db", "regler 1", settle=settle)


def seen(share: Path) -> list[dict[str, Any]]:
    with Store(share.parent / "s.db") as store:
        hidden = ("id", "at", "first_seen", "last_seen", "mtime", "inode")
        rows = [*store.db.query("select * from files"), *store.db.query("select * from arrivals")]
        return sorted(({k: v for k, v in r.items() if k not in hidden} for r in rows), key=str)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# what is done to the share after a first look: new, changed, moved, removed files, files with the bytes of another,
# and the cases whose files are no longer those of the first look
STEPS: list[tuple[str, Callable[[Path], Any], tuple[int, int, int, int], int, set[str]]] = [
    ("nothing", lambda s: None, (0, 0, 0, 0), 0, set()),
    ("a new file", lambda s: write(s / "A-1/Plan.txt", "Plan"), (1, 0, 0, 0), 0, {"A-1"}),
    ("a new case", lambda s: write(s / "A-3/Beslut.txt", "Nytt"), (1, 0, 0, 0), 0, {"A-3"}),
    ("a file written over", lambda s: write(s / "A-1/Journal.txt", "Journal, mer"), (0, 1, 0, 0), 0, {"A-1"}),
    ("touched, not changed", lambda s: (s / "A-1/Journal.txt").touch(), (0, 0, 0, 0), 0, set()),
    ("another name", lambda s: (s / "A-1/Journal.txt").rename(s / "A-1/J.txt"), (0, 0, 1, 0), 0, {"A-1"}),
    ("to another case", lambda s: (s / "A-1/Journal.txt").rename(s / "A-2/J.txt"), (0, 0, 1, 0), 0, {"A-1", "A-2"}),
    ("a file gone", lambda s: (s / "A-1/Journal.txt").unlink(), (0, 0, 0, 1), 0, {"A-1"}),
    ("a case gone", lambda s: shutil.rmtree(s / "A-2"), (0, 0, 0, 2), 0, set()),
    ("the same bytes twice", lambda s: shutil.copy(s / "A-1/Beslut.txt", s / "A-1/K.txt"), (1, 0, 0, 0), 1, {"A-1"}),
    ("in two folders", lambda s: shutil.copy(s / "A-1/Beslut.txt", s / "A-2/B.txt"), (1, 0, 0, 0), 1, {"A-2"}),
    ("an office lock file", lambda s: write(s / "A-1/~$Plan.docx", "lås"), (0, 0, 0, 0), 0, set()),
    ("a hidden file", lambda s: write(s / "A-1/.DS_Store", "x"), (0, 0, 0, 0), 0, set()),
    ("an inner folder", lambda s: write(s / "A-1/2022/Plan.txt", "Plan"), (1, 0, 0, 0), 0, {"A-1"}),
    ("beside the cases", lambda s: write(s / "arenden.csv", "lista"), (0, 0, 0, 0), 0, set()),
]  # fmt: skip


@pytest.mark.parametrize(("what", "step", "arrived", "copies", "changed"), STEPS, ids=[s[0] for s in STEPS])
def test_what_a_second_look_finds(
    share: Path, what: str, step: Callable[[Path], Any], arrived: tuple[int, ...], copies: int, changed: set[str]
) -> None:
    first = look(share)
    assert first.taken.arrived == Counter({Arrival.NEW: 4})
    with Store(share.parent / "s.db") as store:
        mark_reviewed(store, first.due.cases)
        _reviewed(store, set(first.due.cases))
    step(share)
    second = look(share)
    assert tuple(second.taken.arrived[a] for a in Arrival) == arrived
    assert second.taken.copies == copies
    assert set(second.due.cases) == changed
    assert look(share).taken.arrived == Counter()


def _reviewed(store: Store, cases: set[str]) -> None:
    """As a review by "regler 1" leaves the store."""
    run = store.db.table("runs").insert({"version": "regler 1"}).last_pk
    for case in cases:
        store.db.table("cases").upsert({"case": case}, pk="case")
        store.db.table("reviews").upsert({"case": case, "run": run, "error": "", "record": "{}"}, pk="case")


def test_a_file_that_grows_is_waited_for_and_its_case_with_it(share: Path) -> None:
    stop = threading.Event()
    growing = share / "A-1" / "Utredning.txt"

    def grow() -> None:
        with growing.open("a", encoding="utf-8") as f:
            while not stop.is_set():
                f.write("ännu en rad\n")
                f.flush()
                time.sleep(0.002)

    writer = threading.Thread(target=grow)
    writer.start()
    while not growing.exists() or not growing.stat().st_size:
        time.sleep(0.002)
    found = look(share, settle=0.2)
    stop.set()
    writer.join()
    assert found.taken.waiting == ("A-1",)
    assert set(found.due.cases) == {"A-2"}
    assert found.due.waiting == ("A-1",)
    found = look(share)
    assert found.taken.waiting == ()
    assert set(found.due.cases) == {"A-1", "A-2"}


def test_a_file_being_fetched_waits_until_it_is_renamed_into_place(share: Path) -> None:
    write(share / "A-1" / "Plan.pdf.part", "halv")
    assert look(share).due.waiting == ("A-1",)
    (share / "A-1" / "Plan.pdf.part").rename(share / "A-1" / "Plan.pdf")
    found = look(share)
    assert found.taken.arrived[Arrival.NEW] == 1
    assert set(found.due.cases) == {"A-1", "A-2"}


def test_a_file_replaced_with_the_same_size_and_time_is_seen(share: Path) -> None:
    path = share / "A-1" / "Journal.txt"
    look(share)
    stamp = path.stat()
    path.write_text("Jurnal  i A-1", encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert path.stat().st_size == stamp.st_size
    assert look(share).taken.arrived == Counter({Arrival.CHANGED: 1})


def test_content_is_read_again_only_where_something_differs(share: Path, tmp_path: Path) -> None:
    """A file whose outside is as it was keeps its hash: seen by planting another hash in the store."""
    look(share)
    with Store(share.parent / "s.db") as store, store.writing() as db:
        db.execute("""update files set sha256 = 'planted' where "case" = 'A-1' and file = 'Journal.txt'""")
    assert look(share).taken.arrived == Counter()
    (share / "A-1" / "Journal.txt").touch()
    assert look(share).taken.arrived == Counter({Arrival.CHANGED: 1})


def test_a_share_that_is_not_mounted_is_not_an_emptied_one(share: Path) -> None:
    look(share)
    share.rename(share.parent / "borta")
    with pytest.raises(InputError, match="ansluten"):
        look(share)
    share.mkdir()
    with pytest.raises(InputError, match="ansluten"):
        look(share)
    with Store(share.parent / "s.db") as store:
        assert {r["state"] for r in store.db.query("select state from files")} == {"known"}


def test_of_a_folder_that_cannot_be_opened_nothing_is_gone(share: Path) -> None:
    look(share)
    with Store(share.parent / "s.db") as store:
        taken = take(store, [], {}, "9999", unseen={"A-1"})
    assert taken.arrived == Counter({Arrival.REMOVED: 2})


def test_many_looks_at_once_end_as_one(share: Path) -> None:
    for number in range(40):
        write(share / f"B-{number % 7}" / f"fil {number}.txt", f"text {number // 2}")
    Store(share.parent / "s.db").close()
    threads = [threading.Thread(target=look, args=(share,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = seen(share)
    (share.parent / "s.db").unlink()
    look(share)
    assert together == seen(share)


def test_an_older_look_that_ends_later_changes_nothing(tmp_path: Path) -> None:
    def at(sha: str) -> Look:
        return Look("A-1", "a.txt", 1, 1, 1, sha)

    with Store(tmp_path / "s.db") as store:
        take(store, [at("ny")], {}, "2024-01-01T10:05:00.000000")
        assert take(store, [at("gammal")], {}, "2024-01-01T10:00:00.000000").arrived == Counter()
        assert take(store, [], {}, "2024-01-01T10:00:00.000000").arrived == Counter()
        assert [r["sha256"] for r in store.db.query("select sha256 from files where state = 'known'")] == ["ny"]


def test_a_case_is_due_until_it_is_reviewed_and_again_by_new_rules_or_a_new_row(tmp_path: Path) -> None:
    files = [Look("A-1", "a.txt", 1, 1, 1, "s1")]
    with Store(tmp_path / "s.db") as store:
        take(store, files, {"A-1": "rad 1"}, "2024-01-01")
        first = due(store, "regler 1")
        assert set(first.cases) == {"A-1"}
        _reviewed(store, {"A-1"})  # the run died before it could say so
        assert set(due(store, "regler 1").cases) == {"A-1"}
        mark_reviewed(store, first.cases)
        assert not due(store, "regler 1").cases
        assert set(due(store, "regler 2").cases) == {"A-1"}
        take(store, files, {"A-1": "rad 2"}, "2024-01-02")
        changed = due(store, "regler 1")
        assert set(changed.cases) == {"A-1"}
        take(store, [Look("A-1", "a.txt", 2, 2, 1, "s2")], {"A-1": "rad 2"}, "2024-01-03")
        mark_reviewed(store, changed.cases)  # reviewed as it was: what came since is still to be done
        assert set(due(store, "regler 1").cases) == {"A-1"}
        store.db.execute("update reviews set error = 'Mappen är tom'")
        mark_reviewed(store, due(store, "regler 1").cases)
        assert set(due(store, "regler 1").cases) == {"A-1"}  # what failed is tried again
