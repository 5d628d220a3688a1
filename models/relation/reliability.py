"""Reliability plot: how often a verdict was right against the confidence it was given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
from matplotlib import pyplot

BINS = 8


def plot(confidence: Sequence[float], right: Sequence[bool], out: Path) -> None:
    """Writes a PNG with equally full bins; the dashed line is perfect calibration."""
    order = np.argsort(confidence, kind="stable")
    c, r = np.asarray(confidence)[order], np.asarray(right, dtype=float)[order]
    x = [part.mean() for part in np.array_split(c, BINS)]
    y = [part.mean() for part in np.array_split(r, BINS)]
    figure, axes = pyplot.subplots(figsize=(4.5, 4.5), dpi=120)
    axes.plot([0, 1], [0, 1], linestyle="--", color="#888888", label="perfect")
    axes.plot(x, y, marker="o", color="#1f5c99", label="left-out verdicts")
    axes.set(xlabel="confidence", ylabel="share of verdicts that were right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left", frameon=False)
    figure.tight_layout()
    figure.savefig(out, metadata={"Software": None})
    pyplot.close(figure)
