"""Numbers, time, direction, level, denial and party, read and compared in words a caseworker uses."""

import pytest

from nlp.conformity.difference import word_difference
from nlp.conformity.facets import State, compare_facets
from nlp.conformity.quantities import frequency, read_quantities
from nlp.conformity.repeats import repeats
from nlp.conformity.times import read_time
from nlp.conformity.words import plain, stem

A, D, N = State.AGREE, State.DIFFER, State.NEITHER

FACETS = [  # order, plan, facet, state: trap
    ("Praktik tre dagar i veckan", "Praktik 3 dgr/v", "frequency", A),  # shorthand
    ("Praktik tre dagar i veckan", "Praktik måndag, onsdag och fredag", "frequency", A),  # a list of days is a count
    ("Möte varannan vecka", "Möte var fjortonde dag", "frequency", A),
    ("Möte en gång i månaden", "Möte varje vecka", "frequency", D),
    ("Städa dagligen", "Städa varannan dag", "frequency", D),
    ("Vända sig varannan timme", "Vända sig var fjärde timme", "frequency", D),  # within the day
    ("Träna varje dag", "Träna den första måndagen i månaden", "frequency", D),
    ("Jobba måndag till fredag", "jobba mån–fre", "frequency", A),
    ("Arbeta 1,5 tim", "Arbeta 90 minuter", "amount", A),  # other unit, same length
    ("Besöka tre lager", "Besöka ett par lager", "amount", D),
    ("Högst fem personer", "Minst fem personer", "amount", D),  # the bound, not the number
    ("Klart senast 30 juni", "Klart före midsommar", "time", A),
    ("Klart före jul", "Klart i december", "time", A),
    ("Klart senast 2023-11-01", "Klart hösten 2023", "time", A),
    ("Klart 1 mars 2023", "Klart 1 mars 2024", "time", D),  # only the year
    ("Inom tre månader", "Inom ett kvartal", "term", A),
    ("Inom ett halvår", "Inom två år", "term", D),
    ("Komma klockan 8.30", "Komma halv nio", "clock", A),
    ("Öka närvaron", "Behålla närvaron", "turn", D),
    ("Öka tiden", "Höja tiden", "turn", A),
    ("Utan påminnelse", "På egen hand", "independence", A),
    ("Klara det på egen hand", "Klara det med stöd", "independence", D),
    ("Delta i gruppen", "Slippa gruppen", "denial", State.ONLY_PLAN),
    ("Inte byta plats", "Inte flytta", "denial", A),
    ("Ringa IWork", "Ringa Arbetsförmedlingen", "party", D),
    ("Ringa AF", "Ringa Arbetsförmedlingen", "party", A),  # abbreviation
    ("Möte med god man", "Möte med mamma", "party", D),
    ("Lära känna en god vän", "Träffa en vän", "party", A),  # "god" alone is no guardian
    ("Baka bröd", "Städa köket", "frequency", N),
]


@pytest.mark.parametrize(("order", "plan", "name", "state"), FACETS)
def test_facet(order: str, plan: str, name: str, state: State) -> None:
    assert {f.name: f.state for f in compare_facets(order, plan)}[name] == state


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("två gånger i veckan", 2.0),
        ("måndag till onsdag", 3.0),
        ("fyra turer per dag", 20.0),
        ("varje vardag", 5.0),
        ("på plats mån–fre", 5.0),  # a dash between days is a span
        ("tisdag - torsdag", 3.0),
        ("måndag, fredag", 2.0),
        ("den första måndagen i månaden", 0.25),
        ("logopeden kommer jämna veckor", 0.5),
        ("lägesändring varannan timme", 20.0),
        ("Arbeta tre timmar", None),  # hours alone are no frequency
        ("klart den 3 maj", None),  # a date is no frequency
    ],
)
def test_frequency(text: str, times: float | None) -> None:
    assert frequency(text) == times


def test_a_date_is_no_amount() -> None:
    assert read_quantities("Klart 30 juni 2021, kl. 9") == ()


def test_a_half_known_year_is_a_year() -> None:
    assert read_time("innan okt -23").year == 2023


def test_abbreviations_are_read_out() -> None:
    assert (
        plain("Hl ringer AF 2 ggr/v, ej em")
        == "handledare ringer arbetsförmedlingen 2 gånger per veckor inte eftermiddag"
    )


@pytest.mark.parametrize(("a", "b"), [("öka", "ökar"), ("gick", "går"), ("böcker", "boken"), ("träna", "tränar")])
def test_forms_of_a_word_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_other_endings_are_no_difference_to_show() -> None:
    assert [s.kind for s in word_difference("Öka närvaron", "Ökar närvaron")] == ["both"]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Komma i tid", "Att komma i tid", True),
        ("Hitta praktikplats", "Jag hittar en praktikplats.", True),
        ("Praktik två dagar", "Praktik 2 dagar", True),  # figure and word
        ("Praktik två dagar", "Praktik tre dagar", False),
        ("Delta i gruppen", "Delta inte i gruppen", False),
        ("Hanna lär känna gruppen", "Gruppen lär känna Hanna", False),  # same words, other roles
        ("Klart före lunch", "Klart efter lunch", False),
        ("Jag", "Han", False),  # nothing but small words
        ("Kim har en fast dygnsrytm", "En fast dygnsrytm", True),  # the person's name at the head of the order
        ("Kim ska åka buss", "Jag åker buss", True),
        ("Skriva veckobrev", "Petra skriver veckobrev", False),  # a name in the plan alone may be the staff's
        ("Kim hjälper Bo", "Bo hjälper Kim", False),  # same words, other roles
        ("Kim packar", "Bo packar", False),
        ("Packning av skruv tre dagar", "packar skruv tre dagar", True),  # a noun of doing and its verb
        ("Träning i kassan", "träna i kassan", True),
        ("Packning av skruv", "slipper packa skruv", False),
        ("Kim har handledare", "Kim har ingen handledare", False),
        ("Kim kör traktor", "Kör inte traktor", False),
    ],
)
def test_repeats(a: str, b: str, expected: bool) -> None:
    assert repeats(a, b) is expected
