"""The audit's questions asked of small whole case files."""

from __future__ import annotations

import datetime as dt

import pytest

from nlp.checks import (
    carer_support,
    consent,
    contacts,
    coordination,
    decision,
    follow_up,
    freda,
    interests,
    life_areas,
    outcome,
    representative,
)
from nlp.data import load
from nlp.sections import sections
from nlp.statements import find_statements
from nlp.types import Block, BlockKind, CaseFile, CaseRow, DecisionFacts, Document, Kind, Page, Status

DECIDED = dt.date(2020, 6, 1)
DECISION = DecisionFacts(True, False, DECIDED, DECIDED, dt.date(2022, 5, 31), "9 § 10 LSS")


def _document(kind: Kind, *lines: str, date: dt.date | None = None, status: Status = Status.READ) -> Document:
    """Lines into blocks; '# ' opens a heading."""
    blocks, text = [], ""
    for line in lines:
        heading = line.startswith("# ")
        words = line.removeprefix("# ")
        text += "\n" if text else ""
        blocks.append(
            Block(len(text), len(text) + len(words), 1, BlockKind.HEADING if heading else BlockKind.PARAGRAPH)
        )
        text += words
    return Document(
        f"{kind.value}.pdf", "", status, text, (Page(1, 0, len(text)),), tuple(blocks), kind=kind, date=date
    )


def _journal(*lines: str) -> Document:
    return _document(Kind.JOURNAL, *lines)


def _investigation(*lines: str) -> Document:
    return _document(Kind.INVESTIGATION, *lines, date=dt.date(2020, 5, 10))


SCAN = _document(Kind.OTHER, status=Status.NEEDS_OCR)


def _case(*documents: Document, facts: DecisionFacts = DECISION, as_of: dt.date = dt.date(2021, 1, 1)) -> CaseFile:
    parts = {d.file: sections(d) for d in documents if d.text}
    investigation = next((d for d in documents if d.kind is Kind.INVESTIGATION), None)
    return CaseFile(
        "T-01",
        as_of,
        CaseRow("T-01"),
        documents,
        facts,
        investigation=investigation,
        investigation_current=investigation is not None,
        sections=parts,
        statements=tuple(s for d in documents if d.text for s in find_statements(d, parts[d.file])),
    )


def test_freda_missing_says_where_it_was_searched() -> None:
    found = freda.find(
        _case(_investigation("# Ansökan avser", "Fortsatt insats."), _journal("2020-05-02 Ansökan inkom."))
    )
    assert found.status == "missing"
    assert found.searched == ("Utredning 2020-05-10 (Ansökan avser)", "Journal 2020")


def test_freda_under_the_application_follows_the_routine() -> None:
    found = freda.find(_case(_investigation("# Ansökan avser", "FREDA-frågor har ställts enligt gängse rutin.")))
    assert (found.status, found.follows_routine) == ("asked", True)
    assert found.place == "Utredning 2020-05-10 (Ansökan avser)"


def test_freda_in_the_journal_alone_does_not_follow_the_routine() -> None:
    found = freda.find(_case(_journal("2020-05-02 FREDA ställd enskilt, inget framkom.")))
    assert (found.status, found.follows_routine, found.date) == ("asked", False, "2020-05-02")


@pytest.mark.parametrize("check", [freda, consent, follow_up])
def test_an_unread_file_is_never_missing(check: object) -> None:
    found = check.find(_case(_journal("2020-05-02 Ansökan inkom."), SCAN))  # type: ignore[attr-defined]
    assert found.status is None
    assert found.unread == (SCAN.file,)


def test_an_unread_file_leaves_yes_and_no_open() -> None:
    case = _case(_journal("2020-05-02 Ansökan inkom."), SCAN)
    assert carer_support.find(case).informed is None
    assert coordination.find(case).sip is None


def test_consent_that_ran_out_before_the_decision_is_missing() -> None:
    box = _document(Kind.INFORMATION_BOX, "Sekretessmedgivande mot modern gällde t.o.m. 2018-12-31, har upphört.")
    assert consent.find(_case(box)).status == "missing"


def test_consent_that_ran_out_later_was_given_but_holds_no_more() -> None:
    box = _document(Kind.INFORMATION_BOX, "Sekretessmedgivande: modern, t.o.m. 2020-12-31.")
    found = consent.find(_case(box))
    assert (found.status, found.valid, found.valid_to) == ("given", False, "2020-12-31")
    assert found.parties == ("modern",)


MOTHER_CALLS = "2020-08-03 Modern ringer, hon är orolig för sömnen. Jag berättade om de nya tiderna."


def test_contact_without_consent() -> None:
    found = contacts.find(_case(_journal(MOTHER_CALLS)))
    assert len(found.without_consent) == 1
    assert found.in_spite_of_refusal == ()


def test_contact_covered_by_consent() -> None:
    found = contacts.find(
        _case(_journal("2020-07-01 X samtycker till att vi talar med hennes föräldrar.", MOTHER_CALLS))
    )
    assert len(found.contacts) == 1
    assert found.without_consent == ()


def test_contact_before_consent_is_not_covered() -> None:
    found = contacts.find(_case(_journal(MOTHER_CALLS, "2020-09-01 X samtycker till att vi talar med hennes mamma.")))
    assert len(found.without_consent) == 1


def test_contact_in_spite_of_refusal_is_told_apart() -> None:
    found = contacts.find(_case(_journal("2020-07-01 X medger inte kontakt med anhöriga.", MOTHER_CALLS)))
    assert len(found.in_spite_of_refusal) == 1


def test_first_decisions_and_refusals_need_no_follow_up() -> None:
    for facts in (DecisionFacts(True, True, DECIDED), DecisionFacts(False, False, DECIDED)):
        assert follow_up.find(_case(_journal("2020-05-02 Ansökan inkom."), facts=facts)).status == "not_applicable"


def test_a_follow_up_that_is_only_booked_is_noted() -> None:
    found = follow_up.find(_case(_journal("2020-03-02 Uppföljning av DV bokad 14/4 kl 10.")))
    assert (found.status, found.places) == ("noted", ("journal",))


def test_a_life_area_with_only_the_forms_prompt_is_missing() -> None:
    area = load("life_areas")["area"][1]
    asked = f"Beskriv den enskildes situation vad gäller {area['name'].lower()}."
    assert area["name"] in (life_areas.find(_case(_investigation(f"# {area['name']}", asked))).missing_life_areas or ())
    told = life_areas.find(_case(_investigation(f"# {area['name']}", "Vill inte svara på frågor om detta.")))
    assert area["name"] not in (told.missing_life_areas or ())


def test_no_wishes_is_an_answer() -> None:
    assert interests.find(_case(_investigation("# Önskemål", "Uttrycker inga egna önskemål."))).interests == "present"
    assert interests.find(_case(_investigation("# Önskemål", "(fylls i)"))).interests == "missing"


def test_scope_of_the_representative_comes_from_any_document() -> None:
    box = _document(Kind.INFORMATION_BOX, "God man: Eva Ek")
    found = representative.find(_case(box, _investigation("# Ekonomi", "God man med uppdrag att förvalta egendom.")))
    assert (found.kind, found.scope) == ("god man", ("förvalta egendom",))


def test_the_latest_outcome_counts() -> None:
    found = outcome.find(
        _case(
            _journal(
                "2020-09-01 X är kvar på samma verksamhet, ingen förändring.",
                "2020-12-01 X har fått anställning på en skola, DV avslutas.",
            )
        )
    )
    assert (found.outcome, found.date) == ("employment", "2020-12-01")


def test_hours_of_an_order_are_brought_to_the_citys_steps() -> None:
    order = _document(Kind.ORDER, "Omfattning: 10–24 timmar per vecka.")
    found = decision.find(_case(order, as_of=dt.date(2022, 4, 1)))
    assert (found.hours_per_week, found.expires_soon, found.expired) == ((10, 24), True, False)
