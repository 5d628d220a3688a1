"""First vectors: positive mutual information of subwords in running text, reduced by a seeded SVD.

Source: Levy, Goldberg, Dagan 2015, "Improving distributional similarity with lessons learned from word
embeddings" (context distribution smoothing, shifted by nothing, singular values to the power 1/2).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from tokenizers import Tokenizer

WINDOW = 6
SMOOTHING = 0.75
FEWEST = 1.0  # weighted count below which a pair is left out
BATCH = 20_000


def vectors(lines: Iterable[str], tokenizer: Tokenizer, dimensions: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors float32 [vocabulary, dimensions] and frequency of each entry [vocabulary] (shares, sum 1)."""
    size = tokenizer.get_vocab_size()
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    frequency = np.zeros(size)
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            total = total + _count(batch, tokenizer, size, frequency)
            batch = []
    total = total + _count(batch, tokenizer, size, frequency)
    total.data[total.data < FEWEST] = 0
    total.eliminate_zeros()
    u, s, _ = randomized_svd(_mutual_information(total), dimensions, n_iter=2, random_state=seed)
    return np.asarray(u * np.sqrt(s), dtype=np.float32), frequency / frequency.sum()


def _count(lines: list[str], tokenizer: Tokenizer, size: int, frequency: np.ndarray) -> sparse.csr_matrix:
    """Symmetric counts within the window, a pair at distance d counting 1/d; adds to `frequency`."""
    ids = [i for e in tokenizer.encode_batch(lines, add_special_tokens=False) for i in (*e.ids, *[-1] * WINDOW)]
    flat = np.asarray(ids, dtype=np.int64)
    frequency += np.bincount(flat[flat >= 0], minlength=size)
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for d in range(1, WINDOW + 1):
        a, b = flat[:-d], flat[d:]
        keep = (a >= 0) & (b >= 0) & (a != b)
        keys, n = np.unique(a[keep] * size + b[keep], return_counts=True)
        part = sparse.csr_matrix((n.astype(np.float32) / d, (keys // size, keys % size)), shape=(size, size))
        total = total + part
    return total + total.T


def _mutual_information(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    rows = np.asarray(counts.sum(axis=1)).ravel()
    context = rows**SMOOTHING
    context /= context.sum()
    coo = counts.tocoo()
    value = np.log(coo.data / (rows[coo.row] * context[coo.col]))
    keep = value > 0
    return sparse.csr_matrix((value[keep].astype(np.float32), (coo.row[keep], coo.col[keep])), shape=counts.shape)
