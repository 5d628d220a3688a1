"""Warnings: which flags warn, mail that is never lost or sent twice, that holds no personal data, and drafts."""

import datetime as dt
import io
import socket
from typing import Any

import pytest
from docx import Document
from web_place import AS_OF, WORKER, Login, Place
from web_post import Post

from nlp.types import CaseRow
from outputs.store import CaseResult, Store
from outputs.store.people import Role, User
from outputs.store.verdicts import Answer, Decision, decide
from outputs.warnings.draft import as_docx, draft
from outputs.warnings.mail import Server, message, send_outbox
from outputs.warnings.outbox import Mail, write_mail
from outputs.warnings.rule import refresh

NOW = dt.datetime(2023, 10, 16, 7, 0, tzinfo=dt.UTC)
INGA = User("inga", "Inga Insyn", Role.INSPECTOR, frozenset({"Norr"}))


def warned(store: Store) -> set[tuple[str, str]]:
    query = 'select w."case", f.code from warnings w join flags f on f.id = w.flag'
    return {(r["case"], r["code"]) for r in store.db.query(query)}


def confirm(store: Store, case: str, code: str) -> int:
    query = 'select id from flags where "case" = ? and code = ?'
    flag = int(next(iter(store.db.query(query, [case, code])))["id"])
    decide(store, INGA, flag, Decision(Answer.CONFIRMED), 0, NOW)
    return flag


def test_sure_flags_warn_at_once_others_when_confirmed_and_each_only_once(place: Place) -> None:
    with place.open() as store:
        refresh(store, NOW)
        assert warned(store) == {(c, "plan_does_not_conform") for c in ("N-1", "N-4", "S-1")}
        confirm(store, "N-3", "plan_conforms_partly")
        confirm(store, "N-3", "freda_missing")  # not of the rule
        assert refresh(store, NOW) == 1
        assert refresh(store, NOW) == 0


def test_mail_stays_in_the_outbox_while_the_server_is_down_and_goes_once(place: Place) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    with place.open() as store:
        refresh(store, NOW)
        written = write_mail(store, "https://aktsam.example", NOW)
        assert written == 3
        assert send_outbox(store, Server("127.0.0.1", closed), lambda: NOW) == (0, 1)
        assert write_mail(store, "https://aktsam.example", NOW) == 0  # no second mail of the same warnings
        later = NOW + dt.timedelta(hours=1)
        with Post() as post:
            assert send_outbox(store, Server("127.0.0.1", post.port), lambda: later) == (3, 0)
            assert send_outbox(store, Server("127.0.0.1", post.port), lambda: later) == (0, 0)
        assert sorted(m["To"] for m in post.mails) == ["annan@kommun.example", WORKER, "tredje@kommun.example"]
        assert len({m["Message-ID"] for m in post.mails}) == 3


@pytest.mark.parametrize(("wish", "mails"), [("digest", 0), ("at_once", 1)])
def test_one_digest_a_day_or_at_once(place: Place, wish: str, mails: int) -> None:
    with place.open() as store:
        refresh(store, NOW)
        write_mail(store, "https://aktsam.example", NOW)
        with store.writing() as db:
            db.execute("update users set mail_when = ? where name = 'karin'", [wish])
        confirm(store, "N-3", "plan_conforms_partly")
        refresh(store, NOW)
        assert write_mail(store, "https://aktsam.example", NOW + dt.timedelta(hours=2)) == mails
        assert write_mail(store, "https://aktsam.example", NOW + dt.timedelta(days=1)) == 1 - mails


@pytest.mark.parametrize(
    "address",
    [
        "a@b.se\r\nBcc: x@y.se",
        "a@b.se\nSubject: x",
        "a@b.se, x@y.se",
        "a@b.se\u2028",
        "a@b.se\0",
        "=?utf-8?q?a?=@b.se x",
        "",
    ],
)
def test_an_address_adds_neither_headers_nor_recipients(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        message(Mail(1, "<1@x>", address, "s", "b"), "aktsam@x.se", NOW)


def test_a_draft_quotes_both_sides_and_becomes_a_document(place: Place) -> None:
    with place.open() as store:
        record = store.record("N-1")
    assert record
    text = draft(record, "B.Å.", "Karin Ek")
    assert "Beställningen: ”praktik i kök tre dagar i veckan”\n   Planen: ”praktik i kök en dag i veckan”" in text
    assert "Jag hittar inget i planen" in text
    assert "Berit" not in text
    words = "\n".join(p.text for p in Document(io.BytesIO(as_docx(text))).paragraphs)
    assert "praktik i kök en dag i veckan" in words


def test_without_a_plan_the_draft_asks_for_one() -> None:
    record: dict[str, Any] = {
        "order": {"date": "2023-01-10"},
        "plan": {"status": "missing"},
        "conformity": {"links": []},
    }
    assert "Jag saknar en genomförandeplan" in draft(record, "B.Å.", "Karin Ek")


def test_a_corrected_plan_is_told_of_after_the_next_run(place: Place, log_in: Login) -> None:
    with place.open() as store:
        refresh(store, NOW)
        record = store.record("N-1")
        assert record
        record["conformity"]["verdict"] = "full"
        record["flags"] = []
        row = CaseRow("N-1", "Berit Åberg", district="Norr", caseworker_mail=WORKER)
        store.save(CaseResult(row, "k2", AS_OF, record=record), store.start_run(AS_OF, "v", 1))
    assert "stämmer planen nu med beställningen" in log_in("karin").get("/varningar").text


def test_a_dismissed_flag_takes_its_unread_warning_away(place: Place, log_in: Login) -> None:
    with place.open() as store:
        refresh(store, NOW)
        query = "select id from flags where \"case\" = 'N-1' and code = 'plan_does_not_conform'"
        flag = next(iter(store.db.query(query)))["id"]
        decide(store, INGA, flag, Decision(Answer.DISMISSED, "read_wrongly"), 0, NOW)
    assert "N-1" not in log_in("karin").get("/varningar").text.split("<main")[1]
