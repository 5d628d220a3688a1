"""Gallring: nothing too early, nothing too late, and nothing left of what was deleted."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.retention import Outcome, decide, period, retain
from nlp.errors import InputError, StoreError
from nlp.types import CaseRow, Document, Kind, Status
from outputs.store import CaseResult, Reading, Store
from outputs.store.access_log import first_broken
from outputs.store.manifest import Look, due, take
from outputs.store.retention import hold, mark_of, proofs, release

DAY = dt.date.fromisoformat
SUPPORT = "daglig verksamhet LSS"
BORN_LAST = "19800112-2384"  # born on the 12th: not kept for research


def case(**fields: Any) -> dict[str, Any]:
    """A case with nothing in the way: last note 10 May 2018, decision ended 31 March 2018."""
    plain = {
        "case": "A-1", "support": SUPPORT, "personal_number": BORN_LAST, "valid_to": "2018-03-31", "removed": None,
        "hold": None, "error": "", "as_of": "2024-01-01", "seen": "2024-01-01", "last_note": "2018-05-10",
        "undated": 0, "unread": 0, "approved": 1, "decision_ends": "2018-03-31",
    }  # fmt: skip
    return {**plain, **fields}


# the last day, the first day on which it may be deleted, the last day on which it must be
PERIODS = [
    ("2018-05-10", "2023-05-11", "2024-12-31"),
    ("2018-12-31", "2024-01-01", "2024-12-31"),  # the years end on 31 December 2023: done within 2024
    ("2019-01-01", "2024-01-02", "2025-12-31"),  # a day later, a year more
    ("2020-02-29", "2025-03-01", "2026-12-31"),  # no 29 February 2025: the years end on the 28th
    ("2016-02-28", "2021-03-01", "2022-12-31"),
    ("2019-02-28", "2024-02-29", "2025-12-31"),  # the day after, in a leap year
]


@pytest.mark.parametrize(("last", "begins", "latest"), PERIODS)
def test_five_years_and_done_by_the_end_of_the_next(last: str, begins: str, latest: str) -> None:
    assert period(DAY(last), 5) == (DAY(begins), DAY(latest))


# the day of the run, what differs from the plain case, what becomes of it, and why
FATES = [
    ("2023-05-10", {}, Outcome.NOT_YET, ""),
    ("2023-05-11", {}, Outcome.DUE, ""),
    ("2023-05-11", {"valid_to": "2018-08-01"}, Outcome.NOT_YET, ""),  # the decision ended after the last note
    ("2023-05-11", {"decision_ends": "2018-08-01", "valid_to": None}, Outcome.NOT_YET, ""),
    ("2024-06-01", {"hold": "Tvist i domstol"}, Outcome.KEPT, "Undantagen"),
    ("2024-06-01", {"personal_number": "19800105-2384"}, Outcome.KEPT, "forskning"),
    ("2024-06-01", {"personal_number": "19800175-2384"}, Outcome.KEPT, "forskning"),  # samordningsnummer, the 15th
    ("2024-06-01", {"personal_number": "19800125-2384", "support": "sysselsättning SoL"}, Outcome.KEPT, "forskning"),
    ("2024-06-01", {"personal_number": ""}, Outcome.BY_HAND, "Födelsedagen"),
    ("2024-06-01", {"unread": 1}, Outcome.BY_HAND, "inte läst"),
    (
        "2023-05-10",
        {"unread": 1},
        Outcome.NOT_YET,
        "",
    ),  # could only make it later: nothing to look at
    ("2023-05-10", {"last_note": None, "valid_to": None, "decision_ends": None}, Outcome.BY_HAND, "okänd"),
    ("2024-06-01", {"undated": 2}, Outcome.BY_HAND, "saknar dag"),
    ("2024-06-01", {"last_note": None}, Outcome.BY_HAND, "okänd"),
    ("2024-06-01", {"error": "Mappen är tom"}, Outcome.BY_HAND, "inte kunnat granskas"),
    ("2024-06-01", {"error": None}, Outcome.BY_HAND, "inte kunnat granskas"),  # never reviewed
    ("2024-06-01", {"as_of": "2019-01-01"}, Outcome.BY_HAND, "äldre dag"),  # later notes were left unseen
    ("2024-06-01", {"valid_to": None, "decision_ends": None}, Outcome.BY_HAND, "slutdag"),  # approved, no end
    ("2024-06-01", {"valid_to": None, "decision_ends": None, "approved": 0}, Outcome.DUE, ""),  # refused: no end
    ("2024-06-01", {"support": "hemtjänst"}, Outcome.BY_HAND, "Ingen regel"),
    ("2024-06-01", {"removed": "2024-05-20T10:00:00+00:00"}, Outcome.NOT_YET, ""),  # may come back
    ("2024-06-25", {"removed": "2024-05-20T10:00:00+00:00", "unread": 1}, Outcome.DUE, ""),  # the file itself is gone
    ("2024-06-25", {"removed": "2024-05-20T10:00:00+00:00", "hold": "Tvist"}, Outcome.KEPT, "Undantagen"),
]


@pytest.mark.parametrize(("today", "differs", "outcome", "why"), FATES)
def test_what_becomes_of_a_case(today: str, differs: dict[str, Any], outcome: Outcome, why: str) -> None:
    (fate,) = decide([case(**differs)], DAY(today))
    assert fate.outcome is outcome
    assert why in fate.why


# the law in force on the day of the run decides, not that of the day of the note
RULES = [
    ("LSS", "2024-06-01", "LSS"), ("sysselsättning SoL", "2025-06-30", "SoL 2001"),
    ("sysselsättning SoL", "2025-07-01", "SoL 2025"), ("daglig verksamhet LSS", "2026-01-01", "LSS"),
]  # fmt: skip


@pytest.mark.parametrize(("support", "today", "rule"), RULES)
def test_the_rule_in_force(support: str, today: str, rule: str) -> None:
    (fate,) = decide([case(support=support)], DAY(today))
    assert (fate.outcome, fate.rule) == (Outcome.DUE, rule)


def test_the_cases_of_one_person_go_together() -> None:
    old, newer = case(), case(case="A-2", last_note="2020-05-10")
    fates = {f.case: f for f in decide([old, newer], DAY("2024-06-01"))}
    assert fates["A-1"].outcome is Outcome.NOT_YET
    assert fates["A-1"].begins == DAY("2025-05-11")
    assert {f.outcome for f in decide([old, newer], DAY("2025-05-11"))} == {Outcome.DUE}
    unread = case(case="A-2", unread=1)
    assert {f.outcome for f in decide([old, unread], DAY("2024-06-01"))} == {Outcome.BY_HAND}
    other = case(case="A-2", last_note="2020-05-10", personal_number="19770403-2387")
    assert [f.outcome for f in decide([old, other], DAY("2024-06-01"))] == [Outcome.DUE, Outcome.NOT_YET]


def test_a_thousand_cases_none_too_early_none_too_late() -> None:
    """Monthly runs over twelve years; told beside the rule by counting on the calendar, not by the same code."""
    chance = random.Random(1)
    days = [dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(3000)) for _ in range(940)]
    days += [DAY(d) for d in ("2016-02-29", "2020-02-29", "2015-12-31", "2016-01-01", "2019-12-31", "2020-01-01") * 10]
    cases = []
    for number, last in enumerate(days):
        ends = last + dt.timedelta(days=chance.choice([-400, -30, 0, 30, 400]))
        cases.append(
            case(
                case=f"S-{number}", personal_number=f"19{number % 100:02}0{number % 9 + 1}12-{number:04}",
                last_note=last.isoformat(), valid_to=ends.isoformat(), decision_ends=None,
            )
        )  # fmt: skip
    assert len(cases) == 1000
    deleted: dict[str, dt.date] = {}
    for year in range(2019, 2032):
        for month in range(1, 13):
            run = dt.date(year, month, 1)
            left = [c for c in cases if c["case"] not in deleted]
            deleted |= {f.case: run for f in decide(left, run) if f.outcome is Outcome.DUE}
    early = late = 0
    for c in cases:
        last = max(c["last_note"], c["valid_to"])
        year, rest = int(last[:4]) + 5, last[4:]
        early += deleted[c["case"]].isoformat() <= f"{year}{rest}"  # before or on the day that the five years end
        late += deleted[c["case"]].year > year + 1
    assert (early, late) == (0, 0)


CANARY = "Kanariefågel Gulsparv"


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    """Two cases that share a file; every table that can hold something of a case holds the canary of A-1."""
    record = {
        "last_note": {"date": "2018-05-10", "file": "a.txt", "undated": []}, "unread": [],
        "decision": {"approved": True, "valid_to": "2018-03-31"}, "plan": None, "conformity": {"links": []},
    }  # fmt: skip
    today = dt.date.today()
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(today, "v", 2)
        for name, words, born in (("A-1", CANARY, BORN_LAST), ("B-2", "Annan text", "19770403-2387")):
            own = Document(f"{words}.txt", f"sha {name}", Status.READ, f"{words} trivs. " * 900, kind=Kind.JOURNAL)
            shared = Document("mall.txt", "sha gemensam", Status.READ, "Gemensam mall", kind=Kind.OTHER)
            evidence = [{"file": own.file, "page": 1, "text": words}]
            flag = {"code": "freda_missing", "label": "F", "severity": "low", "message": words, "evidence": evidence}
            element = {"id": "o1", "kind": "goal", "text": words, "file": own.file, "page": 1}
            row = CaseRow(name, f"{words} namn", born, support=SUPPORT, valid_to=DAY("2018-03-31"))
            last = "2018-05-10" if name == "A-1" else "2023-05-10"
            full = {
                **record, "last_note": {**record["last_note"], "date": last}, "case": name, "flags": [flag],
                "order": {"elements": [element]},
            }  # fmt: skip
            store.save(
                CaseResult(row, "k", today, "r", (own, shared), (Reading.of(own), Reading.of(shared)), full), run
            )
            take(store, [Look(name, own.file, 1, 1, 1, own.sha256)], {}, today.isoformat(), unseen={"A-1"})
        for table in store.db.tables:
            _plant(store, table.name)
        yield store


def _plant(store: Store, name: str) -> None:
    """A row of the case with the canary in every text column, in tables that the review does not fill."""
    table = store.db.table(name)
    columns = table.columns_dict
    if "case" in columns and name != "access_log" and not table.count:
        row = {c: (CANARY if kind is str else 1) for c, kind in columns.items()}
        if name == "sample_cases":
            store.db.table("samples").insert({"id": 1, "state": "draft"})
        store.db.table(name).insert({**row, "case": "A-1", **({"flag": _flag(store)} if "flag" in columns else {})})
    if name == "verdicts":
        table.insert({"flag": _flag(store), "answer": "dismissed", "note": CANARY, "user": "i", "at": "2020"})


def _flag(store: Store) -> int:
    return int(next(iter(store.db.query("""select id from flags where "case" = 'A-1'""")))["id"])


def release_planted(store: Store) -> None:
    release(store, "A-1")


def raw(path: Path) -> bytes:
    files = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
    return b"".join(f.read_bytes() for f in files if f.exists())


def test_what_was_deleted_is_nowhere_in_the_files(filled: Store) -> None:
    release_planted(filled)
    own = filled.db.query("select document from readings where sha256 = 'sha A-1'")
    blob = next(iter(own))["document"]
    assert CANARY.encode() in raw(filled.path)
    assert blob[:200] in raw(filled.path)
    done = retain(filled.path, dt.date(2024, 6, 1), delete=True, user="arkivarien")
    assert [f.case for f in done.of(Outcome.DUE)] == ["A-1"]
    assert done.wiped
    content = raw(filled.path)
    assert CANARY.encode() not in content
    assert b"Gulsparv" not in content
    assert blob[:200] not in content
    assert filled.db.execute("pragma foreign_key_check").fetchall() == []
    assert filled.db.execute("pragma integrity_check").fetchone() == ("ok",)
    assert filled.record("B-2")
    assert filled.search("Annan")
    assert not filled.search("Gulsparv")
    left = {r["sha256"] for r in filled.db.query("select sha256 from readings")}
    assert left == {"sha B-2", "sha gemensam"}  # what another case has as well stays


def test_the_proof_says_what_went_and_nothing_of_what_it_said(filled: Store) -> None:
    release_planted(filled)
    retain(filled.path, dt.date(2024, 6, 1), delete=True, user="arkivarien")
    (proof,) = proofs(filled)
    assert (proof["mark"], proof["rule"], proof["last_note"]) == (mark_of("A-1"), "LSS", "2018-05-10")
    assert (proof["due"], proof["latest"], proof["user"]) == ("2023-05-11", "2024-12-31", "arkivarien")
    assert proof["counts"]["documents"] == 2
    assert proof["counts"]["verdicts"] == 1
    assert proof["counts"]["readings"] == 1
    assert proof["vouched"]
    assert "A-1" not in json.dumps(proof)
    assert first_broken(filled) is None
    filled.db.execute("update proofs set rule = 'annan'")
    assert not proofs(filled)[0]["vouched"]


def test_a_dry_run_deletes_nothing(filled: Store) -> None:
    release_planted(filled)
    before = {t.name: t.count for t in filled.db.tables}
    told = retain(filled.path, dt.date(2024, 6, 1))
    assert [(f.case, f.rule, f.last_note) for f in told.of(Outcome.DUE)] == [("A-1", "LSS", DAY("2018-05-10"))]
    assert told.waiting == 1
    assert {t.name: t.count for t in filled.db.tables} == before


def test_a_held_case_stays_until_it_is_released(filled: Store) -> None:
    release_planted(filled)
    with pytest.raises(InputError, match="varför"):
        hold(filled, "A-1", " ", "jurist", dt.datetime.now(dt.UTC))
    with pytest.raises(InputError, match="finns inte"):
        hold(filled, "X-9", "Tvist", "jurist", dt.datetime.now(dt.UTC))
    hold(filled, "A-1", "Tvist i förvaltningsrätten", "jurist", dt.datetime.now(dt.UTC))
    kept = retain(filled.path, dt.date(2024, 6, 1), delete=True)
    assert [f.case for f in kept.of(Outcome.KEPT)] == ["A-1"]
    assert filled.record("A-1")
    release(filled, "A-1")
    assert retain(filled.path, dt.date(2024, 6, 1), delete=True).proofs


def test_what_somebody_still_reads_is_wiped_by_the_next_run(filled: Store) -> None:
    release_planted(filled)
    reader = sqlite3.connect(filled.path)
    reader.execute("begin")
    reader.execute("select count(*) from cases").fetchone()
    with pytest.raises(StoreError):
        retain(filled.path, dt.date(2024, 6, 1), delete=True)
    assert proofs(filled)[0]["wiped"] == ""
    reader.close()
    assert retain(filled.path, dt.date(2024, 6, 1), delete=True).wiped
    assert CANARY.encode() not in raw(filled.path)


def test_a_deleted_case_whose_folder_still_lies_there_is_not_read_again(filled: Store) -> None:
    release_planted(filled)
    looks = [Look("A-1", "a.txt", 1, 1, 1, "sha A-1"), Look("B-2", "b.txt", 1, 1, 1, "sha B-2")]
    take(filled, looks, {}, "9998")
    retain(filled.path, dt.date(2024, 6, 1), delete=True)
    take(filled, looks, {}, "9999")
    assert due(filled, "v").erased == ("A-1",)
    take(filled, [*looks, Look("A-1", "ny.txt", 1, 1, 1, "sha ny")], {}, "99991")  # a new note: a new case file
    assert "A-1" in due(filled, "v").cases


OF_NO_CASE = {
    "readings", "verdicts",  # emptied by what they hang on
    "documents_fts", "documents_fts_config", "documents_fts_data", "documents_fts_docsize", "documents_fts_idx",
    "runs", "users", "sessions", "login_attempts", "views", "outbox", "statistics", "proofs", "samples",
    "sqlite_sequence", "_sqlite_migrations",
}  # fmt: skip


def test_a_new_table_says_whether_it_holds_anything_of_a_case(tmp_path: Path) -> None:
    """Tables with the column "case" are emptied by themselves; another must be thought of here and in retention.py."""
    with Store(tmp_path / "s.db") as store:
        without = {t.name for t in store.db.tables if "case" not in t.columns_dict}
    assert without <= OF_NO_CASE
