"""The flags of a review as an inspector reads them: whole sentences that only say what the file bears out."""

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from annotations.akt import read_akt
from flows.commands.table import case_view
from nlp import data
from nlp.assembly import assemble
from nlp.flags import FIELD, flags
from nlp.review import review
from nlp.statements import find_statements

SOURCES = Path(__file__).parents[2] / "annotations" / "sources"
DAY = dt.date(2023, 10, 15)
RULES = data.load("flags")["flag"]


@cache
def record(case: str) -> dict[str, Any]:
    """The review of one demo case, perfectly read."""
    documents = [
        replace(document, fields={"Datum": akt.attributes[day]} if day in akt.attributes else {})
        for akt in read_akt(SOURCES / f"{case}.akt")
        for document, day in ((akt.document, "date"), (akt.earlier, "prev_date"))
        if document is not None
    ]
    return review(assemble(case, documents, as_of=DAY, find_statements=find_statements)).record


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["code"])
def test_every_place_that_a_flag_names_stands_in_a_review(rule: dict[str, Any]) -> None:
    # a check that renames its field would leave a flag without words, or with "okänt datum" in their place
    places = {*rule["when"], *(m[1] for m in FIELD.finditer(rule["message"]))}
    places |= {rule[name] for name in ("evidence", "searched") if name in rule}
    for place in places:
        value: Any = record("NOR-02")
        for name in place.split("."):
            assert name in value, place
            value = value[name]
            if not isinstance(value, dict):
                break


def test_a_copied_investigation_says_how_much_is_unchanged_since_which_and_what_shows_it() -> None:
    flag = next(f for f in record("NOR-02")["flags"] if f["code"] == "investigation_copied")
    share = record("NOR-02")["investigation"]["unchanged_share"]
    assert f"Oförändrad text: {int(100 * share)} %" in flag["message"]
    assert record("NOR-02")["investigation"]["copied_from"] in flag["message"]
    assert flag["evidence"]


def test_absence_says_where_was_searched() -> None:
    found = [f for case in ("NOR-02", "NOR-06", "FAR-01") for f in record(case)["flags"]]
    for flag in found:
        if flag["code"].endswith("_missing") and not flag["evidence"]:
            assert flag["searched"], flag["code"]


LEFT = [
    ("same_provider", True),
    (None, True),  # no note tells: the file should
    ("studies", False),  # closed on the person's own wish: needs no new decision
    ("employment", False),
    ("moved", False),
]


@pytest.mark.parametrize(("outcome", "flagged"), LEFT)
def test_an_expired_decision_is_flagged_unless_the_person_has_left(outcome: str | None, flagged: bool) -> None:
    seen = {"decision": {"expired": True, "valid_to": "2023-02-14"}, "outcome": outcome}
    assert ("decision_expired" in {f["code"] for f in flags(seen)}) is flagged


@pytest.mark.parametrize(
    ("file", "words"),
    [("a.pdf", "Den senaste är från 2019-01-02"), (None, "Ingen utredning finns i akten.")],
)
def test_a_lacking_investigation_is_told_as_it_is(file: str | None, words: str) -> None:
    seen = {"investigation": {"current": False, "file": file, "date": file and "2019-01-02"}}
    (flag,) = flags(seen)
    assert words in flag["message"]
    assert "okänt" not in flag["message"]


def shown(seen: dict[str, Any]) -> str:
    console = Console(width=400)
    with console.capture() as capture:
        case_view(console, seen)
    return capture.get()


def test_the_terminal_shows_the_orders_words_beside_the_plans_and_why() -> None:
    seen = record("RIK-03")
    text = shown(seen)
    for link in seen["conformity"]["links"]:
        if link["relation"] == "changed":
            assert link["reason"] in text


def test_the_terminal_shows_why_a_statement_is_stale_and_shortens_long_passages() -> None:
    seen = record("NOR-02")
    text = shown(seen)
    assert all(s["reason"] in text for s in seen["investigation"]["stale_statements"])
    long = {"file": "a.pdf", "page": 1, "text": "Reflexer liksidiga. " * 40}
    flag = {"code": "pasted_report", "severity": "low", "message": "Inklippt", "evidence": [long], "searched": []}
    assert len(shown({**seen, "flags": [flag]})) < 500


def test_an_unread_file_is_named_in_its_flag() -> None:
    (flag,) = flags({"unread": [{"file": "GP.pdf", "message": "Installera Tesseract.", "status": "no_text"}]})
    assert "GP.pdf" in flag["message"]
    assert "Installera Tesseract." in flag["message"]
