"""What the learned scores see of a unit: rules that fit, concepts alone and together, words, heading, document,
and where the text lies among Swedish sentences (`nlp.language.similarity`).

Never: the words of a whole sentence in order, names (words in capitals inside a sentence), or numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np

from nlp.language import similarity
from nlp.statements.lexicon import tokens
from nlp.statements.rules import Match, Unit

STEM = 6
HEADING_WEIGHT, VECTOR_WEIGHT = 0.5, 5.0


def vector(unit: Unit) -> np.ndarray:
    """float32 [2 d]: the meaning of the text and, at half weight, of its heading."""
    text = unit.text if len(unit.sentences) != 1 else unit.text[unit.sentences[0].start : unit.sentences[0].end]
    return np.concatenate([_meaning(text), HEADING_WEIGHT * _of_heading(unit.heading)]) * VECTOR_WEIGHT


def _meaning(text: str) -> np.ndarray:
    found: np.ndarray = similarity.load().encode([text])[0]
    return found


@lru_cache(maxsize=4096)
def _of_heading(heading: str) -> np.ndarray:
    return _meaning(heading)


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
