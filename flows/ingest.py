"""Looks at the case folders: what has come, changed, moved or gone, and which cases are to be reviewed.

Only a file that stands still is taken: unchanged in size and times for the settle time, with the same content before
and after. One that is still being written waits, and its case with it. Content is read only where size, time or
place on the disk differ from last time. Nothing is changed in the folders.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.assembly import read_case_list
from nlp.errors import InputError
from nlp.types import CaseRow
from outputs.data import load
from outputs.store import Store
from outputs.store.manifest import Due, Look, Taken, due, known, take

HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Ingested:
    """One look at the folders: what it found, which cases wait for a review, cases whose folder cannot be opened."""

    taken: Taken
    due: Due
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A file's outside: where it lies, size in bytes, when it was last written to, moved or given other rights (ns)."""

    case: str
    file: str
    path: Path
    size: int
    touched: int
    inode: int

    @property
    def outside(self) -> tuple[int, ...]:
        return self.size, self.touched, self.inode


def ingest(
    folder: Path, store: Path, version: str, case_list: Path | None = None, settle: float | None = None
) -> Ingested:
    """Looks at the folders once (twice where something has just come, `settle` seconds apart).

    `version` is that of rules and models: a case reviewed by another is due again.
    Raises `InputError`, `CaseListError` or `StoreError`.
    """
    wait = load("flows")["ingest"]["settle_seconds"] if settle is None else settle
    rows = {case: _row_mark(row) for case, row in read_case_list(case_list).items()} if case_list else {}
    at = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    seen, unreadable = walk(folder)
    with Store(store) as opened:
        before = known(opened)
        same = [s for s in seen if (old := before.get((s.case, s.file))) and _unchanged(s, old)]
        looks = [before[s.case, s.file] for s in same]
        done = {(s.case, s.file) for s in same}
        looks += _settled([s for s in seen if (s.case, s.file) not in done], wait)
        taken = take(opened, looks, rows, at, unreadable)
        return Ingested(taken, due(opened, version), tuple(sorted(unreadable)))


def walk(folder: Path) -> tuple[list[Seen], set[str]]:
    """The files of every case folder, and the cases of which some folder cannot be opened.

    Raises `InputError` if there is no case folder: a share that is not mounted must not look like one that was emptied.
    """
    try:
        cases = sorted(e.name for e in os.scandir(folder) if e.is_dir() and not e.name.startswith(HIDDEN))
    except OSError as e:
        raise InputError("Mappen med ärendemappar kan inte öppnas. Kontrollera att den finns och är ansluten.") from e
    if not cases:
        raise InputError("Mappen innehåller inga ärendemappar. Kontrollera att rätt mapp är angiven och ansluten.")
    seen: list[Seen] = []
    unreadable: set[str] = set()
    for case in cases:
        try:
            seen += _files(case, folder / case, "")
        except OSError:
            unreadable.add(case)
    return seen, unreadable


def _files(case: str, folder: Path, inside: str) -> Iterator[Seen]:
    """The files below a folder. Hidden files and office lock files are no documents."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.name.startswith(HIDDEN):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(case, Path(entry.path), f"{inside}{entry.name}/")
        elif (found := _outside(case, inside + entry.name, Path(entry.path))) is not None:
            yield found


def _outside(case: str, file: str, path: Path) -> Seen | None:
    """The file's outside; None if it is no file or has just gone."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    if not path.is_file():
        return None
    return Seen(case, file, path, stat.st_size, max(stat.st_mtime_ns, stat.st_ctime_ns), stat.st_ino)


def _unchanged(seen: Seen, old: Look) -> bool:
    return seen.outside == (old.size, old.touched, old.inode)


def _settled(new: list[Seen], wait: float) -> Iterator[Look]:
    """The looks at new and changed files; those that are young are looked at again after `wait` seconds."""
    now = time.time_ns()
    young = [s for s in new if _age(s, now) < wait]
    first = {s.path: _digest(s) for s in young}
    if young:
        time.sleep(wait)
    for seen in new:
        digest = _digest(seen)
        if seen.path in first and digest != first[seen.path]:
            digest = ""
        yield Look(seen.case, seen.file, seen.size, seen.touched, seen.inode, "" if _partial(seen, now) else digest)


def _age(seen: Seen, now: int) -> float:
    """Seconds since the file was last touched."""
    return (now - seen.touched) / 1e9


def _partial(seen: Seen, now: int) -> bool:
    """Whether the name says that the file is still being fetched."""
    limits = load("flows")["ingest"]
    return seen.file.lower().endswith(tuple(limits["partial"])) and _age(seen, now) < limits["partial_seconds"]


def _digest(seen: Seen) -> str:
    """SHA-256 of a file that stayed as it was seen while it was read; empty if it did not or cannot be opened."""
    try:
        with seen.path.open("rb") as f:
            digest = hashlib.file_digest(f, "sha256").hexdigest()
    except OSError:
        return ""
    after = _outside(seen.case, seen.file, seen.path)
    return digest if after is not None and after.outside == seen.outside else ""


def _row_mark(row: CaseRow) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()
