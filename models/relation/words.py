"""Makes the small word table `words.npz` of `models/sv_relation` from a static similarity model.

    python -m models.relation.words MODEL_FOLDER

The model must be one distilled from running text and translations alone (`models.similarity` before the labelled
groups are mixed in), so that the left-out figures of the relation stay left out. Kept are the principal axes of
the vectors of the words in the labelled material (words only, no labels), one byte a number.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from models.relation import material
from nlp.conformity.vectors import WEIGHTS
from nlp.conformity.words import read

DIMENSIONS = 128


def reduce(model: Path, out: Path) -> None:
    """Writes `words.npz` and `words.json` (the tokenizer) to `out`."""
    tensors = load_file(model / "model.safetensors")
    table = tensors["embedding.weight"].astype(np.float64) * tensors["scale"].astype(np.float64)[:, None]
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    words = sorted({w.form for p in material.groups() for w in read(p.a)})
    ids = [e.ids for e in tokenizer.encode_batch(words, add_special_tokens=False)]
    x = np.array([table[i].sum(0) for i in ids])
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    _, axes = np.linalg.eigh(x.T @ x)
    small = table @ axes[:, -DIMENSIONS:]
    scale = np.maximum(np.abs(small).max(1), 1e-12) / 127
    np.savez_compressed(
        out / "words.npz", table=np.rint(small / scale[:, None]).astype(np.int8), scale=scale.astype(np.float32)
    )
    shutil.copyfile(model / "tokenizer.json", out / "words.json")


if __name__ == "__main__":
    reduce(Path(sys.argv[1]), WEIGHTS)
