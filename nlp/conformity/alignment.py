"""Links between the elements of an order and of a plan, many to many.

Decides: which plan elements carry which order element, and whether unchanged. In order: every pair gets the
probabilities of `relation` (out of context); a second model sees the pair in its document (rank among the other
candidates, margins, kind, place in order); an optimal assignment links one to one; what is left over joins an
element already linked where that is likelier than standing alone (a goal split in two, two merged in one).
What no plan element carries is missing, what carries nothing is added. Never links across a probability under
`[alignment]` in the model's settings.

Example: order "Praktik i butik två dagar", plan "Praktik en dag i butik", "Simning": changed, added.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from nlp.conformity.context import link_features
from nlp.conformity.reasons import link_reason
from nlp.conformity.relation import WEIGHTS, feature_rows, pair_forest
from nlp.conformity.trees import Forest, load_forest
from nlp.types import Element, Link, Relation

Floats = NDArray[np.float64]
LINKED = 0.5  # an optimal pair is a link from this probability
JOINED = 0.6  # a further element joins a linked one from this probability
NEAR = 0.2  # a missing element names the nearest plan element from this probability


@cache
def link_forest() -> Forest:
    """The trees for pairs seen in their documents. Raises `ModelError` if the weights are lacking."""
    return load_forest(WEIGHTS / "link.npz")


def choose(linked: Floats) -> list[tuple[int, int]]:
    """Which pairs are links, from the probability [order, plan] that a pair is one."""
    rows, columns = linear_sum_assignment(-np.log(np.clip(linked, 1e-6, 1) / np.clip(1 - linked, 1e-6, 1)))
    pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if linked[i, j] >= LINKED]
    order_taken, plan_taken = {i for i, _ in pairs}, {j for _, j in pairs}
    for j in range(linked.shape[1]):
        if j not in plan_taken and linked[:, j].max() >= JOINED:
            pairs.append((int(linked[:, j].argmax()), j))
    for i in range(linked.shape[0]):
        if i not in order_taken and linked[i].max() >= JOINED and i not in {k for k, _ in pairs}:
            pairs.append((i, int(linked[i].argmax())))
    return sorted(pairs)


def align(order: Sequence[Element], plan: Sequence[Element]) -> tuple[Link, ...]:
    """Links in the order of the order's elements, then what the plan adds. Scores are probabilities."""
    if not order or not plan:
        return (
            *(Link(o.id, (), Relation.MISSING, 1.0, link_reason(Relation.MISSING, o.text, ())) for o in order),
            *(Link(None, (p.id,), Relation.ADDED, 1.0, link_reason(Relation.ADDED, "", (p.text,))) for p in plan),
        )
    _, x = feature_rows([(o.text, p.text) for o in order for p in plan])
    pair, link = pair_forest(), link_forest()
    rows = link_features(order, plan, x, pair.predict(x), pair.classes)
    return links_of(order, plan, link.predict(rows), link.classes)


def links_of(
    order: Sequence[Element], plan: Sequence[Element], found: Floats, classes: tuple[str, ...]
) -> tuple[Link, ...]:
    """Links from the probabilities [order * plan, classes] of all pairs in their documents."""
    p = {c: found[:, k].reshape(len(order), len(plan)) for k, c in enumerate(classes)}
    linked = 1 - p["unrelated"]
    pairs = choose(linked)
    out = [
        _order_link(o, plan, [j for k, j in pairs if k == i], {c: v[i] for c, v in p.items()})
        for i, o in enumerate(order)
    ]
    carried = {j for _, j in pairs}
    for j, e in enumerate(plan):
        if j not in carried:
            reason = link_reason(Relation.ADDED, "", (e.text,))
            out.append(Link(None, (e.id,), Relation.ADDED, round(float(1 - linked[:, j].max()), 3), reason))
    return tuple(out)


def _order_link(element: Element, plan: Sequence[Element], partners: list[int], p: dict[str, Floats]) -> Link:
    """The link of one order element from its row of probabilities."""
    if not partners:
        linked = 1 - p["unrelated"]
        near = (plan[int(linked.argmax())].text,) if linked.max() > NEAR else ()
        reason = link_reason(Relation.MISSING, element.text, near)
        return Link(element.id, (), Relation.MISSING, round(float(1 - linked.max()), 3), reason)
    same, changed = (max(float(p[c][j]) for j in partners) for c in ("same", "changed"))
    relation = Relation.SAME if same >= changed else Relation.CHANGED
    reason = link_reason(relation, element.text, tuple(plan[j].text for j in partners))
    return Link(element.id, tuple(plan[j].id for j in partners), relation, round(max(same, changed), 3), reason)
