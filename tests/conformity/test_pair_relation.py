"""One pair at a time: what an inspector would say of two elements."""

import pytest

from nlp.conformity import compare, compare_all, word_difference

ROWS = [  # order, plan, relation: trap
    ("Praktik tre dagar i veckan", "Praktik en dag i veckan", "changed"),  # one number word
    ("Praktik två dagar i veckan", "Praktik 2 dgr/v", "same"),  # shorthand for the same
    ("Handledaren bokar möte med IWork", "Handledaren bokar möte med Arbetsförmedlingen", "changed"),  # party
    ("Öka närvaron till tre dagar", "Behålla närvaron på nuvarande nivå", "changed"),  # direction
    ("Anmälan skickas senast den 30 juni", "Anmälan skickas senast den 30 november", "changed"),  # month
    ("Åka buss till arbetet själv", "Åker själv med buss till arbetet", "same"),  # order of words
    ("Komma i tid till praktiken", "Jag kommer i tid till praktiken.", "same"),  # a copy in the first person
    ("Hitta praktikplats", "Hitta en praktikplats", "same"),  # a copy with a small word more
    ("Åka buss själv", "Åka buss själv", "same"),  # a copy
    ("Delta i gruppen", "Delta inte i gruppen", "changed"),  # one word turns it round
    ("Sortera kläder i second hand-butiken", "Simning på torsdagar med gruppen", "unrelated"),
]


@pytest.mark.parametrize(("order", "plan", "relation"), ROWS)
def test_relation(order: str, plan: str, relation: str) -> None:
    assert compare(order, plan).relation == relation


def test_reason_quotes_both_sides() -> None:
    reason = compare("Praktik tre dagar i veckan", "Praktik en dag i veckan").reason
    assert reason == "Beställningen: tre dagar i veckan. Planen: en dag i veckan."


def test_many_pairs_keep_their_order() -> None:
    pairs = [(a, b) for a, b, _ in ROWS]
    assert compare_all(pairs) == [compare(a, b) for a, b in pairs]


def test_score_is_a_probability() -> None:
    assert all(1 / 3 <= c.score <= 1 for c in compare_all([(a, b) for a, b, _ in ROWS]))


def test_word_difference_gives_back_both_texts() -> None:
    a, b = "Praktik tre dagar i veckan", "Praktik en dag i veckan hos Myrorna"
    stretches = word_difference(a, b)
    assert [s.text for s in stretches if s.kind == "plan"] == ["en", "hos Myrorna"]
    assert [s.text for s in stretches if s.kind == "order"] == ["tre"]
