"""Gradient-boosted trees as plain arrays: the relation models at run time, without pickle.

A file (`.npz`, loaded with `allow_pickle=False`) holds for every tree the nodes as rows: feature, threshold,
left, right, value; leaves point at themselves. The recipe `models/relation` writes it from scikit-learn.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from nlp.errors import ModelError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
CHUNK = 128  # rows at a time: the arrays of one step stay in the cache


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of all classes one after another (`tree_class`) and a base score per class.

    Node arrays have shape [nodes]; `roots` [trees] says where each tree begins.
    """

    classes: tuple[str, ...]
    names: tuple[str, ...]
    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    roots: Ints
    tree_class: Ints
    base: Floats
    depth: int

    def predict(self, x: Floats) -> Floats:
        """Probabilities [n, classes] of feature rows [n, features] in the order of `names`."""
        if x.shape[1] != len(self.names):
            raise ModelError("Relationsmodellen och koden hör inte ihop. Träna om med models/relation/train.py.")
        scores = np.concatenate([self._scores(x[i : i + CHUNK]) for i in range(0, len(x), CHUNK)] or [np.empty((0, 1))])
        e = np.exp(scores - scores.max(1, keepdims=True))
        out: Floats = e / e.sum(1, keepdims=True)
        return out

    def _scores(self, x: Floats) -> Floats:
        rows = np.arange(len(x))[:, None]
        node = np.tile(self.roots, (len(x), 1))
        for _ in range(self.depth):
            go_left = x[rows, self.feature[node]] <= self.threshold[node]
            node = np.where(go_left, self.left[node], self.right[node])
        values = self.value[node]
        return np.stack([b + values[:, self.tree_class == k].sum(1) for k, b in enumerate(self.base)], axis=1)

    def save(self, path: Path) -> None:
        """Writes the arrays; the same forest gives the same bytes."""
        np.savez(
            path,
            classes=np.array(self.classes),
            names=np.array(self.names),
            feature=self.feature.astype(np.int32),
            threshold=self.threshold,
            left=self.left.astype(np.int32),
            right=self.right.astype(np.int32),
            value=self.value.astype(np.float32),
            roots=self.roots.astype(np.int32),
            tree_class=self.tree_class.astype(np.int32),
            base=self.base,
            depth=np.array(self.depth),
        )


def load_forest(path: Path) -> Forest:
    """Reads a file that `Forest.save` wrote. Raises `ModelError` if it is lacking or damaged."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as z:
            return Forest(
                classes=tuple(str(c) for c in z["classes"]),
                names=tuple(str(n) for n in z["names"]),
                feature=z["feature"].astype(np.intp),
                threshold=z["threshold"].astype(np.float64),
                left=z["left"].astype(np.intp),
                right=z["right"].astype(np.intp),
                value=z["value"].astype(np.float64),
                roots=z["roots"].astype(np.intp),
                tree_class=z["tree_class"].astype(np.intp),
                base=z["base"].astype(np.float64),
                depth=int(z["depth"]),
            )
    except (OSError, KeyError, ValueError, BadZipFile) as e:
        raise ModelError(
            f"Modellfilen {path.name} saknas eller är skadad. Hämta den på nytt eller kör models/relation/train.py."
        ) from e
