"""Deleting a case from the store for good: holds, the deletion with its proof, and the wiping of what deletion leaves.

A proof holds no content: the case number as a hash (who has the number can find its proof, the proof does not give the
number away), how many rows went from which table, the rule and the days. Its hash stands in the access log, whose rows
are chained, so that a proof that is changed or removed later is found.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from nlp.errors import InputError, StoreError
from outputs.store.access_log import log_access
from outputs.store.manifest import seal
from outputs.store.people import User
from outputs.store.store import Store

KEPT = frozenset({"access_log"})
"""Tables that keep their rows of a deleted case: the log of who has seen what names case numbers and no content."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a case is deleted: the rule, the day of the last note, the days between which it is done (ISO 8601)."""

    rule: str
    last_note: str
    due: str
    latest: str


def hold(store: Store, case: str, reason: str, user: str, now: dt.datetime) -> None:
    """Holds a case back from gallring until it is released. Raises `InputError` without a reason or a case."""
    if not reason.strip():
        raise InputError("Skriv varför ärendet ska undantas från gallring.")
    if not list(store.db.query('select 1 from cases where "case" = ?', [case])):
        raise InputError("Ärendet finns inte i lagret. Kontrollera ärendenumret.")
    row = {"case": case, "reason": reason.strip(), "user": user, "at": now.isoformat(timespec="seconds")}
    with store.writing() as db:
        db.table("holds").upsert(row, pk="case")


def release(store: Store, case: str) -> None:
    """Lets a held case be deleted again when its time comes."""
    with store.writing() as db:
        db.execute('delete from holds where "case" = ?', [case])


def candidates(store: Store) -> Iterator[dict[str, Any]]:
    """Every case with what decides its gallring; the day of the last note from its record."""
    query = """
        select c."case", c.support, c.personal_number, c.valid_to, c.removed, h.reason as hold, v.error, v.as_of,
            substr(r.started, 1, 10) as seen, json_extract(v.record, '$.last_note.date') as last_note,
            coalesce(json_array_length(v.record, '$.last_note.undated'), 0) as undated,
            coalesce(json_array_length(v.record, '$.unread'), 0) as unread,
            json_extract(v.record, '$.decision.approved') as approved,
            json_extract(v.record, '$.decision.valid_to') as decision_ends
        from cases c left join reviews v on v."case" = c."case" left join runs r on r.id = v.run
            left join holds h on h."case" = c."case"
        order by c."case"
    """
    yield from store.db.query(query)


def mark_of(case: str) -> str:
    """The case number as proofs hold it."""
    return hashlib.sha256(f"aktsam gallring {case}".encode()).hexdigest()


def erase(store: Store, case: str, ground: Ground, user: User, now: dt.datetime) -> dict[str, Any]:
    """Deletes all that the store holds of a case, in one transaction with its proof. Returns the proof."""
    store.db.execute("pragma secure_delete = on")
    with store.writing() as db:
        db.execute("pragma defer_foreign_keys = on")
        rows = db.query("""select file, sha256 from files where "case" = ? and state != 'gone'""", [case])
        folder = seal(case, ((r["file"], r["sha256"]) for r in rows))
        counts = _delete(db, case)
        proof = {
            "at": now.isoformat(timespec="seconds"), "mark": mark_of(case), "seal": folder, "rule": ground.rule,
            "last_note": ground.last_note, "due": ground.due, "latest": ground.latest,
            "counts": json.dumps(counts, sort_keys=True), "user": user.name,
        }  # fmt: skip
        db.table("proofs").insert({**proof, "wiped": ""})
        log_access(store, user, "gallring", target=proof_hash(proof))
    return {**proof, "counts": counts}


def _delete(db: Database, case: str) -> dict[str, int]:
    """Rows deleted by table: every table with a column for the case, what hangs on them, readings nobody else has."""
    own_readings = """
        delete from readings where sha256 in (select sha256 from documents where "case" = :case
            union select sha256 from arrivals where "case" = :case)
        and not exists (select 1 from documents d where d.sha256 = readings.sha256 and d."case" != :case)
    """
    counts = {
        "readings": db.execute(own_readings, {"case": case}).rowcount,
        "verdicts": db.execute(
            'delete from verdicts where flag in (select id from flags where "case" = ?)', [case]
        ).rowcount,
        "arrivals": db.execute("delete from arrivals where other_case = ?", [case]).rowcount,
        "copy_pairs": db.execute("delete from copy_pairs where other_case = ?", [case]).rowcount,
    }
    for table in db.tables:
        if "case" in table.columns_dict and table.name not in KEPT:
            before = table.count_where('"case" = ?', [case])
            table.delete_where('"case" = ?', [case])
            counts[table.name] = counts.get(table.name, 0) + before
    return {name: count for name, count in counts.items() if count}


def proof_hash(proof: dict[str, Any]) -> str:
    """The hash by which the access log vouches for a proof."""
    kept = {k: proof[k] for k in ("at", "mark", "seal", "rule", "last_note", "due", "latest", "counts", "user")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def proofs(store: Store) -> list[dict[str, Any]]:
    """All proofs, oldest first, each with whether the access log vouches for it."""
    vouched = {r["target"] for r in store.db.query("select target from access_log where action = 'gallring'")}
    rows = store.db.query("select * from proofs order by id")
    return [{**r, "counts": json.loads(r["counts"]), "vouched": proof_hash(r) in vouched} for r in rows]


def clear_mail(store: Store, before: str) -> int:
    """Deletes mail that was sent before a time (ISO 8601, UTC); how many."""
    with store.writing() as db:
        return int(db.execute("delete from outbox where sent != '' and sent < ?", [before]).rowcount)


def wipe(store: Store, now: dt.datetime) -> bool:
    """Removes from the files what deletions have left, if any has not been wiped yet; whether it did.

    Readings of files that no case has any longer (replaced long ago) go as well. Rewrites the whole file, which needs
    its size of free space once more. Raises `StoreError` while others read: the next run tries again.
    """
    if not list(store.db.query("select 1 from proofs where wiped = '' limit 1")):
        return False
    orphans = "delete from readings where not exists (select 1 from documents d where d.sha256 = readings.sha256)"
    with store.writing() as db:
        db.execute(orphans)
        db.execute("insert into documents_fts(documents_fts) values ('optimize')")
    connection = store.db.conn
    connection.execute("pragma secure_delete = on")
    connection.execute("vacuum")
    busy, *_ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    if busy:
        raise StoreError("Det raderade ligger kvar i loggfilen, som någon läser. Stäng sidorna och kör igen.")
    with store.writing() as db:
        db.execute("update proofs set wiped = ? where wiped = ''", [now.isoformat(timespec="seconds")])
    return True
