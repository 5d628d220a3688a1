"""Vectors of words and short texts for the comparison: the mean of their subwords' vectors.

A small table of its own (`models/sv_relation/words.npz`, tokenizer beside it). The shared similarity of
`nlp.language.similarity` is tuned on the same labelled groups that the relation is measured on; this table is not,
so that left-out figures stay left out.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlp.errors import ModelError

WEIGHTS = Path(__file__).parents[2] / "models" / "sv_relation"
Vector = NDArray[np.float64]


@cache
def _table() -> tuple[Tokenizer, Vector]:
    try:
        with np.load(WEIGHTS / "words.npz", allow_pickle=False) as z:
            table = z["table"].astype(np.float64) * z["scale"].astype(np.float64)[:, None]
        return Tokenizer.from_file(str(WEIGHTS / "words.json")), table
    except Exception as e:  # the tokenizer raises a bare Exception for a damaged file
        raise ModelError("Ordvektorerna i models/sv_relation saknas eller är skadade. Hämta mappen igen.") from e


@lru_cache(maxsize=4_000)
def vector(text: str) -> Vector:
    """Unit vector [d] of a word or text; zeros for a text without any letter. Raises `ModelError`."""
    tokenizer, table = _table()
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    out: Vector = table[ids].sum(0)
    norm = float(np.linalg.norm(out))
    return out / norm if norm else out
