"""A pair seen in its documents: what the other elements say about it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.types import Element, ElementKind

Floats = NDArray[np.float64]
KINDS = tuple(ElementKind)
CONTEXT = (
    "p_same", "p_changed", "p_linked", "share_changed", "rank_in_order", "rank_in_plan", "gap_in_order",
    "gap_in_plan", "mutual", "same_kind", "order_kind", "plan_kind", "place", "place_in_kind", "n_order", "n_plan",
    "share_linked_order", "share_linked_plan", "second_order", "second_plan", "fit_gap_order", "fit_gap_plan",
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
    }
    context = np.stack([values[name].reshape(-1) for name in CONTEXT], axis=1)
    return np.concatenate([context, rows], axis=1)


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
