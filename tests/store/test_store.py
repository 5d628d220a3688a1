"""The store: one transaction a case, search that keeps å ä ö, verdicts that outlive a new run."""

import datetime as dt
import multiprocessing
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import StoreError
from nlp.types import Block, BlockKind, Box, CaseRow, Cell, Document, Kind, Page, Status, Word
from outputs.store import CaseResult, Reading, Store
from outputs.store.store import fingerprint

DAY = dt.date(2023, 10, 15)


def flag(text: str = "ord", code: str = "freda_missing") -> dict[str, Any]:
    evidence = [{"file": "a.pdf", "page": 1, "text": text}]
    return {"code": code, "label": "FREDA saknas", "severity": "medium", "message": "m", "evidence": evidence}


def result(case: str = "A-1", text: str = "Går på åkeriet", flags: tuple[dict[str, Any], ...] = ()) -> CaseResult:
    document = Document("a.pdf", "s" + text, Status.READ, text, kind=Kind.JOURNAL)
    record = {"case": case, "flags": list(flags), "conformity": {"links": []}, "order": None, "plan": None}
    return CaseResult(CaseRow(case), "key", DAY, "reader", (document,), (Reading.of(document),), record)


def _open(path: Path) -> str:
    Store(path).close()
    return "öppnat"


def test_many_who_open_a_new_store_at_once_all_get_it(tmp_path: Path) -> None:
    """Each finds no tables and wants to make them; none may be told that the store is locked."""
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(abs, range(4))  # all are up before they begin
        for n in range(3):
            assert pool.map(_open, [tmp_path / f"{n}.db"] * 4, chunksize=1) == ["öppnat"] * 4


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    document = Document(
        "a.pdf", "hash", Status.READ_BY_OCR, "Mål\tÅka", (Page(1, 0, 7, 595.0, 842.0, True),),
        (Block(0, 3, 1, BlockKind.HEADING, 2), Block(4, 7, 1, BlockKind.CELL, cell=Cell(0, 1, 1, "Mål", "x"))),
        (Word(0, 3, 1, Box(0.1, 0.2, 0.3, 0.4)),), {"Namn": "Åsa"}, title="Plan", message="m",
    )  # fmt: skip
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(DAY, "v", 1)
        store.save(CaseResult(CaseRow("A"), "k", DAY, "r1", (), (Reading.of(document),), result().record), run)
        assert store.reading("hash", "r1", "a.pdf") == document
        assert store.reading("hash", "r2", "a.pdf") is None  # another version of the reader


def test_search_keeps_swedish_letters_apart(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(DAY, "v", 2)
        store.save(result("A-1", "Han får gå hem"), run)
        store.save(result("A-2", "Han far till Gävle"), run)
        assert [r["case"] for r in store.search("får")] == ["A-1"]
        assert [r["case"] for r in store.search("far")] == ["A-2"]
        assert store.search('"får" OR *') == []  # what looks like a query is only words
        store.save(result("A-1", "Inget kvar"), run)
        assert store.search("får") == []


def test_a_flag_that_comes_back_keeps_its_verdict(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.save(result(flags=(flag(),)), store.start_run(DAY, "v", 1))
        (first,) = store.db.query("select id from flags")
        store.db.table("verdicts").insert({"flag": first["id"], "answer": "dismissed", "user": "u", "at": "t"})
        store.save(result(), store.start_run(DAY, "v", 1))
        assert [r["open"] for r in store.db.query("select open from flags")] == [0]
        store.save(result(flags=(flag(), flag("andra ord"))), store.start_run(DAY, "v", 1))
        rows = list(
            store.db.query("select f.open, v.answer from flags f left join verdicts v on v.flag = f.id order by f.id")
        )
        assert [(r["open"], r["answer"]) for r in rows] == [(1, "dismissed"), (1, None)]


def test_the_same_words_in_another_file_are_another_flag() -> None:
    other = flag()
    other["evidence"] = [{**other["evidence"][0], "file": "b.pdf"}]
    assert fingerprint(flag()) != fingerprint(other)
    other["evidence"] = [{**flag()["evidence"][0], "page": 2}]
    assert fingerprint(flag()) == fingerprint(other)


def test_a_case_that_fails_halfway_through_its_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(DAY, "v", 1)
        broken = result()
        broken.record["flags"] = [{"code": "no severity"}]
        with pytest.raises(KeyError):
            store.save(broken, run)
        assert list(store.db.query("select * from cases")) == []
        assert store.search("åkeriet") == []


def test_a_damaged_or_foreign_file_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "brev.db"
    file.write_bytes(b"inte en databas" * 100)
    with pytest.raises(StoreError, match=r"brev\.db är skadat"):
        Store(file)


def test_a_store_that_is_locked_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outputs.store.store.BUSY_SECONDS", 0.1)
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(DAY, "v", 1)
        other = sqlite3.connect(tmp_path / "s.db", isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(StoreError, match="låst"):
            store.save(result(), run)
        other.execute("rollback")
        other.close()
        store.save(result(), run)
        assert store.record("A-1") is not None


def test_readers_see_the_last_case_while_the_writer_writes(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(DAY, "v", 1)
        store.save(result(), run)
        seen: list[int] = []

        def look() -> None:
            with Store(tmp_path / "s.db", read_only=True) as reader:
                seen.append(len(list(reader.records())))

        with store.db.atomic():
            store.db.execute("update cases set district = 'x'")
            thread = threading.Thread(target=look)
            thread.start()
            thread.join(20)
        assert seen == [1]
