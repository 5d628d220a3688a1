"""How two elements stand to each other: same, changed or unrelated.

`compare(a, b)` decides for one pair out of its context, `a` the order's element, `b` the plan's. What it rests
on: whether the words are repeated (`repeats`); else words in common and left over, explicit facets (frequency,
time, party ...), word and sentence vectors; weighed by boosted trees trained on the element groups. It never looks
at who wrote what, only at the two texts.

Example: `compare("Praktik tre dagar i veckan", "Praktik en dag i veckan")` is changed.
Measured with whole sets left out: see models/relation/FIGURES.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from nlp.conformity.features import pair_features
from nlp.conformity.reasons import pair_reason
from nlp.conformity.repeats import SURE, repeats
from nlp.conformity.trees import Forest
from nlp.conformity.weights import pair_forest

PairRelation = Literal["same", "changed", "unrelated"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Relation of a pair, its calibrated probability, and the difference in one Swedish sentence."""

    relation: PairRelation
    score: float
    reason: str


def feature_rows(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], Floats]:
    """Names and values [n, features] of pairs of texts."""
    rows = [pair_features(a, b) for a, b in pairs]
    names = tuple(rows[0]) if rows else ()
    return names, np.array([[r[n] for n in names] for r in rows], dtype=np.float64)


def pair_probabilities(pairs: Sequence[tuple[str, str]], x: Floats, forest: Forest) -> Floats:
    """Probabilities [n, classes]: the rule on repeated words first, then the trees."""
    return with_repeats(pairs, forest.predict(x), forest.classes)


def with_repeats(pairs: Sequence[tuple[str, str]], p: Floats, classes: tuple[str, ...]) -> Floats:
    """The probabilities, with pairs that repeat each other's words set to the same."""
    sure = np.array([SURE if c == "same" else (1 - SURE) / (len(classes) - 1) for c in classes])
    rows = np.array([repeats(a, b) for a, b in pairs])
    return np.where(rows[:, None], sure, p)


def compare_all(pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
    """`compare` for many pairs at once, in order."""
    if not pairs:
        return []
    forest = pair_forest()
    _, x = feature_rows(pairs)
    out: list[Comparison] = []
    for (a, b), p in zip(pairs, pair_probabilities(pairs, x, forest), strict=True):
        relation = cast(PairRelation, forest.classes[int(p.argmax())])
        out.append(Comparison(relation, round(float(p.max()), 3), pair_reason(a, b, relation)))
    return out


def compare(a: str, b: str) -> Comparison:
    """How the plan's element `b` stands to the order's element `a`."""
    return compare_all([(a, b)])[0]
