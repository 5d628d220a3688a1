"""The weights of `models/sv_relation`: where they lie, and the small linear ones (`calibration.json`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.conformity.trees import Forest, load_forest
from nlp.errors import ModelError
from nlp.types import Relation

WEIGHTS = Path(__file__).parents[2] / "models" / "sv_relation"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """A logistic line: weights [features] and base."""

    weights: tuple[float, ...]
    base: float

    def probability(self, x: Sequence[float]) -> float:
        """Probability for one row of features."""
        return float(1 / (1 + np.exp(-(np.dot(self.weights, x) + self.base))))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Multinomial logistic on standardised features: rows of `weights` are the `classes`."""

    classes: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    base: Floats

    def predict(self, x: Floats) -> dict[str, float]:
        """Probability of each verdict for one row of features."""
        z = self.weights @ ((x - self.mean) / self.scale) + self.base
        e = np.exp(z - z.max())
        return {c: float(p) for c, p in zip(self.classes, e / e.sum(), strict=True)}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Verdict of a document, confidence of a verdict, and per relation the chance that a part is carried."""

    verdicts: Verdicts
    confidence: Line
    carried: dict[Relation, Line]


def read_calibration(row: dict[str, Any]) -> Calibration:
    """From the content of `calibration.json`."""
    v = row["verdicts"]
    arrays = (np.array(v[k], dtype=np.float64) for k in ("mean", "scale", "weights", "base"))
    return Calibration(
        Verdicts(tuple(v["classes"]), *arrays),
        Line(tuple(row["confidence"]["weights"]), row["confidence"]["base"]),
        {Relation(k): Line(tuple(c["weights"]), c["base"]) for k, c in row["carried"].items()},
    )


@cache
def calibration() -> Calibration:
    """The shipped calibration. Raises `ModelError` if it is lacking or damaged."""
    try:
        return read_calibration(json.loads((WEIGHTS / "calibration.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise ModelError("calibration.json i models/sv_relation saknas eller är skadad. Hämta mappen igen.") from e


@cache
def pair_forest() -> Forest:
    """The trees for single pairs. Raises `ModelError` if the weights are lacking."""
    return load_forest(WEIGHTS / "pair.npz")


@cache
def link_forest() -> Forest:
    """The trees for pairs seen in their documents. Raises `ModelError` if the weights are lacking."""
    return load_forest(WEIGHTS / "link.npz")
