"""The graded pairs: complete, and not among what the model learns from."""

from __future__ import annotations

import json

import numpy as np
import pytest

from models.similarity import evaluate, sources


def test_pairs_are_complete() -> None:
    rows = [json.loads(line) for line in evaluate.DOMAIN.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 300
    assert len({r["id"] for r in rows}) == len(rows)
    assert len({frozenset((r["a"], r["b"])) for r in rows}) == len(rows)
    assert {g for r in rows for g in r["readers"]} == {0, 1, 2, 3, 4}
    assert {"negation", "direction"} <= {r["kind"] for r in rows}


def test_no_graded_pair_is_learnt_from() -> None:
    """Trap: a test sentence that stands among the labelled groups or in our cases."""
    (a, b, _, _), _ = evaluate.domain()
    learnt = {line.lower().rstrip(".") for line in sources.own_lines()}
    assert [(x, y) for x, y in zip(a, b, strict=True) if {x.lower().rstrip("."), y.lower().rstrip(".")} <= learnt] == []


def test_five_folds_do_not_see_the_grade_they_give() -> None:
    """Grades that have nothing to do with the features cannot be found again."""
    rng = np.random.default_rng(0)
    features, grades = rng.standard_normal((400, 30)), rng.integers(0, 5, 400).astype(float)
    assert abs(evaluate.spearman(evaluate.in_five_folds(features, grades), grades)) < 0.2
    shown = evaluate.in_five_folds(np.hstack([features, grades[:, None]]), grades)
    assert evaluate.spearman(shown, grades) == pytest.approx(1, abs=0.05)
