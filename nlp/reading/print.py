"""Print on a page before it is understood: words with places and type, lines drawn, lines of words.

All lengths are in points of the page as a reader holds it, origin top left; what turns a page upright has
already happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from nlp.reading.drafts import Piece
from nlp.types import Box


class Printed(NamedTuple):
    """One word in print, with its type and its place on the page as shown (`box`)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    box: Box


class Rule(NamedTuple):
    """A straight line drawn across (`top == bottom`) or down (`left == right`)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Everything on a page that carries meaning. `ocr` if the words come from OCR."""

    number: int
    width: float
    height: float
    words: tuple[Printed, ...]
    rules: tuple[Rule, ...] = ()
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other in one column. `right_edge` is where the column ends, `left_edge` where it begins."""

    words: tuple[Printed, ...]
    page: int
    left_edge: float
    right_edge: float

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(w.right for w in self.words)

    @property
    def top(self) -> float:
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        return max(w.bottom for w in self.words)

    @property
    def size(self) -> float:
        return max(w.size for w in self.words)

    @property
    def bold(self) -> bool:
        return all(w.bold for w in self.words if any(c.isalnum() for c in w.text)) and any(w.bold for w in self.words)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


Row = tuple[tuple[Line, ...] | None, ...]  # None: the place is covered by a merged cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed: rows of cells of lines. A cell that reaches over several places stands in the first."""

    rows: tuple[Row, ...]
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]  # where the columns begin and end, from the left

    @property
    def columns(self) -> int:
        return len(self.edges) - 1


def pieces(words: tuple[Printed, ...], page: int) -> list[Piece]:
    """The words of a line as pieces."""
    return [Piece(w.text, page, w.box) for w in words]
