"""The verdict on an order and its plan, as the audit of 2021 defines it.

full: every order element is the same and nothing is added; none: no order element is the same; partial: all
between. The verdict follows from the links (`alignment` has weighed the whole document before it settles them).
The score is the expected share of the order that the plan carries; the confidence is the calibrated probability
that the verdict is right. Never gives a verdict without a plan that was read (the caller's part).
Measured with whole sets and districts left out: see models/relation/FIGURES.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nlp.conformity.weights import Calibration, calibration
from nlp.conformity.words import cues
from nlp.types import Link, Relation

Verdict = Literal["full", "partial", "none"]
EDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Conformity:
    """Verdict, share of the order that the plan carries, probability that the verdict is right, coverage."""

    verdict: Verdict
    score: float
    confidence: float
    sentence: str


def verdict_of(links: Sequence[Link]) -> Verdict:
    """The definition, applied to links taken as certain."""
    relations = [x.relation for x in links if x.order is not None]
    if relations and Relation.SAME not in relations:
        return "none"
    added = any(x.relation is Relation.ADDED for x in links)
    return "full" if all(r is Relation.SAME for r in relations) and not added else "partial"


def logit(score: float | None) -> float:
    """Log odds of a link's score, kept off 0 and 1."""
    p = min(max(EDGE, 0.5 if score is None else score), 1 - EDGE)
    return float(np.log(p / (1 - p)))


def certainty(links: Sequence[Link]) -> list[float]:
    """What the confidence rests on: weakest and mean link, number of links, which verdict it is."""
    odds = [logit(x.score) for x in links] or [0.0]
    verdict = verdict_of(links)
    return [
        min(odds),
        float(np.mean(odds)),
        float(np.log1p(len(odds))),
        float(verdict == "full"),
        float(verdict == "none"),
    ]


def judge(links: Sequence[Link]) -> Conformity:
    """The verdict on all links of one order and plan. Raises `ModelError` if the weights are lacking."""
    fit = calibration()
    ordered = [x for x in links if x.order is not None]
    carried = [_carried(x, fit) for x in ordered]
    confidence = fit.confidence.probability(certainty(links))
    score = float(np.mean(carried)) if carried else 0.0
    return Conformity(verdict_of(links), round(score, 3), round(confidence, 3), coverage(links))


def _carried(link: Link, fit: Calibration) -> float:
    """Probability that the plan carries this order element unchanged."""
    return fit.carried[link.relation].probability([logit(link.score)])


def coverage(links: Sequence[Link]) -> str:
    """One Swedish sentence: how many of the order's parts come back, are changed, are missing, are added."""
    phrases: dict[str, str] = cues()["coverage"]
    count = {r: sum(x.relation is r for x in links) for r in Relation}
    n = sum(x.order is not None for x in links)
    if not n:
        return phrases["none_ordered"]
    parts = [phrases["found_one" if n == 1 else "found_many"].format(same=count[Relation.SAME], n=n)]
    for relation, one, many in (
        (Relation.CHANGED, "changed", "changed_many"),
        (Relation.MISSING, "missing", "missing"),
    ):
        if count[relation]:
            parts.append(phrases[one if count[relation] == 1 else many].format(n=count[relation]))
    sentence = ", ".join(parts)
    if added := count[Relation.ADDED]:
        sentence += "; " + phrases["added" if added == 1 else "added_many"].format(n=added)
    return sentence + "."
