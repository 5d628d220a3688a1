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
from nlp.elements.vocabulary import model_folder
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
        weights = (folder / WEIGHTS).read_bytes()
    except (OSError, ValueError) as e:
        raise ModelError(f"Elementmodellen i {folder.name} saknas eller kan inte läsas. {remedy}") from e
    if hashlib.sha256(weights).hexdigest() != meta.get("sha256"):
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


def tag(described: list[Described]) -> list[Span]:
    """The spans of all lines, in order."""
    crf = tagger(model_folder())
    return [span for line in described for span in spans(line, crf.tag(line.features))]
