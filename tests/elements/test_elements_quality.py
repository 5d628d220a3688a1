"""Order quality: what lacks, and which goals are specific, measurable and time-bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.akt import AktDocument
from nlp.elements.quality import check_goal, check_order
from nlp.types import Element, ElementKind, Evidence

Write = Callable[[str, str], AktDocument]

ROWS = [  # goal, specific, measurable, timed
    ("Senast 2019-10-31 har Kim påbörjat praktik minst två dagar per vecka", True, True, True),
    ("Kim utför lagerplock efter checklista utan påminnelse vid 8 av 10 tillfällen", True, True, False),
    ("Inom sex veckor använder Kim ett bildschema vid arbetet", True, True, True),
    ("Före årsskiftet har frågan om stöd tagits upp med arbetsgivaren", True, False, True),
    ("Kim ska må bra", False, False, False),
    ("Fortsätta som tidigare", False, False, False),
    ("Meningsfull sysselsättning", False, False, False),
    ("Öka självständigheten", False, False, False),
    ("Kim känner sig trygg", False, False, False),
    ("Kim ska ha fler vänner i verksamheten", True, False, False),  # "fler" says no number
    ("Kim städar våra lokaler med glädje", True, False, False),  # "vår" inside another word is no time
]


def goal(text: str) -> Element:
    return Element("M1", ElementKind.GOAL, Evidence("x", 1, text))


@pytest.mark.parametrize(("text", "specific", "measurable", "timed"), ROWS)
def test_smart(text: str, specific: bool, measurable: bool, timed: bool) -> None:
    found = check_goal(goal(text))
    assert (found.specific, found.measurable, found.timed) == (specific, measurable, timed)
    assert len(found.hints) == 3 - sum((specific, measurable, timed))


def test_what_lacks_is_said_in_swedish(write: Write) -> None:
    quality = check_order(write("beställning", "# Mål\n- Kim arbetar i en butik").document)
    assert set(quality.missing) == {ElementKind.PURPOSE, ElementKind.SUBGOAL, ElementKind.ACTIVITY}
    assert quality.missing[ElementKind.SUBGOAL].startswith("Delmål saknas")
    assert not quality.complete


def test_a_full_order_is_complete(write: Write) -> None:
    body = (
        "# Syfte\nKim ska få en meningsfull vardag\n# Mål\n- Kim har praktik i en butik senast 2024-05-31\n"
        "# Delmål\n- Kim åker buss på egen hand före jul\n# Aktiviteter\n- Resträning med personal två gånger i veckan"
    )
    assert check_order(write("beställning", body).document).complete
