"""From list row and record to facts; what is not known is never taken for no."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from nlp.assembly import assemble
from nlp.record import to_record
from nlp.review import review
from nlp.types import CaseRow, Document, Kind, Page, Status
from outputs.audit.facts import case_facts
from outputs.audit.load import facts_of_store
from outputs.audit.person import birth_year, sex
from outputs.audit.wording import literal_verdict
from outputs.audit.words import care_place, purpose, support
from outputs.store import CaseResult, Store

DAY, DECIDED = dt.date(2021, 6, 1), dt.date(2021, 1, 10)
ROW = CaseRow("A-1", gender="K", district=" Norra  staden ", support="daglig verksamhet LSS", provider="Ängen",
              decision="bifall", decided=DECIDED, valid_to=dt.date(2022, 1, 9))  # fmt: skip

# Personal number -> year of birth, sex by it. Serial numbers that are given to nobody.
NUMBERS = [
    ("19950605-9964", 1995, "kvinna"),
    ("199506059964", 1995, "kvinna"),
    ("950605-9974", 1995, "man"),
    ("9506059974", 1995, "man"),  # ten digits in a row are a number where a number is asked for
    ("19950665-9964", 1995, "kvinna"),  # coordination number
    ("050605-9964", 2005, "kvinna"),
    ("20050605-9974", 2005, "man"),
    ("19951305-9964", None, None),  # no such month
    ("", None, None),
    ("okänt", None, None),
]


@pytest.mark.parametrize(("number", "year", "listed"), NUMBERS)
def test_birth_year_and_sex_by_personal_number(number: str, year: int | None, listed: str | None) -> None:
    assert (birth_year(number), sex("", number)) == (year, listed)


@pytest.mark.parametrize(
    ("gender", "known"), [("K", "kvinna"), ("Kvinna", "kvinna"), ("man", "man"), (" M ", "man"), ("annat", None)]
)
def test_the_sex_that_is_listed_is_believed_first(gender: str, known: str | None) -> None:
    assert sex(gender) == known
    assert sex(gender, "19950605-9974") == (known or "man")


# Support as listed, or as a paragraph of law -> LSS, SoL.
SUPPORTS = [
    ("daglig verksamhet LSS", "LSS"),
    ("Daglig verksamhet", "LSS"),
    ("sysselsättning SoL", "SoL"),
    ("Daglig sysselsättning enligt 4 kap. 1 § SoL", "SoL"),
    ("daglig verksamhet enligt socialtjänstlagen", "SoL"),  # the law goes before the name
    ("9 § 10 LSS", "LSS"),
    ("4 kap. 1 § socialtjänstlagen", "SoL"),
    ("kontaktperson", ""),
    ("", ""),
]


@pytest.mark.parametrize(("words", "law"), SUPPORTS)
def test_support_by_law(words: str, law: str) -> None:
    assert support(words) == law


# Words of an order's purpose -> what it is for.
PURPOSES = [
    ("Insatsen ska främja återhämtning genom social samvaro.", "social"),
    ("Att bryta isolering och komma hemifrån", "social"),
    ("En meningsfull vardag", "social"),
    ("Sysselsättningen har ett arbetsförberedande syfte.", "work"),
    ("Arbetsrehabilitering med IPS-stöd mot vanligt jobb", "work"),
    ("att hon ska återfå sin arbetsförmåga steg för steg", "work"),
    ("Vägar till studier tillsammans med Alfa", "work"),
    ("En meningsfull vardag och att närma sig arbetsmarknaden", "both"),
    ("att hon får bryta sin ensamhet utan att det blir för mycket", "social"),
    ("Han ska må bra.", "unclear"),
    ("Lipsticktillverkning", "unclear"),  # 'ips' stands inside a word
]


@pytest.mark.parametrize(("words", "kind"), PURPOSES)
def test_purpose_of_an_order(words: str, kind: str) -> None:
    assert purpose([words]) == kind


def test_an_order_without_words_has_no_purpose() -> None:
    assert purpose([]) is None


# Words of the contact -> place of care.
PLACES = [
    ("Pågående kontakt m. psykosmottagningen", "psychiatry"),
    ("Psyk.mott. var fjortonde dag", "psychiatry"),
    ("Öppenvårdspsykiatrin i Farsta", "psychiatry"),
    ("ADHD-teamet ser över medicinen", "psychiatry"),
    ("Träffar sjukgymnast på vårdcentralen", "other"),
    ("Habiliteringscentrets arbetsterapeut", "other"),
]


@pytest.mark.parametrize(("words", "place"), PLACES)
def test_place_of_care(words: str, place: str) -> None:
    assert care_place([words]) == place


# Verdict on the meaning, order, plan -> verdict by wording.
WORDINGS = [
    ("full", "ha praktik|åka buss", "Ha praktik.|Åka buss", "full"),
    ("full", "ha praktik", "få en praktikplats", "none"),  # the same meaning, rewritten: no word for word
    ("partial", "ha praktik|åka buss", "ha praktik|åka tåg", "partial"),
    ("partial", "ha praktik", "ha praktik|simma", "partial"),  # added
    ("full", "ha praktik", "Han ska ha praktik i butik", "full"),
    ("full", "ha praktik", "inte ha praktikplats", "none"),  # only whole words stand for themselves
    ("plan_missing", "ha praktik", "ha praktik", "plan_missing"),
    ("not_applicable", "", "", "not_applicable"),
    (None, "ha praktik", "", None),
]


@pytest.mark.parametrize(("verdict", "order", "plan", "literal"), WORDINGS)
def test_verdict_by_wording(verdict: str | None, order: str, plan: str, literal: str | None) -> None:
    assert literal_verdict(verdict, order.split("|"), plan.split("|")) == literal


def _record(*documents: Document) -> dict[str, Any]:
    return review(assemble("A-1", documents, as_of=DAY, row=ROW)).record


def _scan(kind: Kind) -> Document:
    return Document(f"{kind.value}.pdf", "1", Status.NEEDS_OCR, pages=(Page(1, 0, 0),), kind=kind, message="Scan.")


@pytest.fixture(scope="module")
def empty() -> dict[str, Any]:
    """The record of a file that holds nothing but a decision."""
    text = "Beslut\nBifall till daglig verksamhet enligt 9 § 10 LSS."
    return _record(Document("beslut.txt", "2", Status.READ, text, (Page(1, 0, len(text)),), kind=Kind.DECISION))


@pytest.fixture(scope="module")
def unread() -> dict[str, Any]:
    """The record of a file in which one document is a scan without text, of unknown kind."""
    return _record(_scan(Kind.OTHER))


def test_what_the_list_says(empty: dict[str, Any]) -> None:
    facts = case_facts(ROW, empty)

    assert (facts.case, facts.district, facts.sex, facts.provider) == ("A-1", "Norra staden", "kvinna", "Ängen")
    assert (facts.support, facts.approved, facts.decided) == ("LSS", True, dt.date(2021, 1, 10))


def test_without_a_list_the_support_is_that_of_the_decision(empty: dict[str, Any]) -> None:
    facts = case_facts(CaseRow(""), empty)

    assert (facts.case, facts.support, facts.sex, facts.district) == ("A-1", "LSS", None, "")


ANSWERS = (
    "investigation_current", "plan", "follow_up", "freda", "consent", "contact_without_consent", "minor_children",
    "carer_support", "representative", "sip", "care", "fk", "af", "iwork", "provider_contacted",
)  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_absence_is_an_answer_only_where_all_is_read(
    answer: str, empty: dict[str, Any], unread: dict[str, Any]
) -> None:
    assert getattr(case_facts(ROW, empty), answer) is not None
    assert getattr(case_facts(ROW, unread), answer) is None


def test_unread_documents_are_counted(unread: dict[str, Any]) -> None:
    assert case_facts(ROW, unread).unread == 1


# Goals of the order as (kind, towards work) -> whether the order has a goal towards work.
GOALS: list[tuple[list[tuple[str, bool | None]], bool | None]] = [
    ([("goal", True)], True),
    ([("goal", False), ("goal", True)], True),
    ([("goal", False), ("subgoal", True)], False),  # a sub-goal is a step; the goal says where to
    ([("subgoal", True), ("activity", None)], True),  # no goal is written
    ([("activity", None)], None),
    ([], None),
]


@pytest.mark.parametrize(("goals", "work"), GOALS)
def test_an_order_leads_towards_work_by_its_goals(
    goals: list[tuple[str, bool | None]], work: bool | None, empty: dict[str, Any]
) -> None:
    record = copy.deepcopy(empty)
    elements = [{"id": str(n), "kind": k, "text": "mål", "work_oriented": w} for n, (k, w) in enumerate(goals)]
    record["order"] = {"file": "b.pdf", "date": "2021-01-20", "purpose": [], "elements": elements}

    assert case_facts(ROW, record).work_goal is work


# What the file has -> first sign that the support was set going.
SIGNS: list[tuple[dict[str, Any], dt.date | None]] = [
    ({}, None),
    ({"order": {"date": "2021-01-20"}}, dt.date(2021, 1, 20)),
    ({"order": {"date": None}}, DECIDED),  # an order without a day: taken to be of the decision's
    ({"plan": {"status": "current", "date": "2021-02-03", "received": "2021-02-05"}}, dt.date(2021, 2, 5)),
    ({"plan": {"status": "outdated", "date": "2018-02-03", "received": None}}, None),  # an earlier decision's plan
    ({"follow_up": {"status": "noted"}}, DECIDED),  # shows that it started, not when
    ({"outcome": "same_provider", "outcome_note": {"evidence": [{"text": "Kvar."}]}}, DECIDED),
    ({"outcome": "same_provider", "outcome_note": {"evidence": []}}, None),  # only that the journal goes on
    ({"outcome": "moved", "outcome_note": {"evidence": [{"text": "Flyttat."}]}}, None),
]


@pytest.mark.parametrize(("changes", "day"), SIGNS)
def test_first_sign_of_a_start(changes: dict[str, Any], day: dt.date | None, empty: dict[str, Any]) -> None:
    record = copy.deepcopy(empty)
    record |= {
        key: {**(record[key] or {}), **value} if isinstance(value, dict) else value for key, value in changes.items()
    }

    assert case_facts(ROW, record).started == day


def test_a_store_gives_its_cases_and_says_which_it_leaves_out(tmp_path: Path, empty: dict[str, Any]) -> None:
    record = to_record(empty) | {"flags": []}
    with Store(tmp_path / "s.db") as store:
        run = store.start_run(DAY, "test", 3)
        for case, error in [("A-1", ""), ("A-2", "Mappen är tom."), ("A-3", ""), ("A-4", "")]:
            row = CaseRow(case, district="Norr", decided=dt.date(2021, 1, 10))
            found = {} if error else record | {"case": case}
            store.save(CaseResult(row, case, DAY, record=found, error=error), run)
        store.remove_cases(["A-1", "A-2", "A-3"])

        facts, left_out = facts_of_store(store)
        some, others = facts_of_store(store, cases=["A-3", "A-2", "B-1"])

    assert [(f.case, f.district, f.decided) for f in facts] == [
        ("A-1", "Norr", dt.date(2021, 1, 10)),
        ("A-3", "Norr", dt.date(2021, 1, 10)),
    ]
    assert left_out == {"A-2": "Mappen är tom.", "A-4": "Ärendet ligger inte längre i mappen."}
    assert [f.case for f in some] == ["A-3"]
    assert others == {"A-2": "Mappen är tom.", "B-1": "Ärendet har inte granskats."}
