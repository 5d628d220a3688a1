"""Reads and writes the store. One writer; readers see the last committed case (WAL).

Never prints or raises with case text in the message. Every public write is one transaction.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from nlp.errors import StoreError
from nlp.reading.wire import packed, unpacked
from nlp.types import CaseRow, Document
from outputs.store.migrations import migrations

BUSY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one content, packed as the store keeps it: done where it is read, not by the one writer."""

    sha256: str
    status: str
    body: bytes

    @classmethod
    def of(cls, document: Document) -> Reading:
        return cls(document.sha256, document.status, zlib.compress(packed(document).encode()))


@dataclass(frozen=True, slots=True)
class CaseResult:
    """All that one reading of one case gives to the store. Of `documents` neither words nor blocks are needed."""

    row: CaseRow
    key: str
    as_of: dt.date
    reader: str = ""
    documents: tuple[Document, ...] = ()
    readings: tuple[Reading, ...] = ()
    record: dict[str, Any] = field(default_factory=dict)
    error: str = ""


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Who opens a store waits for who is migrating it: SQLite would tell one of two that begin together to give up."""
    try:
        file = path.with_name(f".{path.name}.opening").open("w")
    except OSError as e:
        raise StoreError(f"Lagret {path.name} kan inte öppnas. Kontrollera sökväg, behörighet och diskutrymme.") from e
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Store:
    """The store in one SQLite file, created and migrated on opening.

    Raises `StoreError` (Swedish, with remedy) when the file cannot be opened, is locked for longer than
    `BUSY_SECONDS`, is damaged or is no store.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        with self._errors():
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
            self.db = Database(connection)
            if not read_only:
                with _one_at_a_time(path):
                    self.db.enable_wal()
                    self.db.execute("PRAGMA synchronous=FULL")
                    migrations.apply(self.db)
            self.db.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction; a locked or damaged store is a `StoreError`.

        Takes the writer's lock before anything is read: two that read first and then write would fail at once.
        """
        with self._errors():
            if self.db.conn.in_transaction:
                with self.db.atomic():
                    yield self.db
                return
            self.db.conn.execute("begin immediate")
            try:
                yield self.db
            except BaseException:
                self.db.conn.rollback()
                raise
            self.db.conn.commit()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        name = self.path.name
        try:
            yield
        except sqlite3.OperationalError as e:
            if "locked" in str(e) or "busy" in str(e):
                raise StoreError(f"Lagret {name} är låst av ett annat program. Försök igen om en stund.") from e
            raise StoreError(f"Lagret {name} kan inte öppnas. Kontrollera sökväg, behörighet och diskutrymme.") from e
        except sqlite3.DatabaseError as e:
            raise StoreError(f"Lagret {name} är skadat eller inget Aktsam-lager. Återställ säkerhetskopian.") from e

    def reading(self, sha256: str, reader: str, file: str) -> Document | None:
        """What was read of this content by this version of the reader, if it is stored."""
        with self._errors():
            rows = list(
                self.db.query("select document from readings where sha256 = ? and reader = ?", [sha256, reader])
            )
        return replace(unpacked(zlib.decompress(rows[0]["document"])), file=file) if rows else None

    def keys(self) -> dict[str, str]:
        """Key of the stored review by case; cases whose review failed are left out, so that they are tried again."""
        with self._errors():
            return {r["case"]: r["key"] for r in self.db.query("select \"case\", key from reviews where error = ''")}

    def start_run(self, as_of: dt.date, version: str, cases: int) -> int:
        """A new run; its id."""
        with self.writing():
            values = {"started": _now(), "as_of": as_of.isoformat(), "version": version, "cases": cases}
            return int(str(self.db.table("runs").insert(values).last_pk))

    def end_run(self, run: int, reviewed: int, unchanged: int, failed: int) -> None:
        with self.writing():
            counts = {"reviewed": reviewed, "unchanged": unchanged, "failed": failed}
            self.db.table("runs").update(run, {"ended": _now(), **counts})

    def save_all(self, results: Iterable[CaseResult], run: int) -> None:
        """All of some cases in one transaction."""
        with self.writing():
            for result in results:
                self.save(result, run)

    def save(self, result: CaseResult, run: int) -> None:
        """All of one case in one transaction: row, readings, documents, elements, review and flags."""
        case = result.row.case
        with self.writing():
            row = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in asdict(result.row).items()}
            row.pop("decision")
            self.db.table("cases").upsert({**row, "removed": None}, pk="case")
            for reading in result.readings:
                values = {"sha256": reading.sha256, "status": reading.status, "document": reading.body}
                self.db.table("readings").insert({**values, "reader": result.reader}, replace=True)
            review = {"case": case, "key": result.key, "as_of": result.as_of.isoformat(), "run": run}
            record = json.dumps(result.record, ensure_ascii=False) if result.record else None
            self.db.table("reviews").upsert({**review, "record": record, "error": result.error}, pk="case")
            if not result.error:
                self._save_documents(case, result.documents)
                self._save_elements(case, result.record)
                self._save_flags(case, result.record["flags"], run)

    def _save_documents(self, case: str, documents: Iterable[Document]) -> None:
        self.db.table("documents").delete_where('"case" = ?', [case])
        self.db.table("documents").insert_all(
            {
                "case": case, "file": d.file, "sha256": d.sha256, "kind": d.kind, "title": d.title,
                "date": d.date and d.date.isoformat(), "received": d.received and d.received.isoformat(),
                "status": d.status, "message": d.message, "pages": len(d.pages), "text": d.text,
            }
            for d in documents
        )  # fmt: skip

    def _save_elements(self, case: str, record: dict[str, Any]) -> None:
        relation: dict[tuple[str, str], str] = {}
        for link in record["conformity"]["links"]:
            relation |= {("order", link["order"]): link["relation"]}
            relation |= {("plan", p): link["relation"] for p in link["plan"]}
        self.db.table("elements").delete_where('"case" = ?', [case])
        self.db.table("elements").insert_all(
            {
                "case": case, "side": side, "relation": relation.get((side, e["id"])),
                **{k: e.get(k) for k in ("id", "kind", "text", "file", "page", "start", "end", "work_oriented")},
            }
            for side in ("order", "plan")
            for e in (record.get(side) or {}).get("elements", [])
        )  # fmt: skip

    def _save_flags(self, case: str, flags: list[dict[str, Any]], run: int) -> None:
        """Flags by fingerprint: one that comes back keeps its id, and so its verdicts."""
        self.db.execute('update flags set open = 0 where "case" = ?', [case])
        for flag in flags:
            mark = fingerprint(flag)
            values = {
                "label": flag["label"], "severity": flag["severity"], "message": flag["message"],
                "last_run": run, "open": 1,
                "evidence": json.dumps(flag["evidence"], ensure_ascii=False),
                "searched": json.dumps(flag.get("searched", []), ensure_ascii=False),
            }  # fmt: skip
            old = list(self.db.query('select id from flags where "case" = ? and fingerprint = ?', [case, mark]))
            if old:
                self.db.table("flags").update(old[0]["id"], values)
            else:
                self.db.table("flags").insert(
                    {"case": case, "code": flag["code"], "fingerprint": mark, "first_run": run, **values}
                )

    def remove_cases(self, keep: Iterable[str]) -> None:
        """Marks cases that are no longer in the folder as removed; nothing is deleted."""
        kept = set(keep)
        with self.writing():
            for row in list(self.db.query('select "case" from cases where removed is null')):
                if row["case"] not in kept:
                    self.db.table("cases").update(row["case"], {"removed": _now()})

    def records(self) -> Iterator[dict[str, Any]]:
        """The stored review records by case number."""
        with self._errors():
            query = 'select record from reviews join cases using ("case") where record is not null and removed is null'
            for row in self.db.query(query + ' order by "case"'):
                yield json.loads(row["record"])

    def record(self, case: str) -> dict[str, Any] | None:
        """The stored review record of one case."""
        with self._errors():
            rows = list(self.db.query('select record from reviews where "case" = ? and record is not null', [case]))
        return json.loads(rows[0]["record"]) if rows else None

    def failures(self) -> dict[str, str]:
        """Why a case could not be reviewed, by case number."""
        with self._errors():
            rows = self.db.query("select \"case\", error from reviews where error != ''")
            return {r["case"]: r["error"] for r in rows}

    def search(self, words: str, limit: int = 50) -> list[dict[str, Any]]:
        """Documents in which all words stand, best first, with a snippet. å, ä, ö are letters of their own."""
        terms = " ".join('"' + w.replace('"', '""') + '"' for w in words.split())
        query = """
            select d."case", d.file, d.kind, snippet(documents_fts, 1, '[', ']', '…', 12) as snippet
            from documents_fts join documents d on d.id = documents_fts.rowid
            where documents_fts match ? order by rank limit ?
        """
        with self._errors():
            return list(self.db.query(query, [terms, limit])) if terms else []


def fingerprint(flag: dict[str, Any]) -> str:
    """What makes a flag the same flag after a new run: its code and the words it rests on."""
    words = [(e["file"], e["text"]) for e in flag["evidence"]]
    return hashlib.sha256(json.dumps([flag["code"], words], ensure_ascii=False).encode()).hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
