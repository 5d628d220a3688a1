"""Settles all links of a document together.

A plan is seldom right by accident: documents where everything is carried and nothing added, or where nothing is
carried, are far more frequent than chance would make them. So the probabilities of all pairs are first read as
one: which verdict does the document point to (`verdict_features`, a logistic fit)? Then the links are settled in
agreement with that verdict (`settle`), so that links and verdict never contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]
LINKED = 0.5  # an optimal pair is a link from this probability
JOINED = 0.6  # a further element joins a linked one from this probability
LEAST_SAME = 0.5  # "full" is not said on a link that is less likely the same than this
EDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities [order, plan] that a pair is the same, is changed."""

    same: Floats
    changed: Floats

    @property
    def linked(self) -> Floats:
        """Probability [order, plan] that a pair is a link at all."""
        return self.same + self.changed


@dataclass(slots=True)
class Part:
    """What becomes of one order element: relation and the plan elements (indices) that carry it."""

    relation: str
    plan: list[int]


def verdict_features(c: Chances) -> Floats:
    """How well the whole document fits "all the same, nothing added" and "nothing the same"."""
    same = np.clip(c.same.max(1), EDGE, 1 - EDGE)
    carried = np.clip(c.linked.max(0), EDGE, 1 - EDGE)
    log_same, log_carried, log_not = np.log(same), np.log(carried), np.log(1 - same)
    n, m = len(same), len(carried)
    sums = [log_same.sum(), log_carried.sum(), log_not.sum()]
    means = [log_same.mean(), log_carried.mean(), log_not.mean(), same.mean(), carried.mean()]
    return np.array([*sums, *means, log_same.min(), log_carried.min(), log_not.min(), n, m, m - n])


def likeliest(chance: dict[str, float], c: Chances) -> str:
    """The likeliest verdict; "full" gives way where one link speaks plainly against it, since a wrong "full" hides
    what a reader wants most."""
    possible = [v for v in chance if v != "full" or c.same.max(1).min() >= LEAST_SAME]
    return max(possible, key=lambda v: chance[v])


def choose(linked: Floats) -> list[tuple[int, int]]:
    """Which pairs are links: an optimal one-to-one assignment, then splits and merges."""
    bounded = np.clip(linked, EDGE, 1 - EDGE)
    rows, columns = linear_sum_assignment(-np.log(bounded / (1 - bounded)))
    pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if linked[i, j] >= LINKED]
    order_taken, plan_taken = {i for i, _ in pairs}, {j for _, j in pairs}
    pairs += [
        (int(linked[:, j].argmax()), j)
        for j in range(linked.shape[1])
        if j not in plan_taken and linked[:, j].max() >= JOINED
    ]
    order_taken |= {i for i, _ in pairs}
    pairs += [
        (i, int(linked[i].argmax()))
        for i in range(linked.shape[0])
        if i not in order_taken and linked[i].max() >= JOINED
    ]
    return sorted(pairs)


def settle(c: Chances, verdict: str) -> list[Part]:
    """The likeliest links that agree with the verdict (full, partial, none), one `Part` per order element."""
    parts = _free(c)
    if verdict == "full":
        _carry_all(c, parts)
    elif verdict == "none":
        _carry_none(c, parts)
    else:
        _carry_some(c, parts)
    return parts


def _free(c: Chances) -> list[Part]:
    """Links as the probabilities have them, no verdict given."""
    pairs = choose(c.linked)
    parts = []
    for i in range(len(c.same)):
        plan = [j for k, j in pairs if k == i]
        same = bool(plan) and c.same[i, plan].max() >= c.changed[i, plan].max()
        parts.append(Part("same" if same else "changed" if plan else "missing", plan))
    return parts


def _carry_all(c: Chances, parts: list[Part]) -> None:
    for i, part in enumerate(parts):
        part.plan = part.plan or [int(c.linked[i].argmax())]
        part.relation = "same"
    for j in sorted(set(range(c.same.shape[1])) - {j for p in parts for j in p.plan}):
        parts[int(c.linked[:, j].argmax())].plan.append(j)


def _carry_none(c: Chances, parts: list[Part]) -> None:
    for i, part in enumerate(parts):
        if part.relation == "same":
            changed = c.changed[i, part.plan].max() >= 1 - c.linked[i].max()
            part.relation = "changed" if changed else "missing"
            part.plan = part.plan if changed else []


def _carry_some(c: Chances, parts: list[Part]) -> None:
    if all(p.relation != "same" for p in parts):
        i = int(c.same.max(1).argmax())
        parts[i].relation, parts[i].plan = "same", parts[i].plan or [int(c.same[i].argmax())]
    carried = {j for p in parts for j in p.plan}
    if any(p.relation != "same" for p in parts) or len(carried) < c.same.shape[1]:
        return
    i, j = int(c.same.max(1).argmin()), int(c.linked.max(0).argmin())
    if len(parts) > 1 and c.same[i].max() <= c.linked[:, j].max():
        changed = c.changed[i].max() > 1 - c.linked[i].max()
        parts[i].relation, parts[i].plan = ("changed", parts[i].plan) if changed else ("missing", [])
        return
    for p in parts:
        if len(p.plan) > 1 or p.plan != [j]:
            p.plan = [k for k in p.plan if k != j]
