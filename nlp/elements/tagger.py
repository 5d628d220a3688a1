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


def spans(described: Described, labels: list[str]) -> list[Span]:
    """The spans that B-/I-/O labels of a line's tokens draw."""
    out: list[Span] = []
    inside = ""
    for token, label in zip(described.tokens, labels, strict=True):
        mark, _, kind = label.partition("-")
        if mark == "O":
            inside = ""
        elif mark == "I" and inside == kind:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(Span(token.start, token.end, ElementKind(kind)))
            inside = kind
    return out
