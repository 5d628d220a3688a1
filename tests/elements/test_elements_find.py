"""Elements of short orders and plans, marked up as an inspector would."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.akt import AktDocument
from nlp.elements import find_elements
from nlp.types import ElementKind

Write = Callable[[str, str], AktDocument]

KINDS = {"syfte": "purpose", "mål": "goal", "delmål": "subgoal", "aktivitet": "activity"}
ORDERS = [
    # headed sections with lists; omfattning is no element
    "# Mål\n- [[mål:M1|Kim har en praktikplats på ett lager]]\n# Delmål\n- [[delmål:D1|Kim åker buss på egen hand]]\n"
    "# Aktiviteter\n- [[aktivitet:A1|Resträning med personal]]\n# Omfattning\nFyra dagar i veckan.",
    # several labels in one line
    "Syfte: [[syfte:S1|Kim ska få en meningsfull vardag]]. Mål: [[mål:M1|Kim ska ha en praktikplats i en butik]].",
    # synonymous headings
    "# Inriktningsmål\n[[mål:M1|Kim arbetar på ett kontor]]\n# Uppdrag till utföraren\n"
    "- [[aktivitet:A1|Besöka två kontor tillsammans med Kim]]",
    # numbered lines without a verb or a full stop are a list too
    "# Aktiviteter\n1.1 [[aktivitet:A1|Provarbete kyrkogården 2 v]]\n1.2 [[aktivitet:A2|Hörselkåpor via AT]]",
]
PLANS = [
    # a table: hur holds the activity, vem and när hold none
    "| Mål | Delmål | Hur | Vem | När |\n| [[mål:P1+|Kim ska ha praktik på ett lager]] | "
    "[[delmål:P2+|Kim packar själv]] | [[aktivitet:P3+|Kim packar varor i förrådet]] | Kim, Bo | Tisdagar |",
    # first person
    "# Mina mål\n- [[mål:P1+|Jag vill ha ett jobb i en affär]]\n"
    "# Mina delmål\n- [[delmål:P2+|Jag kommer i tid varje dag]]",
    # a box that is not ticked holds nothing
    "# Mål\n☒ [[mål:P1+|Kim ska arbeta på ett kontor]]\n☐ Kim ska arbeta på ett lager",
    # choices printed before the text say how it stands, not whether it counts
    "# Delmål\n☒ Påbörjat ☐ Klart: [[delmål:P1+|Kim reser till arbetet på egen hand]]\n"
    "☐ Påbörjat ☐ Klart: [[delmål:P2+|Kim ringer själv när något hindrar]]",
    # the kind follows the heading: an activity in substance under "Mål"
    "# Mål\n- [[mål:P1+|Kim packar skruv två dagar i veckan]]",
    # nothing here is an element
    "# Om mig\nJag heter Kim.\n# Underskrift\nKim Ek, Bo Ask\n# Uppföljning\nI maj.",
]


def marked(document: AktDocument) -> list[tuple[str, str]]:
    return [(KINDS[m.kind], m.text) for m in document.marks]


@pytest.mark.parametrize("body", ORDERS)
def test_orders(write: Write, body: str) -> None:
    akt = write("beställning", body)
    assert [(e.kind.value, e.text.rstrip(".")) for e in find_elements(akt.document)] == marked(akt)


@pytest.mark.parametrize("body", PLANS)
def test_plans(write: Write, body: str) -> None:
    akt = write("genomförandeplan", body)
    assert [(e.kind.value, e.text.rstrip(".")) for e in find_elements(akt.document)] == marked(akt)


def test_ids_count_per_kind_in_orders_and_through_in_plans(write: Write) -> None:
    assert [e.id for e in find_elements(write("beställning", ORDERS[0]).document)] == ["M1", "D1", "A1"]
    assert [e.id for e in find_elements(write("genomförandeplan", PLANS[0]).document)] == ["P1", "P2", "P3"]


def test_evidence_stands_where_it_says(write: Write) -> None:
    document = write("beställning", ORDERS[1]).document
    for element in find_elements(document):
        assert document.text[element.evidence.start : element.evidence.end] == element.text


def test_goals_say_whether_they_aim_at_work_and_activities_do_not(write: Write) -> None:
    body = "# Mål\n- Kim har praktik i en butik\n- Kim har någon att fika med\n# Aktiviteter\n- Kim besöker två butiker"
    found = find_elements(write("beställning", body).document)
    assert [(e.kind, e.work_oriented) for e in found] == [
        (ElementKind.GOAL, True),
        (ElementKind.GOAL, False),
        (ElementKind.ACTIVITY, None),
    ]


def test_an_empty_document_has_no_elements(write: Write) -> None:
    assert find_elements(write("genomförandeplan", "").document) == ()
