"""The inspector's answers beside the machine's: questions hold together, agreement and kappa by hand, tables."""

import datetime as dt
from dataclasses import fields

import pytest

from outputs.audit.agreement import agreement, differences, differs
from outputs.audit.facts import CaseFacts
from outputs.audit.inspected import inspected
from outputs.audit.questions import questions
from outputs.data import load
from outputs.store.sample_answers import Given

BY_KEY = {q.key: q for q in questions()}


def given(case: str, question: str, answer: str) -> dict[tuple[str, str], Given]:
    return {(case, question): Given(1, case, question, answer, "", "inga", "")}


def test_every_choice_has_a_word_without_a_gap_to_fill_and_no_word_is_written_twice() -> None:
    protocol = {q["key"]: q for q in load("protocol")["question"]}
    for asked in load("sample")["question"]:
        table = protocol[asked["protocol"]] if "protocol" in asked else asked
        for value in asked["values"]:
            word = asked.get("labels", {}).get(value) or table["answers"][value]
            assert "{" not in word, (table["key"], value)
        written = {v for v in asked.get("labels", {}) if "{" not in table["answers"][v]}
        assert not written, f"{table['key']}: {written} stands in protocol.toml"
    assert len(BY_KEY) == len(load("sample")["question"])


def test_every_question_fills_its_own_field_of_the_facts() -> None:
    known = {f.name for f in fields(CaseFacts)}
    assert {q.fact for q in questions()} <= known
    assert len({q.fact for q in questions()}) == len(questions())


MACHINE = [
    # question, what the record says, the machine's answer
    ("freda", {"freda": {"status": "missing"}}, "missing"),
    ("investigation", {"investigation": {"current": True}}, "true"),
    ("life_areas", {"investigation": {"missing_life_areas": ["Ekonomi"]}}, "some"),
    ("life_areas", {"investigation": {"missing_life_areas": []}}, "empty"),
    ("children", {"children": {"minor": None}}, ""),  # not known: no answer, not "no"
    ("child_described", {"children": {"minor": True, "described": False}}, "false"),
    ("child_described", {"children": {"minor": False, "described": False}}, "not_applicable"),  # no child to describe
    ("representative", {"representative": {"kind": None}}, "none"),
    ("representative_scope", {"representative": {"kind": None, "scope": []}}, "not_applicable"),
    ("representative_scope", {"representative": {"kind": "god man", "scope": []}}, "empty"),
    ("outcome", {"outcome": None}, "none"),
    ("plan", {"plan": None}, ""),
]


@pytest.mark.parametrize(("question", "record", "answer"), MACHINE)
def test_the_machines_answer(question: str, record: dict[str, object], answer: str) -> None:
    assert BY_KEY[question].machine(record) == answer


def test_without_a_review_the_machine_is_silent() -> None:
    assert BY_KEY["representative"].machine(None) == ""


def test_agreement_and_kappa_by_hand() -> None:
    """Ten cases of FREDA. Inspector: 5 asked, 5 missing. Machine: of the 5 asked 4, of the 5 missing 4 the same.
    Agreement 0.8, by chance 0.5: kappa 0.6. Two more: one that cannot be told, one without a review's answer."""
    said = ["asked"] * 5 + ["missing"] * 5 + ["unclear", "asked"]
    machine = ["asked"] * 4 + ["missing"] * 5 + ["asked", "asked", ""]
    answers = {k: v for n, a in enumerate(said) for k, v in given(f"C{n}", "freda", a).items()}
    records = {f"C{n}": {"freda": {"status": m or None}} for n, m in enumerate(machine)}
    told = next(a for a in agreement(answers, records) if a.question.key == "freda")
    assert (told.compared, told.same, told.percent, told.unclear, told.silent) == (10, 8, 80, 1, 1)
    assert told.kappa == pytest.approx(0.6)
    assert [(d.case, d.machine) for d in differences(answers, records)] == [("C4", "missing"), ("C9", "asked")]


def test_kappa_is_not_told_where_it_has_no_meaning() -> None:
    for said in (["asked"], ["asked", "asked"]):
        answers = {k: v for n, a in enumerate(said) for k, v in given(f"C{n}", "freda", a).items()}
        records = {f"C{n}": {"freda": {"status": "asked"}} for n in range(len(said))}
        told = next(a for a in agreement(answers, records) if a.question.key == "freda")
        assert (told.percent, told.kappa) == (100, None)
    assert all(a.percent is None for a in agreement({}, {"C1": {}}))


@pytest.mark.parametrize(
    ("inspector", "machine", "wanted"),
    [("asked", "missing", True), ("asked", "asked", False), ("unclear", "asked", False), ("asked", "", False)],
)
def test_what_differs(inspector: str, machine: str, wanted: bool) -> None:
    assert differs(inspector, machine) is wanted


TOLD = [
    # question, inspector's answer, field of the facts, its value
    ("freda", "asked", "freda", "asked"),
    ("freda", "unclear", "freda", None),  # cannot be told: not counted, neither as yes nor as no
    ("investigation", "false", "investigation_current", False),
    ("interests", "present", "interests", True),
    ("life_areas", "some", "life_areas_complete", False),
    ("contacts", "some", "contact_without_consent", True),
    ("child_described", "not_applicable", "child_described", None),
    ("representative", "none", "representative", "none"),
    ("representative_scope", "empty", "scope_told", False),
    ("outcome", "none", "outcome", None),
]


@pytest.mark.parametrize(("question", "answer", "field", "value"), TOLD)
def test_an_answer_stands_in_the_tables_in_place_of_the_machines(
    question: str, answer: str, field: str, value: object
) -> None:
    facts = CaseFacts("C1", dt.date(2023, 10, 15), freda="missing", outcome="moved", child_described=True)
    (told,) = inspected([facts], given("C1", question, answer))
    assert getattr(told, field) == value
    assert inspected([facts], given("C2", question, answer)) == (facts,)  # another case's answer
