"""Prints PDFs for the tests, the ways case systems and offices do."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = A4


class Sheet:
    """A canvas that counts from the top left, as a reader does."""

    def __init__(self, font: str = "Helvetica", size: float = 10.5) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4)
        self.font, self.size = font, size
        self.at = 72.0

    def write(self, text: str, left: float = 62, top: float | None = None, size: float = 0, bold: bool = False) -> None:
        """One line of print at a place."""
        family = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
        self.canvas.setFont(family[self.font] if bold else self.font, size or self.size)
        self.canvas.drawString(left, HIGH - (self.at if top is None else top), text)

    def lines(self, lines: Sequence[str], step: float = 14.0, left: float = 62, bold: bool = False) -> None:
        """Lines under each other, from where the last ended."""
        for line in lines:
            self.write(line, left, bold=bold)
            self.at += step

    def gap(self, points: float) -> None:
        self.at += points

    def heading(self, text: str, size: float = 14.0) -> None:
        self.at += 8
        self.write(text, size=size, bold=True)
        self.at += size + 6

    def grid(self, rows: Sequence[Sequence[Sequence[str]]], edges: Sequence[float], thin_boxes: bool = False) -> None:
        """A ruled table; a cell is its lines. `thin_boxes` draws the rules as filled boxes, as Word does."""
        top = self.at
        tops = [top]
        for row in rows:
            tops.append(tops[-1] + 8 + 13 * max(len(cell) for cell in row))
            for cell, left in zip(row, edges, strict=False):
                for i, line in enumerate(cell):
                    self.write(line, left + 5, tops[-2] + 13 + 13 * i)
        for y in tops:
            self._rule(edges[0], y, edges[-1], y, thin_boxes)
        for x in edges:
            self._rule(x, tops[0], x, tops[-1], thin_boxes)
        self.at = tops[-1] + 20

    def _rule(self, left: float, top: float, right: float, bottom: float, thin_box: bool) -> None:
        if thin_box:
            self.canvas.rect(left, HIGH - bottom, max(right - left, 0.5), max(bottom - top, 0.5), stroke=0, fill=1)
        else:
            self.canvas.line(left, HIGH - top, right, HIGH - bottom)

    def next_page(self) -> None:
        self.canvas.showPage()
        self.at = 72.0

    def content(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()

    def save(self, path: Path) -> Path:
        path.write_bytes(self.content())
        return path


def wrapped(text: str, sheet: Sheet, width: float) -> list[str]:
    """The text in lines of at most that width, broken between words."""
    measure: Callable[[str], float] = lambda s: sheet.canvas.stringWidth(s, sheet.font, sheet.size)  # noqa: E731
    lines = [""]
    for word in text.split():
        if lines[-1] and measure(lines[-1] + " " + word) > width:
            lines.append(word)
        else:
            lines[-1] = (lines[-1] + " " + word).strip()
    return lines
