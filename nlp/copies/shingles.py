"""A section as a set of hashed word triples, and the signatures by which alike sets are found.

Signatures are MinHash (`rensa`, which hashes with a fixed algorithm of a numbered version); 20 bands of 4 rows find
two sections that share 7 of 10 triples with a probability of 0.996. The sets themselves decide in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from rensa import RMinHash

WIDTH, BANDS, ROWS, SEED = 3, 20, 4, 2021
ALGORITHM = f"rensa-rminhash-{RMinHash.ALGORITHM_VERSION}-{BANDS}x{ROWS}-{SEED}"
Set = np.ndarray  # uint32, sorted, without repetition


def hashed(words: Sequence[str]) -> int:
    """63 bits of words in order; the same on every machine."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big") >> 1


def shingles(words: Sequence[str]) -> Set:
    """The set of word triples (the words themselves, where there are fewer than three)."""
    if len(words) < WIDTH:
        return np.unique(np.array([hash32(w) for w in words], dtype=np.uint32))
    ids = np.array([hash32(w) for w in words], dtype=np.uint64)
    triples = (ids[:-2] * np.uint64(0x9E3779B97F4A7C15)) ^ (ids[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F))
    triples = (triples ^ (triples >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + ids[2:]
    triples = (triples ^ (triples >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return np.unique((triples >> np.uint64(32)).astype(np.uint32))


_WORDS: dict[str, int] = {}


def hash32(word: str) -> int:
    """32 bits of a word; remembered, since words come back."""
    known = _WORDS.get(word)
    if known is None:
        if len(_WORDS) > 500_000:
            _WORDS.clear()
        known = _WORDS[word] = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")
    return known


def band_keys(sets: Sequence[Set]) -> np.ndarray:
    """int64 [n, BANDS]: sections with an equal key in one column are candidates. No set may be empty."""
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in sets])]).astype(np.uint64)
    flat = np.concatenate(list(sets)).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, BANDS * ROWS, SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(sets), BANDS, ROWS)
    key: np.ndarray = np.zeros((len(sets), BANDS), dtype=np.uint64) + np.arange(BANDS, dtype=np.uint64)
    for i in range(ROWS):
        key = (key ^ rows[:, :, i]) * np.uint64(0xBF58476D1CE4E5B9)
        key ^= key >> np.uint64(31)
    return (key >> np.uint64(1)).astype(np.int64)


def jaccard(a: Set, b: Set) -> float:
    """Share 0-1 of the triples of either that both have."""
    both = np.intersect1d(a, b, assume_unique=True).size
    return both / max(1, a.size + b.size - both)
