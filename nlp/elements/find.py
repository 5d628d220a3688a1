"""Finds the elements of an order or a plan.

Decides, per line of the document, which stretches state a purpose, a goal, a sub-goal or an activity. Order of
precedence: a box that is not ticked holds nothing; the rules of `explicit` where label, column or heading say what the
line is; a conditional random field over words, layout and (for plans) likeness to the order's elements. Never: an
element across two lines, an element made of a heading or label alone, a correction of the text.
Example: "Mål: Kim ska ha en praktikplats." in an order gives `M1`, goal, "Kim ska ha en praktikplats".
Measured: see `models/elements/FIGURES.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pycrfsuite

from nlp.elements.explicit import settle
from nlp.elements.features import describe
from nlp.elements.orientation import is_work_oriented
from nlp.elements.tagger import Span, labels, spans, tagger
from nlp.elements.vocabulary import model_folder
from nlp.types import Document, Element, ElementKind, Kind

LETTER = {ElementKind.PURPOSE: "S", ElementKind.GOAL: "M", ElementKind.SUBGOAL: "D", ElementKind.ACTIVITY: "A"}
GOALS = (ElementKind.GOAL, ElementKind.SUBGOAL)


def find_elements(document: Document, order: Sequence[Element] = ()) -> tuple[Element, ...]:
    """The elements in document order; ids S1, M1, D1, A1 … in orders, P1 … in all other documents.

    `order`: for a plan, the elements of its order, where there is one; what says the same is an element.
    Raises `ModelError` if the weights are lacking.
    """
    count: Counter[str] = Counter()
    out: list[Element] = []
    for span in find_spans(document, order):
        letter = LETTER[span.kind] if document.kind is Kind.ORDER else "P"
        count[letter] += 1
        evidence = document.evidence(span.start, span.end)
        work = is_work_oriented(evidence.text) if span.kind in GOALS else None
        out.append(Element(f"{letter}{count[letter]}", span.kind, evidence, work))
    return tuple(out)


def find_spans(document: Document, order: Sequence[Element] = ()) -> list[Span]:
    """The stretches that are elements, in document order."""
    return spans_by(tagger(model_folder()), document, order)


def spans_by(crf: pycrfsuite.Tagger, document: Document, order: Sequence[Element]) -> list[Span]:
    """What the given tagger and the rules of the layout find."""
    is_order = document.kind is Kind.ORDER
    out: list[Span] = []
    for line in describe(document, order):
        out += settle(line, spans(line, labels(crf, line)), document.text, is_order)
    return out
