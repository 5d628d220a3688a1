"""Several questions fitted together: what is known decides, what is not known does not."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from models.statements.softmax import Inputs

QUESTIONS = [slice(0, 2), slice(2, 5)]


def _inputs() -> Inputs:
    features = csr_matrix(np.eye(3, dtype=np.float32).repeat(4, axis=0))  # twelve examples of three kinds
    return Inputs.of(features, np.zeros((12, 2), dtype=np.float32))


def _wanted() -> np.ndarray:
    wanted = np.zeros((12, 5), dtype=np.float32)
    wanted[:4, 0] = wanted[4:, 1] = 1  # the first question: kind 0 against the others
    for kind in range(3):
        wanted[4 * kind : 4 * kind + 4, 2 + kind] = 1  # the second: each kind has a value of its own
    return wanted


def _best(weights: np.ndarray, question: slice) -> list[int]:
    return [int(np.argmax((weights[kind] + weights[-1])[question])) for kind in range(3)]


def test_each_question_learns_its_own_values() -> None:
    weights = _inputs().fit(_wanted(), QUESTIONS, inverse_penalty=10.0)
    assert weights.shape == (3 + 2 + 1, 5)
    assert _best(weights, QUESTIONS[0]) == [0, 1, 1]
    assert _best(weights, QUESTIONS[1]) == [0, 1, 2]


def test_an_unknown_answer_teaches_nothing() -> None:
    wanted = _wanted()
    wanted[8:, :2] = 0  # the first question is not known of kind 2
    weights = _inputs().fit(wanted, QUESTIONS, inverse_penalty=10.0)
    assert np.abs(weights[2, :2]).max() < 1e-6
    assert _best(weights, QUESTIONS[1]) == [0, 1, 2]


def test_the_same_examples_give_the_same_weights() -> None:
    first, second = (_inputs().fit(_wanted(), QUESTIONS, inverse_penalty=1.0) for _ in range(2))
    assert np.array_equal(first, second)
