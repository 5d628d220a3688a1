"""What the learned scores see of a unit: rules that fit, concepts alone and together, words, heading, document.

Never: the words of a whole sentence in order, names (words in capitals inside a sentence), or numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from nlp.statements.lexicon import tokens
from nlp.statements.rules import Match, Unit

STEM = 6


def features(unit: Unit, matches: Sequence[Match]) -> set[str]:
    """Names of the features that the unit has."""
    out = {f"r:{m.rule.id}" for m in matches}
    out |= {f"rv:{q}={v}" for q, v in _heaviest(matches).items()}
    out.add(f"k:{unit.kind.value}")
    out |= {f"h:{c}" for c in unit.in_heading} | {f"hk:{c}:{unit.kind.value}" for c in unit.in_heading}
    for sentence in unit.sentences:
        for clause in sentence.clauses:
            out |= {f"c:{a}+{b}" for a, b in combinations(sorted(clause.concepts), 2)}
            out |= {f"hc:{a}+{b}" for a in unit.in_heading for b in clause.concepts}
    out |= {f"u:{c}" for c in unit.concepts} | {f"uk:{c}:{unit.kind.value}" for c in unit.concepts}
    out |= _words(unit)
    out.add(f"n:{min(len(unit.sentences), 4)}")
    return out


def _heaviest(matches: Sequence[Match]) -> dict[str, str]:
    best: dict[str, Match] = {}
    for m in matches:
        if m.rule.question not in best or m.rule.weight > best[m.rule.question].rule.weight:
            best[m.rule.question] = m
    return {q: m.rule.value for q, m in best.items()}


def _words(unit: Unit) -> set[str]:
    words = [t.text for s in unit.sentences for t in tokens(unit.text, s.start, s.end) if not t.text.isdigit()]
    out = {f"w:{w}" for w in words} | {f"st:{w[:STEM]}" for w in words if len(w) > STEM}
    return out | {f"hw:{t.text}" for t in tokens(unit.heading)}
