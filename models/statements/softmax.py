"""Softmax regressions of several questions over the same inputs, fitted together by L-BFGS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

STEPS = 150
ENOUGH = 2e-6  # relative gain of a step below which nothing more is looked for


@dataclass(frozen=True)
class Inputs:
    """Sparse features [n, f] with their transpose, and dense ones with a last column of ones [n, d + 1]; float32."""

    sparse: csr_matrix
    transposed: csr_matrix
    dense: np.ndarray

    @classmethod
    def of(cls, sparse: csr_matrix, dense: np.ndarray) -> Inputs:
        """From features [n, f] and vectors [n, d]."""
        ones = np.ones((dense.shape[0], 1), dtype=np.float32)
        return cls(sparse.tocsr(), sparse.T.tocsr(), np.hstack([dense.astype(np.float32), ones]))

    def fit(self, wanted: np.ndarray, questions: Sequence[slice], inverse_penalty: float) -> np.ndarray:
        """float32 [f + d + 1, values]. `wanted` [n, values]: an example's weight at its value of each question, zeros
        where it is not known; `questions`: the columns of each. The intercept (last row) bears no penalty."""
        features, values = self.sparse.shape[1], wanted.shape[1]
        shape = (features + self.dense.shape[1], values)
        weight = np.hstack([np.repeat(wanted[:, q].sum(1, keepdims=True), wanted[:, q].shape[1], 1) for q in questions])

        def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
            w = flat.reshape(shape).astype(np.float32)
            sums = self.sparse @ w[:features] + self.dense @ w[features:]
            log = np.hstack([_log_softmax(sums[:, q]) for q in questions])
            error = np.exp(log) * weight - wanted
            slope = np.vstack([self.transposed @ error, self.dense.T @ error]) * inverse_penalty
            slope[:-1] += w[:-1]
            total = -inverse_penalty * float((log * wanted).sum()) + 0.5 * float(np.square(w[:-1]).sum())
            return total, slope.astype(np.float64).ravel()

        start = np.zeros(shape).ravel()
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": ENOUGH})
        weights: np.ndarray = found.x.reshape(shape).astype(np.float32)
        return weights


def _log_softmax(sums: np.ndarray) -> np.ndarray:
    high = sums - sums.max(axis=1, keepdims=True)
    out: np.ndarray = high - np.log(np.exp(high).sum(axis=1, keepdims=True))
    return out
