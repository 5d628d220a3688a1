"""The person's own name is no third party; lines of several items are cut; forms that say nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from nlp.statements.ages import GROWN, MINOR, ages
from nlp.statements.items import items
from nlp.statements.person import masked
from nlp.statements.prompts import says_nothing

NAMES = frozenset({"Filip", "Engström"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Filip ringer.", "X     ringer."),
        ("Samtal med Filip Engström", "Samtal med X             "),
        ("Filips mamma ringer", "X      mamma ringer"),  # genitive
        ("systern Petra Engström ringer", "systern Petra Engström ringer"),  # another with the same surname
        ("F ringer", "X ringer"),  # initial used alone
        ("handläggare F. Ek", "handläggare F. Ek"),  # initial of another name
    ],
)
def test_the_persons_name_reads_as_x_and_keeps_its_length(text: str, expected: str) -> None:
    assert masked(text, NAMES) == expected
    assert len(masked(text, NAMES)) == len(text)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("FREDA ja 190304, SIP nej", ["FREDA ja 190304, ", "SIP nej"]),
        ("Samtycke: mamma, FK", ["Samtycke: mamma, FK"]),  # a list of parties
        ("SIP 190304, FK: handl Ek", ["SIP 190304, ", "FK: handl Ek"]),
        ("☒ FREDA ☐ SIP ☒ Barn: 1", ["☒ FREDA ", "☒ Barn: 1"]),  # the unticked is left out
        ("Samtycke: ☐ ja ☒ nej", ["Samtycke: ☐ ja ☒ nej"]),  # one question with its boxes
    ],
)
def test_lines_are_cut_into_items(line: str, parts: list[str]) -> None:
    assert [line[a:b] for a, b in items(line, 0, len(line))] == parts


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("", True),
        ("Försörjning? Skulder? Behov av stöd?", True),  # the form's questions
        ("(Beskriv fysisk och psykisk hälsa.)", True),
        ("Se ovan.", True),
        ("Vill inte svara.", False),  # is information
        ("Inga skulder.", False),
        ("Beskriver sig som lugn.", False),  # a verb, no instruction
    ],
)
def test_a_forms_prompt_says_nothing(text: str, nothing: bool) -> None:
    assert says_nothing(text) is nothing


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sonen Anton (11)", {MINOR}),
        ("dottern är 24 år", {GROWN}),
        ("en flicka, f. 2012", {MINOR}),
        ("Alva 15, Elis 12", {MINOR}),
        ("sonen, född 1996", {GROWN}),
        ("nioåring", {MINOR}),
        ("för sju år sedan", set()),  # a span of time
        ("kl 9, 3 dagar", set()),
    ],
)
def test_ages_on_the_day_of_writing(text: str, told: set[str]) -> None:
    assert ages(text, dt.date(2020, 5, 1)) == told
