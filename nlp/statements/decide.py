"""What one unit says to each question: value and the words that say it.

Decides by the heaviest rule that fits (`rules.py`). A value of "none" is a rule against and gives nothing.
Never: gives two values for one question in one unit.
"""

from __future__ import annotations

from typing import NamedTuple

from nlp.statements.rules import Match, Unit, matches

NONE = "none"


class Answer(NamedTuple):
    """A unit's value to a question; start:end are the words, offsets into the unit's text."""

    question: str
    value: str
    start: int
    end: int


def decide(unit: Unit) -> tuple[Answer, ...]:
    """At most one answer a question, in the order of the rules."""
    best: dict[str, Match] = {}
    for match in matches(unit):
        known = best.get(match.rule.question)
        if known is None or match.rule.weight > known.rule.weight:
            best[match.rule.question] = match
    return tuple(
        Answer(question, m.rule.value, *_words(question, m)) for question, m in best.items() if m.rule.value != NONE
    )


def _words(question: str, match: Match) -> tuple[int, int]:
    """The clause for FREDA (no details of violence), else the whole sentence."""
    of = match.clause if question == "freda" else match.sentence
    return of.start, of.end
