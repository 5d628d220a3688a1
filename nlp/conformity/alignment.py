"""Links between the elements of an order and of a plan, many to many.

Decides: which plan elements carry which order element, and whether unchanged. In order: every pair gets the
probabilities of `relation` (out of context); a second model sees the pair in its document (rank among the other
candidates, margins, kind, place in order, how the rest of the document fares); `joint` settles all links of the
document together: an optimal assignment, then splits and merges, in agreement with the verdict the document points
to. What no plan element carries is missing, what carries nothing is added.

Example: order "Praktik i butik två dagar", plan "Praktik en dag i butik", "Simning": changed, added.
Measured with whole sets and districts left out: see models/relation/FIGURES.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.conformity.context import link_features
from nlp.conformity.joint import Chances, Part, likeliest, settle, verdict_features
from nlp.conformity.reasons import link_reason
from nlp.conformity.relation import feature_rows, pair_probabilities, with_repeats
from nlp.conformity.weights import Verdicts, calibration, link_forest, pair_forest
from nlp.types import Element, Link, Relation

Floats = NDArray[np.float64]
NEAR = 0.2  # a missing element names the nearest plan element from this probability


def align(order: Sequence[Element], plan: Sequence[Element]) -> tuple[Link, ...]:
    """Links in the order of the order's elements, then what the plan adds. Scores are probabilities."""
    if not order or not plan:
        return (
            *(Link(o.id, (), Relation.MISSING, 1.0, link_reason(Relation.MISSING, o.text, ())) for o in order),
            *(Link(None, (p.id,), Relation.ADDED, 1.0, link_reason(Relation.ADDED, "", (p.text,))) for p in plan),
        )
    texts = [(o.text, p.text) for o in order for p in plan]
    _, x = feature_rows(texts)
    pair, link = pair_forest(), link_forest()
    rows = link_features(order, plan, x, pair_probabilities(texts, x, pair), pair.classes)
    chances = chances_of(order, plan, link.predict(rows), link.classes)
    return links_of(order, plan, chances, calibration().verdicts)


def chances_of(order: Sequence[Element], plan: Sequence[Element], found: Floats, classes: tuple[str, ...]) -> Chances:
    """Probabilities [order * plan, classes] of all pairs as matrices, repeated words set to the same."""
    p = with_repeats([(o.text, e.text) for o in order for e in plan], found, classes)
    by = {c: p[:, k].reshape(len(order), len(plan)) for k, c in enumerate(classes)}
    return Chances(by["same"], by["changed"])


def links_of(order: Sequence[Element], plan: Sequence[Element], c: Chances, verdicts: Verdicts) -> tuple[Link, ...]:
    """All links of a document from the chances of its pairs."""
    chance = verdicts.predict(verdict_features(c))
    parts = settle(c, likeliest(chance, c))
    out = [_order_link(o, plan, part, c, i, chance) for i, (o, part) in enumerate(zip(order, parts, strict=True))]
    carried = {j for p in parts for j in p.plan}
    for j, e in enumerate(plan):
        if j not in carried:
            score = (1 - chance["full"]) * float(1 - c.linked[:, j].max())
            out.append(Link(None, (e.id,), Relation.ADDED, round(score, 3), link_reason(Relation.ADDED, "", (e.text,))))
    return tuple(out)


def _order_link(
    element: Element, plan: Sequence[Element], part: Part, c: Chances, i: int, verdict: dict[str, float]
) -> Link:
    """The link of one order element; its score mixes the pair's own probability over the verdicts."""
    relation = Relation(part.relation)
    texts = tuple(plan[j].text for j in part.plan)
    if relation is Relation.MISSING:
        j = int(c.linked[i].argmax())
        near = (plan[j].text,) if c.linked[i, j] > NEAR else ()
        score = (1 - verdict["full"]) * float(1 - c.linked[i, j])
        return Link(element.id, (), relation, round(score, 3), link_reason(relation, element.text, near))
    own = float((c.same if relation is Relation.SAME else c.changed)[i, part.plan].max())
    if relation is Relation.SAME:
        score = verdict["full"] * float(c.linked[i, part.plan].max()) + verdict["partial"] * own
    else:
        score = verdict["none"] * float(c.linked[i, part.plan].max()) + verdict["partial"] * own
    ids = tuple(plan[j].id for j in part.plan)
    return Link(element.id, ids, relation, round(score, 3), link_reason(relation, element.text, texts))
