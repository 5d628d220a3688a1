"""Learned scores: how probable each value of each question is for a unit.

One logistic regression a question over the unit's features; weights in `models/sv_statements`, trained by
`models/statements`. Never: decides; that is for `decide.py` with the threshold of `data/statements.toml`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from safetensors.numpy import load as load_tensors

from nlp.errors import ModelError
from nlp.language import similarity

WEIGHTS = Path(__file__).parents[2] / "models" / "sv_statements"
SCALE = {"rv": 3.0, "r": 1.5}  # what the rules say counts for more than a word


def scaled(features: Collection[str]) -> dict[str, float]:
    """The features with their values."""
    return {f: SCALE.get(f.partition(":")[0], 1.0) for f in features}


class Scores:
    """Weights by question [values, features + d + 1]; `index`: feature to column; the last column is the intercept."""

    def __init__(self, index: Mapping[str, int], weights: Mapping[str, tuple[list[str], np.ndarray]]) -> None:
        self._index = index
        self._questions = [(q, values) for q, (values, _) in weights.items()]
        self._all = np.ascontiguousarray(np.vstack([w for _, w in weights.values()]).T.astype(np.float32))

    def __call__(self, features: Collection[str], vector: np.ndarray) -> dict[str, dict[str, float]]:
        """Question to value to probability (each question's add up to one). `vector`: float32 [d]."""
        known = [(self._index[f], v) for f, v in scaled(features).items() if f in self._index]
        sums = self._all[-1] + vector @ self._all[len(self._index) : -1]
        if known:
            rows, values = zip(*known, strict=True)
            sums += np.asarray(values, dtype=np.float32) @ self._all[list(rows)]
        out, start = {}, 0
        for question, names in self._questions:
            part = sums[start : start + len(names)]
            power = np.exp(part - part.max())
            out[question] = dict(zip(names, (power / power.sum()).tolist(), strict=True))
            start += len(names)
        return out


@cache
def load(folder: Path = WEIGHTS) -> Scores:
    """The trained scores. Raises `ModelError` if a file is lacking, differs from its checksum, or was trained on
    other sentence vectors than those in `models/sv_similarity`."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in meta["sha256"]}
    except (OSError, ValueError, KeyError) as e:
        raise ModelError(f"Modellen {folder.name} saknas eller är ofullständig. Hämta mappen igen.") from e
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != meta["sha256"][name]:
            raise ModelError(f"{folder.name}/{name} är skadad (fel kontrollsumma). Hämta filen igen.")
    if meta["vectors"] != vectors():
        raise ModelError(f"{folder.name} är tränad på andra meningsvektorer. Kör: python -m models.statements.train")
    tensors = load_tensors(files["model.safetensors"])
    names = files["features.txt"].decode("utf-8").splitlines()
    return Scores(
        {name: i for i, name in enumerate(names)}, {q: (values, tensors[q]) for q, values in meta["values"].items()}
    )


def vectors() -> str:
    """Revision of the sentence vectors in use."""
    return similarity.load().revision
