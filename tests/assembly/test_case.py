"""Which documents a case consists of, seen from a day: what an inspector would lay out on the desk."""

import datetime as dt
from pathlib import Path

import pytest

from nlp.assembly import assemble, describe, read_case_list
from nlp.assembly.decisions import period
from nlp.checks import other_person
from nlp.errors import CaseListError
from nlp.review import review
from nlp.types import Block, BlockKind, CaseRow, Document, Kind, Status

DAY = dt.date(2023, 10, 15)


def read(file: str, title: str | None = None, text: str = "", **fields: str) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), 1, BlockKind.PARAGRAPH))
        at += len(line) + 1
    return Document(file, file, Status.READ, text, blocks=tuple(blocks), title=title, fields=fields)


KINDS = [
    ("Kopia av DUR-utredning.pdf", "Kopia av DUR-utredning", "Ansökan avser\nEkonomi", Kind.INVESTIGATION),
    ("Skannat_0203.pdf", "MIN GENOMFÖRANDEPLAN", "Mina mål", Kind.PLAN),  # the file name says nothing
    ("GP beslut maria.pdf", "Beställning daglig verksamhet", "Mål: praktik", Kind.ORDER),  # the file name misleads
    ("beslut.pdf", None, "Syfte: vardag\nMål: praktik\nUtföraren ska sända plan.", Kind.ORDER),
    ("x.pdf", "Beslut om daglig verksamhet", "Beslut\nMotivering", Kind.DECISION),
    ("2022.txt", None, "220722 Ans ink /KV\n220816 Uppf /KV\n220901 Beslut /KV", Kind.JOURNAL),
    ("info.txt", None, "FREDA 220310", Kind.INFORMATION_BOX),
    ("SIP.pdf", "Samordnad individuell plan", "Parter: vi", Kind.SIP),
    ("a.pdf", "Ansökan om insats enligt LSS", "Jag söker: daglig verksamhet", Kind.APPLICATION),
    ("b.pdf", "Halvårsrapport", "Närvaro", Kind.OTHER),
]


@pytest.mark.parametrize(("file", "title", "text", "kind"), KINDS)
def test_the_kind_comes_from_the_content_before_the_name(file: str, title: str | None, text: str, kind: Kind) -> None:
    assert describe(read(file, title, text)).kind is kind


def test_dates_of_a_plan() -> None:
    plan = describe(read("GP.pdf", "Genomförandeplan", "Mål", Upprättad="2022-05-16", Inkom="2022-05-18"))
    assert (plan.date, plan.received) == (dt.date(2022, 5, 16), dt.date(2022, 5, 18))


PERIODS = [
    ("fr.o.m. 2022-04-08 t.o.m. 2024-04-07", "2022-04-08", "2024-04-07"),
    ("från den 18 november 2022 till den 17 november 2024", "2022-11-18", "2024-11-17"),
    ("under tiden 2022-06-09 – 2024-06-08", "2022-06-09", "2024-06-08"),
    ("Beslutet börjar gälla 2022-10-25 och slutar gälla 2024-10-24", "2022-10-25", "2024-10-24"),
    ("Utredning 2022-02-01. Ansökan kom 2022-01-05.", None, None),  # two days, but no period
]


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_periods(text: str, first: str | None, last: str | None) -> None:
    found = [d and d.isoformat() for d in period(text)]
    assert found == [first, last]


DECISION = read("B.pdf", "Beslut", "Bifall. Gäller 2022-06-01 – 2023-05-31.", Datum="2022-05-20")


PLANS = [
    ("2022-07-01", "2022-07-05", "current"),
    ("2020-04-20", "2020-04-27", "outdated"),  # set up for the decision before
    ("2023-05-11", "2023-05-12", "late"),  # the one-year decision ends in less than a month
    ("2022-05-10", "2022-06-07", "current"),  # made shortly before the decision, for it
]


@pytest.mark.parametrize(("date", "came", "status"), PLANS)
def test_whether_a_plan_counts(date: str, came: str, status: str) -> None:
    plan = read("GP.pdf", "Genomförandeplan", "Mål", Upprättad=date, Inkom=came)
    assert assemble("A", [DECISION, plan], as_of=DAY).plan_status == status


def test_a_plan_of_a_two_year_decision_is_never_late() -> None:
    decision = read("B.pdf", "Beslut", "Bifall. Gäller 2021-06-01 – 2023-05-31.", Datum="2021-05-20")
    plan = read("GP.pdf", "Genomförandeplan", "Mål", Upprättad="2023-05-11", Inkom="2023-05-12")
    assert assemble("A", [decision, plan], as_of=DAY).plan_status == "current"


def test_the_journal_tells_when_a_plan_came_in() -> None:
    plan = read("GP.pdf", "Genomförandeplan", "Mål", Upprättad="2023-03-01")
    journal = read("J.txt", "Journal", "2023-05-15 GP inkommen fr utf. /KV")
    assert assemble("A", [DECISION, plan, journal], as_of=DAY).plan_status == "late"


def test_nothing_after_the_day_is_seen() -> None:
    plan = read("GP.pdf", "Genomförandeplan", "Mål", Upprättad="2022-07-01")
    journal = read("J.txt", "Journal", "2022-05-15 Ansökan. /KV\n2022-07-05 GP in. /KV")
    case = assemble("A", [DECISION, plan, journal], as_of=dt.date(2022, 6, 15))
    assert (case.plan, case.plan_status) == (None, "missing")
    assert [s.date for s in case.sections["J.txt"]] == [dt.date(2022, 5, 15)]


def test_an_order_and_a_plan_alone_are_a_case() -> None:
    order = read("Best.pdf", "Beställning", "Mål: praktik", Datum="2022-06-05")
    plan = read("GP.pdf", "Genomförandeplan", "Mål: praktik", Upprättad="2022-07-01")
    case = assemble("A", [order, plan], as_of=DAY)
    assert case.order is not None
    assert case.plan_status == "current"
    assert case.decision.first is None


def test_an_old_investigation_is_not_the_one_behind_the_decision() -> None:
    old = read("DUR.pdf", "DUR-utredning", "Ansökan avser", Datum="2019-01-07")
    assert not assemble("A", [DECISION, old], as_of=DAY).investigation_current
    new = read("DUR2.pdf", "DUR-utredning", "Ansökan avser", Datum="2022-05-10")
    case = assemble("A", [DECISION, old, new], as_of=DAY)
    assert case.investigation_current
    assert case.earlier_investigation is not None
    assert case.earlier_investigation.file == "DUR.pdf"


REFUSALS = [
    ("Avslag. Din ansökan avslås.", False),
    ("Ansökan bifalls. Daglig verksamhet beviljas.", True),
    ("Delvis bifall: två dagar beviljas, i övrigt avslås ansökan.", True),
    ("Du har inte rätt till insatsen.", False),
]


@pytest.mark.parametrize(("text", "approved"), REFUSALS)
def test_refusals(text: str, approved: bool) -> None:
    assert assemble("A", [read("B.pdf", "Beslut", text)], as_of=DAY).decision.approved is approved


def test_a_document_of_another_person_is_found_by_its_form_head() -> None:
    own = read("DUR.pdf", "DUR-utredning", "Ekonomi", Namn="Jenny Lind", Personnummer="19950605-9964")
    other = read("GP.pdf", "Genomförandeplan", "Mål", Namn="Maria Ahl")
    initials = read("Best.pdf", "Beställning", "Mål", Namn="Jenny L")  # no other person
    row = CaseRow("A", name="Jenny Lind", personal_number="19950605-9964")
    found = other_person.find(assemble("A", [own, other, initials], as_of=DAY, row=row))
    assert [e.file for e in found.documents] == ["GP.pdf"]


def test_a_document_of_another_person_leads_nothing() -> None:
    # a neighbour's newer decision and plan in the folder: the person's own are the ones that count
    row = CaseRow("A", name="Jenny Lind", personal_number="19950605-9964")
    hers = {"Namn": "Jenny Lind", "Personnummer": "19950605-9964"}
    documents = [
        read("b.pdf", "Beslut", "Du beviljas insatsen 2022-03-07 till och med 2023-03-06.", Datum="2022-03-02", **hers),
        read("gp.pdf", "Genomförandeplan", "Mål", Datum="2022-03-28", **hers),
        read("b2.pdf", "Beslut", "Avslag.", Datum="2022-09-01", Namn="Maria Ahl", Personnummer="19711126-9960"),
        read("gp2.pdf", "Genomförandeplan", "Mål", Datum="2022-10-01", Namn="Maria Ahl"),
    ]
    case = assemble("A", documents, as_of=DAY, row=row)
    assert (case.decision.approved, case.decision.decided) == (True, dt.date(2022, 3, 2))
    assert case.plan is not None
    assert case.plan.file == "gp.pdf"
    assert len(case.documents) == 4
    assert len(other_person.find(case).documents) == 2


def test_a_slip_in_the_number_takes_no_document_away() -> None:
    row = CaseRow("A", name="Jenny Lind", personal_number="19950605-9964")
    own = read("DUR.pdf", "DUR-utredning", "Ekonomi", Namn="Jenny Lind", Personnummer="19950605-9964")
    slip = read("gp.pdf", "Genomförandeplan", "Mål", Namn="Jenny Lind", Personnummer="19950506-9964")
    case = assemble("A", [own, slip], as_of=DAY, row=row)
    assert case.plan is not None
    assert [e.file for e in other_person.find(case).documents] == ["gp.pdf"]  # still shown to the inspector


def test_a_relatives_number_in_the_text_makes_no_other_person() -> None:
    own = read("J.txt", "Journal", "2022-05-15 Jenny 950605-9964, sonen 160101-9991. /KV", Namn="Jenny Lind")
    row = CaseRow("A", name="Jenny Lind", personal_number="19950605-9964")
    assert other_person.find(assemble("A", [own], as_of=DAY, row=row)).documents == ()


def test_the_case_list_names_the_row_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "lista.csv"
    file.write_text("ärendenummer;namn;beslutsdatum\nA-1;Jenny;2022-04-01\nA-2;Åke;1 april\n", encoding="cp1252")
    with pytest.raises(CaseListError, match=r"lista\.csv, rad 3"):
        read_case_list(file)
    file.write_text("ärendenummer;namn\nA-1;Åke\n", encoding="utf-8-sig")
    assert read_case_list(file)["A-1"].name == "Åke"


def test_before_the_decision_nothing_is_lacking_yet() -> None:
    """The list tells of a decision that is made later than the day looked from."""
    row = CaseRow("A", decision="bifall", decided=dt.date(2022, 4, 1), valid_to=dt.date(2023, 3, 31))
    early = assemble("A", [DECISION], as_of=dt.date(2021, 11, 15), row=row)
    assert (early.decision.approved, early.decision.valid_to, early.plan_status) == (None, None, "not_applicable")
    found = review(early).record
    assert found["conformity"]["verdict"] == "not_applicable"
    assert found["follow_up"]["status"] == "not_applicable"
    assert not {"plan_missing", "follow_up_missing", "provider_not_contacted"} & {f["code"] for f in found["flags"]}


def test_a_later_decision_in_the_list_does_not_hide_the_earlier_one() -> None:
    row = CaseRow("A", decision="avslag", decided=dt.date(2025, 4, 1))
    case = assemble("A", [DECISION], as_of=DAY, row=row)
    assert (case.decision.approved, case.decision.decided) == (True, dt.date(2022, 5, 20))
