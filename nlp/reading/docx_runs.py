"""The runs of a DOCX paragraph: text with weight, size and page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nlp.reading.docx_styles import Style, child, on, tag, value

GONE = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "annotationRef"})
SYMBOLS = {"F06F": "☐", "F0A8": "☐", "F071": "☐", "F0FE": "☒", "F0FD": "☒", "F0FC": "✓", "F0B7": "•", "F0A7": "•"}
BREAKS = {"page": "\f", "column": "\n"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one make. A lone form feed is a page break, a lone line feed a line break."""

    text: str
    bold: bool = False
    size: float = 0.0
    page: int = 1
    rendered: bool = False


def runs_of(element: Any, styles: dict[str, Style], style: Style, boxes: list[Any]) -> Iterator[Run]:
    """The runs of a paragraph; the contents of its text boxes are added to `boxes`."""
    for part in element:
        name = tag(part)
        if name in GONE:
            continue
        if name == "r":
            yield from _run(part, styles, style, boxes)
        elif name == "txbxContent":
            boxes.append(part)
        elif name == "t":
            yield Run(part.text or "", style.bold, style.size)
        else:
            yield from runs_of(part, styles, style, boxes)


def _run(run: Any, styles: dict[str, Style], style: Style, boxes: list[Any]) -> Iterator[Run]:
    settings = child(run, "rPr")
    if on(child(settings, "vanish")):
        return
    own = styles.get(value(child(settings, "rStyle")) or "")
    bold = on(child(settings, "b"))
    half = value(child(settings, "sz"))
    size = float(half) / 2 if half and half.isdigit() else ((own.size if own else 0.0) or style.size)
    heavy = bold if bold is not None else style.bold or bool(own and own.bold)
    for part in run:
        name = tag(part)
        if name == "t":
            yield Run(part.text or "", heavy, size)
        elif name in ("tab", "ptab"):
            yield Run("\t", heavy, size)
        elif name in ("br", "cr"):
            yield Run(BREAKS.get(value(part, "type") or "", "\n"))
        elif name == "lastRenderedPageBreak":
            yield Run("\f", rendered=True)
        elif name == "noBreakHyphen":
            yield Run("-", heavy, size)
        elif name == "sym":
            yield Run(SYMBOLS.get((value(part, "char") or "").upper(), ""), heavy, size)
        elif name == "fldChar":
            yield from _check_box(part, heavy, size)
        elif name not in GONE and name != "softHyphen":
            yield from runs_of(part, styles, style, boxes)


def _check_box(field: Any, bold: bool, size: float) -> Iterator[Run]:
    box = child(field, "ffData", "checkBox")
    if box is not None:
        marked = on(child(box, "checked"))
        marked = on(child(box, "default")) if marked is None else marked
        yield Run("☒ " if marked else "☐ ", bold, size)
