"""What one unit says to each question: value and the words that say it.

Decides: rules that fit and learned scores together (the scores see the rules); a question has an answer where the
chance of "none" is below the threshold of `data/statements.toml`, and the most probable value is taken. Questions
without learned scores are answered by the heaviest rule. Words: the clause of the heaviest rule with that value,
else the sentence that alone makes the value most probable; for FREDA never more than the clause.
Never: gives two values for one question in one unit.
Measured: see `models/sv_statements/README.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nlp.data import load as load_data
from nlp.statements import scores
from nlp.statements.features import features, vector
from nlp.statements.rules import Match, Unit, matches, of_sentence

NONE = "none"


class Answer(NamedTuple):
    """A unit's value to a question; start:end are the words, offsets into the unit's text."""

    question: str
    value: str
    start: int
    end: int


def decide(unit: Unit, source: str = "note") -> tuple[Answer, ...]:
    """At most one answer a question. `source`: note or file, whose thresholds hold."""
    found = list(matches(unit))
    probabilities = scores.load()(features(unit, found), vector(unit))
    answers = choose(probabilities, source) | by_rules([m for m in found if m.rule.question not in probabilities])
    return tuple(Answer(q, v, *_words(unit, found, q, v)) for q, v in answers.items())


def choose(probabilities: Mapping[str, Mapping[str, float]], source: str = "note") -> dict[str, str]:
    """Question to value where the scores are sure enough."""
    limits = load_data("statements")["thresholds"][source]
    out = {}
    for question, values in probabilities.items():
        if 1 - values[NONE] >= limits.get(question, limits["default"]):
            out[question] = max((v for v in values if v != NONE), key=lambda v: values[v])
    return out


def by_rules(found: Sequence[Match]) -> dict[str, str]:
    """Question to the value of its heaviest rule, where that is not a rule against."""
    best: dict[str, Match] = {}
    for match in found:
        known = best.get(match.rule.question)
        if known is None or match.rule.weight > known.rule.weight:
            best[match.rule.question] = match
    return {q: m.rule.value for q, m in best.items() if m.rule.value != NONE}


def _words(unit: Unit, found: Sequence[Match], question: str, value: str) -> tuple[int, int]:
    fitting = [m for m in found if m.rule.question == question and m.rule.value == value]
    best = max(fitting, key=lambda m: m.rule.weight, default=None)
    if best is not None:
        of = best.clause if question == "freda" else best.sentence
        return of.start, of.end
    if question == "freda":
        return _first_of(unit, "VIOLQ")
    score = scores.load()
    parts = [of_sentence(unit, s) for s in unit.sentences]
    if len(parts) < 2:
        return 0, len(unit.text)
    chances = [score(features(p, list(matches(p))), vector(p))[question][value] for p in parts]
    likely = unit.sentences[chances.index(max(chances))]
    return likely.start, likely.end


def _first_of(unit: Unit, concept: str) -> tuple[int, int]:
    """The first clause with the concept, else the first clause."""
    clauses = [c for s in unit.sentences for c in s.clauses]
    clause = next((c for c in clauses if concept in c.concepts), clauses[0] if clauses else None)
    return (clause.start, clause.end) if clause else (0, 0)
