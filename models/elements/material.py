"""The marked-up orders and plans that the finder of elements is trained and tested on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotations.akt import Mark, read_akt
from nlp.elements.features import Described, describe
from nlp.types import Document, Element, ElementKind, Kind

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
FOLDERS = ("pairs", "sources", "elements", "opened", "voices")
FOLDS = {  # what is left out together: a pair set, a district, a set of our own, voices
    "P1": ("P1", "FAR", "E1", "V01", "V07", "V13"),
    "P2": ("P2", "NOR", "E2", "V02", "V08", "V14"),
    "P3": ("P3", "RIK", "E3", "V03", "V09", "V15"),
    "P4": ("P4", "SOD", "E4", "V04", "V10", "V16"),
    "P5": ("P5", "V05", "V11"),
    "P6": ("P6", "BLI", "V06", "V12"),
}
KINDS = {
    "syfte": ElementKind.PURPOSE,
    "mål": ElementKind.GOAL,
    "delmål": ElementKind.SUBGOAL,
    "aktivitet": ElementKind.ACTIVITY,
}


@dataclass(frozen=True)
class Example:
    """One order or plan with its marks; `group` is the district of a case or the set of a pair.

    `order`: for a plan, the marked elements of its order.
    """

    group: str
    name: str
    document: Document
    marks: tuple[Mark, ...]
    order: tuple[Element, ...] = ()


def examples(*folders: str) -> list[Example]:
    """All marked-up orders and plans of these folders (default: all), in the order of their file names."""
    out: list[Example] = []
    for folder in folders or FOLDERS:
        for path in sorted((ANNOTATIONS / folder).glob("*.akt")):
            order: tuple[Element, ...] = ()
            for akt in read_akt(path):
                if akt.document.kind not in (Kind.ORDER, Kind.PLAN):
                    continue
                marks = tuple(m for m in akt.marks if m.kind in KINDS)
                if not marks:  # of an earlier decision, beside the marked one
                    continue
                out.append(Example(path.stem.split("-")[0], path.stem, akt.document, marks, order))
                if akt.document.kind is Kind.ORDER:
                    order = _elements(akt.document, marks)
    return out


def _elements(document: Document, marks: tuple[Mark, ...]) -> tuple[Element, ...]:
    """The marked elements as a plan's finder is given them: without purposes."""
    told = [m for m in marks if KINDS[m.kind] is not ElementKind.PURPOSE]
    return tuple(Element(m.attr, KINDS[m.kind], document.evidence(m.start, m.end)) for m in told)


def labelled(example: Example) -> list[tuple[Described, list[str]]]:
    """The described lines of a document with the B-/I-/O label of each token."""
    return [(line, _labels(line, example.marks)) for line in describe(example.document, example.order)]


def _labels(line: Described, marks: tuple[Mark, ...]) -> list[str]:
    out = ["O"] * len(line.tokens)
    for mark in marks:
        inside = [i for i, t in enumerate(line.tokens) if t.start < mark.end and t.end > mark.start]
        for i in inside:
            out[i] = ("B-" if i == inside[0] else "I-") + KINDS[mark.kind].value
    return out
