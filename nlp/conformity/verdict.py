"""The verdict on an order and its plan, as the audit of 2021 defines it.

full: every order element is the same and nothing is added; none: no order element is the same; partial: all
between. The score says how much of the order the plan carries; the confidence is the calibrated probability
that the verdict is right. Never gives a verdict without a plan that was read (the caller's part).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from nlp.conformity.relation import WEIGHTS
from nlp.conformity.words import cues
from nlp.errors import ModelError
from nlp.types import Link, Relation

Verdict = Literal["full", "partial", "none"]


@dataclass(frozen=True, slots=True)
class Conformity:
    """Verdict, share of the order that the plan carries, probability that the verdict is right, coverage."""

    verdict: Verdict
    score: float
    confidence: float
    sentence: str


@cache
def _calibration() -> dict[str, float]:
    path = WEIGHTS / "verdict.json"
    try:
        out: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise ModelError(f"Modellfilen {path.name} saknas eller är skadad. Kör models/relation/train.py.") from e
    return out


def verdict_of(links: Sequence[Link]) -> Verdict:
    """The definition, applied to links taken as certain."""
    relations = [x.relation for x in links if x.order is not None]
    if relations and Relation.SAME not in relations:
        return "none"
    added = any(x.relation is Relation.ADDED for x in links)
    return "full" if all(r is Relation.SAME for r in relations) and not added else "partial"


def certainty(links: Sequence[Link]) -> tuple[float, float]:
    """What the confidence rests on: the weakest link's score, and the mean log score."""
    scores = [max(1e-3, min(1 - 1e-3, x.score)) for x in links if x.score is not None] or [0.5]
    return min(scores), float(np.mean(np.log(scores)))


def judge(links: Sequence[Link]) -> Conformity:
    """The verdict on all links of one order and plan."""
    fit = _calibration()
    low, mean = certainty(links)
    logit = fit["base"] + fit["weakest"] * low + fit["mean"] * mean
    ordered = [x for x in links if x.order is not None]
    same = sum(x.relation is Relation.SAME for x in ordered)
    score = same / len(ordered) if ordered else 0.0
    return Conformity(verdict_of(links), round(score, 3), round(float(1 / (1 + np.exp(-logit))), 3), coverage(links))


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
