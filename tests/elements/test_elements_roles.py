"""What a heading says about the text below it."""

from __future__ import annotations

import pytest

from nlp.elements.roles import role_of

ROWS = [
    ("Mål", "goal"),
    ("Inriktningsmål", "goal"),
    ("ÖVERGRIPANDE MÅL ENLIGT BESTÄLLNING", "goal"),  # capitals, words after the phrase
    ("3. Delmål (mätbara)", "subgoal"),  # numbering and brackets
    ("§ 2. Kortsiktiga mål", "subgoal"),  # holds "mål", yet is no goal
    ("Mål på kortare sikt", "subgoal"),  # begins as a goal: the longer phrase wins
    ("Steg på vägen", "subgoal"),
    ("Vad ska Rut klara?", "subgoal"),  # a name in the middle, a question
    ("Tillvägagångssätt", "activity"),
    ("Uppdrag till utföraren", "activity"),
    ("Så gör Rut", "activity"),
    ("Vad händer på dagarna?", "activity"),
    ("Så kan verksamheten arbeta", "activity"),  # a suggestion to the provider
    ("Så här är jag", "person"),  # begins as "så här", which says what is done
    ("Det här ska placeringen leda till", "goal"),  # any word for the insats
    ("Vad insatsen ska leda till", "purpose"),  # of the insats as a whole
    ("Ändamål", "purpose"),  # ends with "mål"
    ("Hur?", "how"),
    ("Hur vi arbetar", "method"),  # not what is done, but how staff behave
    ("Vad jag inte vill", "method"),  # a wish not to, no goal
    ("Så vet vi att det fungerar", "follow_up"),
    ("Måluppfyllelse", "follow_up"),  # begins with "mål"
    ("Vem är Oliver?", "person"),
    ("Underskrift och utvärdering", "signature"),
    ("Område: Arbete", "area"),
    ("Trädgården", ""),  # says nothing
]


@pytest.mark.parametrize(("heading", "role"), ROWS)
def test_the_role_of_a_heading(heading: str, role: str) -> None:
    assert role_of(heading).name == role
