"""A pair seen in its documents: what the other elements say about it, and how near its sense is to theirs.

Sense: the cosine of the static vectors of `nlp.language.similarity`, which are tuned on the element groups. They are
used here and not in the pair's own features, since the figures of the groups must stay left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.conformity.features import MATCHED, content
from nlp.conformity.lexicon import nearness
from nlp.language.similarity import load
from nlp.types import Element, ElementKind

Floats = NDArray[np.float64]
Found = NDArray[np.bool_]
KINDS = tuple(ElementKind)
UNKNOWN = 0.5
CONTEXT = (
    "p_same", "p_changed", "p_linked", "share_changed", "rank_in_order", "rank_in_plan", "gap_in_order",
    "gap_in_plan", "mutual", "same_kind", "order_kind", "plan_kind", "place", "place_in_kind", "n_order", "n_plan",
    "share_linked_order", "share_linked_plan", "second_order", "second_plan", "fit_gap_order", "fit_gap_plan",
    "others_same", "others_changed", "others_linked", "others_plan_linked", "others_least_same", "others_most_same",
    "rare_order", "rare_plan", "rare_gap_order", "rare_gap_plan", "left_elsewhere_order", "left_elsewhere_plan",
    "sense", "sense_rank_order", "sense_rank_plan", "sense_gap_order", "sense_gap_plan", "sense_centred",
)  # fmt: skip


def link_features(
    order: Sequence[Element], plan: Sequence[Element], rows: Floats, p: Floats, classes: tuple[str, ...]
) -> Floats:
    """Rows [order * plan, features]: the context (names in `CONTEXT`), then the pair's own features `rows`.

    `p` [order * plan, classes] are the pair probabilities out of context, `classes` their names.
    """
    n, m = len(order), len(plan)
    by = {c: p[:, k].reshape(n, m) for k, c in enumerate(classes)}
    linked = 1 - by["unrelated"]
    logit = np.log(np.clip(linked, 1e-4, 1 - 1e-4) / np.clip(1 - linked, 1e-4, 1 - 1e-4))
    overlap = rows.reshape(n, m, -1)[:, :, :2].mean(2)
    other_plan, other_order = _best_other(logit, 1), _best_other(logit, 0)
    found_order, found_plan = _found_words(order, plan), _found_words(plan, order)
    rare_order, rare_plan = _rare(found_order), _rare(found_plan).T
    values = {
        "p_same": by["same"],
        "p_changed": by["changed"],
        "p_linked": logit,
        "share_changed": by["changed"] / np.clip(linked, 1e-6, None),
        "rank_in_order": _ranks(logit, 1),
        "rank_in_plan": _ranks(logit, 0),
        "gap_in_order": logit - other_plan,
        "gap_in_plan": logit - other_order,
        "mutual": ((_ranks(logit, 1) == 0) & (_ranks(logit, 0) == 0)).astype(float),
        "same_kind": np.array([[float(o.kind == e.kind) for e in plan] for o in order]),
        "order_kind": np.array([[float(KINDS.index(o.kind)) for _ in plan] for o in order]),
        "plan_kind": np.array([[float(KINDS.index(e.kind)) for e in plan] for _ in order]),
        "place": np.array([[i / n - j / m for j in range(m)] for i in range(n)]),
        "place_in_kind": _place_in_kind(order, plan),
        "n_order": np.full((n, m), float(n)),
        "n_plan": np.full((n, m), float(m)),
        "share_linked_order": np.tile(linked.max(1, keepdims=True), (1, m)),
        "share_linked_plan": np.tile(linked.max(0, keepdims=True), (n, 1)),
        "second_order": other_plan,
        "second_plan": other_order,
        "fit_gap_order": overlap - _best_other(overlap, 1),
        "fit_gap_plan": overlap - _best_other(overlap, 0),
        "others_same": np.tile(_others(by["same"].max(1), np.mean)[:, None], (1, m)),
        "others_changed": np.tile(_others(by["changed"].max(1), np.mean)[:, None], (1, m)),
        "others_linked": np.tile(_others(linked.max(1), np.mean)[:, None], (1, m)),
        "others_plan_linked": np.tile(_others(linked.max(0), np.mean)[None, :], (n, 1)),
        "others_least_same": np.tile(_others(by["same"].max(1), np.min)[:, None], (1, m)),
        "rare_order": rare_order,
        "rare_plan": rare_plan,
        "rare_gap_order": rare_order - _best_other(rare_order, 1),
        "rare_gap_plan": rare_plan - _best_other(rare_plan, 0),
        "left_elsewhere_order": _left_elsewhere(found_order),
        "left_elsewhere_plan": _left_elsewhere(found_plan).T,
        "others_most_same": np.tile(_others(by["same"].max(1), np.max)[:, None], (1, m)),
        **_sense(order, plan),
    }
    context = np.stack([values[name].reshape(-1) for name in CONTEXT], axis=1)
    return np.concatenate([context, rows], axis=1)


def _sense(order: Sequence[Element], plan: Sequence[Element]) -> dict[str, Floats]:
    """How near the texts are in sense, beside the other pairs of both documents."""
    encoder = load("static")
    near = (encoder.encode([o.text for o in order]) @ encoder.encode([e.text for e in plan]).T).astype(np.float64)
    return {
        "sense": near,
        "sense_rank_order": _ranks(near, 1),
        "sense_rank_plan": _ranks(near, 0),
        "sense_gap_order": near - _best_other(near, 1),
        "sense_gap_plan": near - _best_other(near, 0),
        "sense_centred": near - near.mean(1, keepdims=True) - near.mean(0, keepdims=True) + near.mean(),
    }


def _found_words(left: Sequence[Element], right: Sequence[Element]) -> list[Found]:
    """Per element of `left` a matrix [its content words, right]: is the word found in that element of `right`?"""
    stems = [[w.stem for w in content(e.text)] for e in right]
    return [
        np.array(
            [[max((nearness(w.stem, s) for s in other), default=0.0) for other in stems] for w in content(e.text)]
        ).reshape(-1, len(right))
        >= MATCHED
        for e in left
    ]


def _rare(found: Sequence[Found]) -> Floats:
    """[left, right]: share of the words found, a word counting less the more elements hold it."""
    rows = []
    for f in found:
        per_word = f / np.maximum(1, f.sum(1, keepdims=True))
        rows.append(per_word.sum(0) / max(1, len(f)))
    return np.array(rows)


def _left_elsewhere(found: Sequence[Found]) -> Floats:
    """[left, right]: share of the words not found in this element of `right` but in another one."""
    rows = []
    for f in found:
        elsewhere = f.any(1, keepdims=True) & ~f
        rows.append(elsewhere.sum(0) / max(1, len(f)))
    return np.array(rows, dtype=np.float64)


def _others(x: Floats, of: Callable[[Floats], np.floating]) -> Floats:
    """`of` the values of all other elements, 0.5 where there is no other: how the document is otherwise."""
    if len(x) == 1:
        return np.array([UNKNOWN])
    return np.array([float(of(np.delete(x, i))) for i in range(len(x))])


def _ranks(x: Floats, axis: int) -> Floats:
    return np.argsort(np.argsort(-x, axis=axis, kind="stable"), axis=axis, kind="stable").astype(np.float64)


def _best_other(x: Floats, axis: int) -> Floats:
    """For every cell the highest value among the others of its row (axis 1) or column (axis 0)."""
    if x.shape[axis] == 1:
        return np.full_like(x, x.min() - 1.0)
    top = np.sort(x, axis=axis)
    first, second = (top[:, -1:], top[:, -2:-1]) if axis == 1 else (top[-1:, :], top[-2:-1, :])
    return np.where(x == first, second, first)


def _place_in_kind(order: Sequence[Element], plan: Sequence[Element]) -> Floats:
    def places(elements: Sequence[Element]) -> list[float]:
        kinds = [e.kind for e in elements]
        return [kinds[:i].count(k) / kinds.count(k) for i, k in enumerate(kinds)]

    a, b = places(order), places(plan)
    return np.array([[x - y for y in b] for x in a])
