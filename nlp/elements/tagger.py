"""Loads the weights of the element tagger and tags described lines.

Weights: `models/sv_elements/elements.crfsuite` (a conditional random field, CRFsuite's own format) with its
checksum in `meta.json`. Another folder: environment variable `AKTSAM_ELEMENTS_MODEL`.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pycrfsuite

from nlp.elements.features import Described
from nlp.errors import ModelError
from nlp.types import ElementKind

WEIGHTS = "elements.crfsuite"


class Span(NamedTuple):
    """A stretch start:end of the document and its kind."""

    start: int
    end: int
    kind: ElementKind


@cache
def tagger(folder: Path) -> pycrfsuite.Tagger:
    """The tagger of a folder; raises `ModelError` if its weights are lacking or not those of its `meta.json`."""
    remedy = "Hämta om arkivet eller träna om med `aktsam train elements`."
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
        intact = digest == meta["sha256"][WEIGHTS]
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise ModelError(f"Elementmodellen i {folder.name} saknas eller kan inte läsas. {remedy}") from e
    if not intact:
        raise ModelError(f"Elementmodellen i {folder.name} har fel kontrollsumma. {remedy}")
    out = pycrfsuite.Tagger()
    out.open(str(folder / WEIGHTS))
    return out


def labels(crf: pycrfsuite.Tagger, described: Described) -> list[str]:
    """The B-/I-/O labels of a line: of all that are well formed those with the highest product of marginals.

    Marginals instead of the best path: 0.01 higher F1 on left-out documents (models/elements/FIGURES.md).
    """
    crf.set(described.features)
    names = crf.labels()
    marginals = np.array([[crf.marginal(name, i) for name in names] for i in range(len(described.tokens))])
    forbidden = np.array([[_breaks(a, b) for b in names] for a in names])
    scores = np.log(marginals + 1e-9)
    best = np.where([name.startswith("I-") for name in names], -np.inf, scores[0])
    back: list[np.ndarray] = []
    for row in scores[1:]:
        ways = np.where(forbidden, -np.inf, best[:, None])
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return [names[i] for i in reversed(path)]


def _breaks(before: str, label: str) -> bool:
    """Whether `label` may not follow `before`."""
    return label.startswith("I-") and before[2:] != label[2:]


def spans(described: Described, labelled: list[str]) -> list[Span]:
    """The spans that B-/I-/O labels of a line's tokens draw."""
    out: list[Span] = []
    inside = ""
    for token, label in zip(described.tokens, labelled, strict=True):
        mark, _, kind = label.partition("-")
        if mark == "O":
            inside = ""
        elif mark == "I" and inside == kind:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(Span(token.start, token.end, ElementKind(kind)))
            inside = kind
    return out
