"""The files of the case folders as last seen, every arrival, and which cases wait for a review.

`take` compares one look at the folders with what is known, in one transaction: two looks at the same time end as one
after the other would, and what a later look has said stands. A case waits for a review as long as its files, its row
of the case list or the rules differ from what was last reviewed, so that a run that dies leaves nothing undone.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from outputs.store.store import Store

Key = tuple[str, str]
"""A case number and a file's path within its case folder."""


class Arrival(StrEnum):
    """What became of a file between two looks."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Look:
    """One file as seen: `touched` in ns since 1970; `sha256` is empty while it is still being written."""

    case: str
    file: str
    size: int
    touched: int
    inode: int
    sha256: str

    @property
    def key(self) -> Key:
        return self.case, self.file


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look found: numbers of files by arrival, files with the same bytes as another, cases that wait for a
    file to be finished."""

    files: int
    arrived: Counter[Arrival]
    copies: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Cases to review with the marks of what was seen, those held up by an unfinished file, and those whose results
    were deleted by gallring while the folder is still there."""

    cases: dict[str, tuple[str, str]] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()


def known(store: Store) -> dict[Key, Look]:
    """The files whose content is known, as last seen."""
    query = """select "case", file, size, mtime as touched, inode, sha256 from files where state = 'known'"""
    return {(r["case"], r["file"]): Look(**r) for r in store.db.query(query)}


def take(store: Store, looks: Iterable[Look], rows: Mapping[str, str], at: str, unseen: Collection[str] = ()) -> Taken:
    """Writes one look, begun at `at` (UTC, ISO 8601 with microseconds). `rows`: the case list's row of each case as a
    hash; `unseen`: cases whose folder could not be opened, of which nothing is known to be gone.

    Raises `StoreError`.
    """
    seen = {look.key: look for look in looks}
    with store.writing() as db:
        before = {(r["case"], r["file"]): r for r in db.query("select * from files")}
        later = {key for key, row in before.items() if row["last_seen"] > at}
        present = {k: look for k, look in seen.items() if k not in later}
        gone = [
            r for k, r in before.items()
            if k not in seen and k not in later and r["state"] != "gone" and r["case"] not in unseen
        ]  # fmt: skip
        arrivals = _arrivals(present, before, gone)
        db.conn.executemany(
            """insert into files ("case", file, size, mtime, inode, sha256, first_seen, last_seen, state)
            values (:case, :file, :size, :mtime, :inode, :sha256, :at, :at, :state)
            on conflict ("case", file) do update set size = excluded.size, mtime = excluded.mtime,
                inode = excluded.inode, last_seen = excluded.last_seen, state = excluded.state,
                sha256 = case when excluded.sha256 = '' then sha256 else excluded.sha256 end""",
            [_row(look, at) for key, look in present.items() if not _as_before(look, before.get(key))],
        )
        db.conn.executemany(
            """update files set state = 'gone', last_seen = ? where "case" = ? and file = ?""",
            [(at, r["case"], r["file"]) for r in gone],
        )
        db.table("arrivals").insert_all([{"at": at, **a} for a in arrivals])
        _seal_cases(store, rows)
    return Taken(
        files=len(seen),
        arrived=Counter(Arrival(a["what"]) for a in arrivals),
        copies=sum(1 for a in arrivals if a["other_case"] and a["what"] != Arrival.MOVED),
        waiting=tuple(sorted({look.case for look in seen.values() if not look.sha256})),
    )


def _as_before(look: Look, row: Mapping[str, Any] | None) -> bool:
    """Whether the file's line says already what the look says. Only lines that change bear the time of a new look."""
    return row is not None and row["state"] == "known" and look == Look(
        look.case, look.file, row["size"], row["mtime"], row["inode"], row["sha256"]
    )  # fmt: skip


def _row(look: Look, at: str) -> dict[str, Any]:
    return {
        "case": look.case, "file": look.file, "size": look.size, "mtime": look.touched, "inode": look.inode,
        "sha256": look.sha256, "at": at, "state": "known" if look.sha256 else "waiting",
    }  # fmt: skip


def _arrivals(
    present: Mapping[Key, Look], before: Mapping[Key, dict[str, Any]], gone: list[dict[str, Any]]
) -> list[dict[str, str]]:
    """One row for each file that came, changed, moved or went. `other_case`: where it came from, or where the same
    bytes lie as well."""
    left = defaultdict(list)
    for row in gone:
        left[row["sha256"]].append(row)
    holders: dict[str, list[Key]] = defaultdict(list)
    for key, look in present.items():
        holders[look.sha256].append(key)
    out = []
    for key, look in sorted(present.items()):
        old = before.get(key)
        if not look.sha256 or (old and old["state"] != "gone" and old["sha256"] == look.sha256):
            continue
        fresh = old is None or old["state"] == "gone" or not old["sha256"]
        twin = next((other[0] for other in holders[look.sha256] if other != key), "")
        what = Arrival.NEW if fresh else Arrival.CHANGED
        if fresh and left[look.sha256]:
            what, twin = Arrival.MOVED, left[look.sha256].pop()["case"]
        out.append(_arrival(look.case, look.file, look.sha256, what, twin))
    for rows in left.values():
        out += [_arrival(r["case"], r["file"], r["sha256"], Arrival.REMOVED, "") for r in rows if r["sha256"]]
    return out


def _arrival(case: str, file: str, sha256: str, what: Arrival, other: str) -> dict[str, str]:
    return {"case": case, "file": file, "sha256": sha256, "what": what.value, "other_case": other}


def seal(case: str, files: Iterable[tuple[str, str]]) -> str:
    """What a case folder holds, as one hash over its number, names and contents."""
    return hashlib.sha256(json.dumps([case, sorted(files)]).encode()).hexdigest()


def _seal_cases(store: Store, rows: Mapping[str, str]) -> None:
    """Brings the line of each case up to date; a case without files has none."""
    cases: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in store.db.query("""select "case", file, sha256, state from files where state != 'gone'"""):
        cases[row["case"]].append(row)
    store.db.conn.executemany(
        """insert into intake ("case", files, row, waiting, done_files, done_row)
        values (:case, :files, :row, :waiting, '', '')
        on conflict ("case") do update set files = excluded.files, row = excluded.row, waiting = excluded.waiting
        where files != excluded.files or row != excluded.row or waiting != excluded.waiting""",
        [
            {
                "case": case, "files": seal(case, ((f["file"], f["sha256"]) for f in files)), "row": rows.get(case, ""),
                "waiting": sum(f["state"] == "waiting" for f in files),
            }
            for case, files in cases.items()
        ],
    )  # fmt: skip
    store.db.execute("""delete from intake where "case" not in (select "case" from files where state != 'gone')""")


def due(store: Store, version: str, everything: bool = False) -> Due:
    """Which cases to review, by the given version of rules and models; with `everything`, those without changes too."""
    query = """
        select i."case", i.files, i.row, i.waiting, p.id is not null as erased,
            i.files = i.done_files and i.row = i.done_row and v.error = '' and r.version = :version as done
        from intake i left join reviews v on v."case" = i."case" left join runs r on r.id = v.run
            left join proofs p on p.seal = i.files and v."case" is null
        order by i."case"
    """
    cases, waiting, erased = {}, [], []
    for row in store.db.query(query, {"version": version}):
        if row["done"] and not everything:
            continue
        if row["erased"]:
            erased.append(row["case"])
        elif row["waiting"]:
            waiting.append(row["case"])
        else:
            cases[row["case"]] = (row["files"], row["row"])
    return Due(cases, tuple(waiting), tuple(erased))


def mark_reviewed(store: Store, cases: Mapping[str, tuple[str, str]]) -> None:
    """These cases have been reviewed as they were when `due` gave them; one that has changed since is due again."""
    with store.writing() as db:
        db.conn.executemany(
            """update intake set done_files = ?, done_row = ? where "case" = ?""",
            [(*marks, case) for case, marks in cases.items()],
        )
