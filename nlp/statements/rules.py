"""Rules over concepts: what an entry, section or line says to a question, and which words say it.

The rules are data (`data/statements_rules.toml`, the form of a line is told there). Decides nothing alone: the
heaviest rule that fits a unit gives the rules' answer, and all rules that fit are features of the learned scores.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.data import load
from nlp.errors import SettingsError
from nlp.statements.clauses import Clause, Sentence, heading_concepts, read_sentences
from nlp.types import Kind

LINE = re.compile(r"(?P<value>[\wåäö ]+?) (?P<weight>\d+):(?P<terms>.*)")

PERSON_SPEAKS = re.compile(  # the entry opens with the person ('X ringer', 'Tel fr X', 'Samtal, X')
    r"\s*(?:(?:besök|hembesök|möte|avstämning|träff)\b.{0,80}?\.\s+)?"
    r"(?:(?:tel\w*|tfn|samtal|mejl|mail|sms|besök\w*|möte|brev|träff\w*)\b[.,:]?\s*)?"
    r"(?:(?:in|ut|m|med|fr|från|hos|av)\b\.?\s*)?(?:X|den enskilde|brukaren|sökanden)\b(?!\s*(?:s\b|:s|'s|bor\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read at once: a journal entry, a paragraph of a section, a line. Offsets into `text`."""

    text: str
    heading: str
    kind: Kind
    sentences: tuple[Sentence, ...]
    in_heading: frozenset[str]
    concepts: frozenset[str]  # of the text and the heading


class Term(NamedTuple):
    """One condition of a rule: any of `names` in `scope` (clause, s, u, h, k), or none of them."""

    scope: str
    names: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the rules."""

    id: str
    question: str
    value: str
    weight: int
    of_clause: tuple[Term, ...]
    of_unit: tuple[Term, ...]


class Match(NamedTuple):
    """A rule fits in a unit; `clause` is the first in which it does."""

    rule: Rule
    sentence: Sentence
    clause: Clause


def unit(text: str, heading: str, kind: Kind, day: dt.date | None = None) -> Unit:
    """The text with its concepts; `day`: the day it was written."""
    read = read_sentences(text, day)
    in_heading = heading_concepts(heading)
    if PERSON_SPEAKS.match(text) or PERSON_SPEAKS.match(heading):
        in_heading |= {"XFIRST"}
    return Unit(text, heading, kind, read, in_heading, in_heading.union(*(s.concepts for s in read)))


def matches(of: Unit) -> Iterator[Match]:
    """Every rule that fits, with the first clause in which it does."""
    for rule in _possible(of.concepts):
        if not all(_holds(t, of) for t in rule.of_unit):
            continue
        for sentence in of.sentences:
            clause = next((c for c in sentence.clauses if _fits(rule, c, sentence)), None)
            if clause:
                yield Match(rule, sentence, clause)
                break


def _possible(concepts: frozenset[str]) -> list[Rule]:
    """The rules, in order, that have their first wanted concept of a clause somewhere in the unit, or want none."""
    by_concept, rules = _by_concept(), _rules()
    places = {i for concept in ("", *concepts) for i in by_concept.get(concept, ())}
    return [rules[i] for i in sorted(places)]


@cache
def _by_concept() -> dict[str, list[int]]:
    """Places of the rules by the concepts of their first wanted term; those without one under the empty name."""
    out: dict[str, list[int]] = {}
    for i, rule in enumerate(_rules()):
        for name in next((t.names for t in rule.of_clause if t.wanted), frozenset({""})):
            out.setdefault(name, []).append(i)
    return out


def _holds(term: Term, of: Unit) -> bool:
    if term.scope == "k":
        return (of.kind.value in term.names) is term.wanted
    there = of.in_heading if term.scope == "h" else of.concepts
    return bool(term.names & there) is term.wanted


def _fits(rule: Rule, clause: Clause, sentence: Sentence) -> bool:
    for term in rule.of_clause:
        there = sentence.concepts if term.scope == "s" else clause.concepts
        if term.names.isdisjoint(there) is term.wanted:
            return False
    return True


@cache
def _rules() -> tuple[Rule, ...]:
    out = []
    for question, lines in load("statements_rules").items():
        for i, line in enumerate(lines):
            m = LINE.fullmatch(line)
            if m is None:
                raise SettingsError(f"statements_rules.toml: raden '{line}' har fel form. Skriv 'värde vikt: villkor'.")
            terms = [_term(t) for t in m["terms"].split()]
            out.append(
                Rule(
                    f"{question}:{i}",
                    question,
                    m["value"],
                    int(m["weight"]),
                    tuple(t for t in terms if t.scope in ("clause", "s")),
                    tuple(t for t in terms if t.scope not in ("clause", "s")),
                )
            )
    return tuple(out)


def _term(word: str) -> Term:
    wanted = not word.startswith("!")
    scope, _, names = word.lstrip("!").rpartition(":")
    return Term(scope or "clause", frozenset(names.split("|")), wanted)


def of_sentence(of: Unit, sentence: Sentence) -> Unit:
    """One sentence of a unit as a unit under the same heading; offsets stay those of the unit's text."""
    return Unit(of.text, of.heading, of.kind, (sentence,), of.in_heading, of.in_heading | sentence.concepts)
