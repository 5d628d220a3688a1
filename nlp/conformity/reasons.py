"""One Swedish sentence for the reader: what differs.

`pair_reason` names the facet that differs most and quotes the words of both sides; where no facet does, the
words that are left over. Phrases are data (`[reasons]` in `data/conformity.toml`).
"""

from __future__ import annotations

import re

from nlp.conformity.facets import Facet, State, compare_facets
from nlp.conformity.features import alignment, content, left_over
from nlp.conformity.repeats import repeats
from nlp.conformity.words import cues
from nlp.types import Relation

MAX_WORDS = 4


def _phrases() -> dict[str, str]:
    out: dict[str, str] = cues()["reasons"]
    return out


def telling_facet(a: str, b: str) -> Facet | None:
    """The facet that best tells what was changed: both sides named first, then what only one side names."""
    rank = {name: i for i, name in enumerate(cues()["reason_order"]["facets"])}
    facets = [f for f in compare_facets(a, b) if f.name in rank and (f.order or f.plan)]
    for states in ((State.DIFFER,), (State.ONLY_PLAN, State.ONLY_ORDER)):
        hits = [f for f in facets if f.state in states]
        if hits:
            return min(hits, key=lambda f: rank[f.name])
    return None


def as_written(text: str, words: str) -> str:
    """The words as they stand in the text; as read if they stand there in another form."""
    m = re.search(r"\W+".join(map(re.escape, words.split())), text, re.IGNORECASE) if words else None
    return m[0] if m else words


def pair_reason(a: str, b: str, relation: str) -> str:
    """The sentence for a pair of texts: same, changed or unrelated."""
    phrases = _phrases()
    if relation == "unrelated":
        return phrases["unrelated"]
    if relation == "same":
        return phrases["same_words"] if repeats(a, b) else phrases["same"]
    facet = telling_facet(a, b)
    if facet is not None:
        order, plan = as_written(a, facet.order), as_written(b, facet.plan)
        if facet.state == State.DIFFER and order and plan:
            return phrases["both"].format(order=order, plan=plan)
        if facet.state == State.ONLY_PLAN and plan:
            return phrases["only_plan"].format(plan=plan)
        if facet.state == State.ONLY_ORDER and order:
            return phrases["only_order"].format(order=order)
    lost, new = _left(a, b)
    if lost and new:
        return phrases["both"].format(order=lost, plan=new)
    if lost or new:
        return phrases["only_order"].format(order=lost) if lost else phrases["only_plan"].format(plan=new)
    return phrases["changed"]


def _left(a: str, b: str) -> tuple[str, str]:
    near = alignment(a, b)
    lost = [w.form for w in left_over(content(a), near.max(1))][:MAX_WORDS]
    new = [w.form for w in left_over(content(b), near.max(0))][:MAX_WORDS]
    return " ".join(lost), " ".join(new)


def link_reason(relation: Relation, order: str, plan: tuple[str, ...]) -> str:
    """The sentence for one link. For a missing element `plan` holds the nearest plan element, if one is near."""
    phrases = _phrases()
    if relation is Relation.ADDED:
        return phrases["added"]
    if relation is Relation.MISSING:
        return phrases["missing_near"].format(plan=plan[0]) if plan else phrases["missing"]
    if relation is Relation.SAME and len(plan) > 1:
        return phrases["same_split"].format(n=len(plan))
    if relation is Relation.CHANGED:
        return min((pair_reason(order, p, "changed") for p in plan), key=lambda r: r == phrases["changed"])
    return pair_reason(order, plan[0], "same")
