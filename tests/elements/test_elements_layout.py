"""Lines: where labels, columns, rows and headings are read, and what is cut off before the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.akt import AktDocument
from nlp.elements.layout import lines

Write = Callable[[str, str], AktDocument]

# body, then (role, text) of each line that is no heading
ROWS = [
    ("Mål: Kim jobbar. Delmål: Kim åker buss.", [("goal", "Kim jobbar."), ("subgoal", "Kim åker buss.")]),
    ("Delmål 1.2 – Kim åker buss", [("subgoal", "Kim åker buss")]),  # number and dash
    ("Mål 1. Kim jobbar i butik", [("goal", "Kim jobbar i butik")]),  # a full stop as the label's sign
    ("Vad? Kim jobbar. Hur? Med bilder. Vem? Bo.", [("what", "Kim jobbar."), ("how", "Med bilder."), ("who", "Bo.")]),
    ("# Mål\n- Kim jobbar", [("goal", "Kim jobbar")]),
    ("Kortsiktiga mål\n- åka buss", [("subgoal", "åka buss")]),  # a heading that is printed as a paragraph
    ("Önskade insatser från Ängen\n- sy", [("activity", "sy")]),  # known by its beginning, and a list follows
    ("| Hur | Mål |\n| sy | jobba |", [("how", "sy"), ("goal", "jobba")]),  # columns in any order
    ("| Mål | Jobba |\n| Metod | Bilder |", [("goal", "Jobba"), ("method", "Bilder")]),  # headings in a column
    ("# Mål\n☒ jobba\n☐ sova", [("goal", "jobba"), ("goal", "sova")]),
    ("Senast 241031: Kim jobbar", [("", "Senast 241031: Kim jobbar")]),  # a time in front is part of the goal
    ("Kim jobbar 15 tim/v", [("", "Kim jobbar 15 tim/v")]),
    ("500 steg om dagen", [("", "500 steg om dagen")]),  # a number that is no numbering
]


@pytest.mark.parametrize(("body", "expected"), ROWS)
def test_lines_and_their_roles(write: Write, body: str, expected: list[tuple[str, str]]) -> None:
    document = write("genomförandeplan", body).document
    found = [(line.role, document.text[line.start : line.end]) for line in lines(document) if not line.is_heading]
    assert found == expected
