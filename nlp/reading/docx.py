"""Reads DOCX: blocks in the order of the document, with tables in place.

Kept: insertions, content controls, check boxes (☐ ☒), text boxes (after the paragraph that holds them), merged
cells, list depth, footnotes (at the end), page numbers where Word has left its page breaks. Left out: deletions,
hidden text, comments, headers and footers. Headings come from style or outline level, else from short paragraphs
that are wholly bold or larger than the body. A table of one column is a frame: its paragraphs are running text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from nlp.reading import cells
from nlp.reading.docx_package import Package
from nlp.reading.docx_runs import Run, runs_of
from nlp.reading.docx_styles import Style, child, list_depth, read_styles, tag, value
from nlp.reading.drafts import Draft, Piece, pieces_of
from nlp.reading.flow import bullet_signs
from nlp.reading.limits import Limits
from nlp.reading.mending import mended
from nlp.types import BlockKind

GONE = frozenset({"del", "moveFrom", "Fallback", "proofErr", "sectPr"})
LONGEST_HEADING = 90
DEEPEST = 40


@dataclass(slots=True)
class _Walk:
    """State of the walk through one document."""

    styles: dict[str, Style]
    drafts: list[Draft] = field(default_factory=list)
    tables: int = 0
    page: int = 1
    rendered: bool = False


def read_docx(content: bytes, limits: Limits) -> tuple[list[Draft], int]:
    """Blocks and number of pages. Raises `FileUnreadable` if the file is no readable DOCX."""
    package = Package(content, limits)
    root = package.document()
    walk = _Walk(read_styles(package.part("word/styles.xml")))
    walk.rendered = any(tag(e) == "lastRenderedPageBreak" for e in root.iter())
    body = child(root, "body")
    _blocks(walk, body if body is not None else root, 0)
    for part, note in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        notes = package.part(part)
        for element in notes if notes is not None else ():
            if tag(element) == note and value(element, "type") in (None, "normal"):
                _blocks(walk, element, 0)
    return mended(_with_headings(walk.drafts)), walk.page


def _blocks(walk: _Walk, parent: Any, depth: int) -> None:
    if depth > DEEPEST:
        return
    for element in parent:
        name = tag(element)
        if name == "p":
            walk.drafts.extend(_paragraph(walk, element, depth))
        elif name == "tbl":
            _table(walk, element, depth)
        elif name not in GONE:
            _blocks(walk, element, depth + 1)


def _paragraph(walk: _Walk, element: Any, depth: int) -> list[Draft]:
    """The paragraph as one block for each of its lines, then what stands in its text boxes."""
    settings = child(element, "pPr")
    style = walk.styles.get(value(child(settings, "pStyle")) or "", walk.styles[""])
    number = child(settings, "numPr")
    listed = style.listed
    if number is not None:
        listed = None if (own := list_depth(number)) is None else own or listed or 0
    outline = value(child(settings, "outlineLvl"))
    level = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.level
    out: list[Draft] = []
    boxes: list[Any] = []
    lines: list[list[Run]] = [[]]
    for run in runs_of(element, walk.styles, style, boxes):
        if run.text == "\f":
            walk.page += run.rendered == walk.rendered
        elif run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(replace(run, page=walk.page))
    for line in lines:
        draft = _draft(line, level, listed)
        if draft is not None:
            out.append(draft)
    for box in boxes:
        inner = _Walk(walk.styles, tables=walk.tables, page=walk.page, rendered=walk.rendered)
        _blocks(inner, box, depth + 1)
        out.extend(inner.drafts)
        walk.tables = inner.tables
    return out


def _draft(runs: list[Run], level: int | None, listed: int | None) -> Draft | None:
    pieces = _pieces(runs)
    if not pieces:
        return None
    seen = [r for r in runs if any(c.isalnum() for c in r.text)]
    bold = bool(seen) and all(r.bold for r in seen)
    size = max((r.size for r in seen), default=0.0)
    if level is not None:
        return Draft(BlockKind.HEADING, pieces, level, size=size, bold=bold)
    if len(pieces) > 1 and pieces[0].text in bullet_signs() and not pieces[1].glued:
        return Draft(BlockKind.BULLET, pieces[1:], (listed or 0) + 1, size=size, bold=bold)
    if listed is not None:
        return Draft(BlockKind.BULLET, pieces, listed + 1, size=size, bold=bold)
    return Draft(BlockKind.PARAGRAPH, pieces, size=size, bold=bold)


def _pieces(runs: list[Run]) -> tuple[Piece, ...]:
    """The words of the runs; a word in several runs is one."""
    out: list[Piece] = []
    text = ""
    page = runs[0].page if runs else 1
    for run in runs:
        if not text.strip():
            page = run.page
        if run.page != page:
            out.extend(pieces_of(text, page))
            text, page = "", run.page
        text += run.text
    out.extend(pieces_of(text, page))
    return tuple(out)


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if tag(element) == "tr":
            if child(element, "trPr", "del") is None:
                yield element
        elif tag(element) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if tag(element) == "tc":
            yield element
        elif tag(element) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _cells(element)


def _table(walk: _Walk, table: Any, depth: int) -> None:
    rows: list[list[cells.Content]] = []
    flowing: list[Draft] = []
    for row in _rows(table):
        places: list[cells.Content] = [None] * _count(child(row, "trPr", "gridBefore"), 0)
        for cell in _cells(row):
            settings = child(cell, "tcPr")
            merged = child(settings, "vMerge")
            inner = _Walk(walk.styles, tables=walk.tables, page=walk.page, rendered=walk.rendered)
            _blocks(inner, cell, depth + 1)
            walk.page = inner.page
            flowing.extend(inner.drafts)
            covered = merged is not None and value(merged) != "restart"
            places.append(None if covered else [d.pieces for d in inner.drafts if d.pieces])
            places.extend([None] * (_count(child(settings, "gridSpan"), 1) - 1))
        rows.append(places)
    if max((len(r) for r in rows), default=0) < 2:
        walk.drafts.extend(flowing)
        return
    walk.drafts.extend(cells.drafts_of(rows, walk.tables))
    walk.tables += 1


def _count(element: Any, without: int) -> int:
    held = value(element)
    return min(int(held), 200) if held and held.isdigit() else without


def _with_headings(drafts: list[Draft]) -> list[Draft]:
    """Short bold or large paragraphs made headings, below those that have a style."""
    sizes: Counter[float] = Counter()
    for d in drafts:
        if d.kind is not BlockKind.HEADING:
            sizes[d.size] += len(d.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    styled = [d.level for d in drafts if d.kind is BlockKind.HEADING and d.level]
    below = max(styled) + 1 if styled else 1
    large = sorted({d.size for d in drafts if _looks(d, body) and d.size > 1.08 * body}, reverse=True)
    out: list[Draft] = []
    for i, d in enumerate(drafts):
        if not _looks(d, body):
            out.append(d)
            continue
        if large and d.size in large:
            level = (0 if i == 0 and not styled and drafts[0].size == large[0] else 1) + large.index(d.size)
        else:
            level = below + len(large)
        out.append(replace(d, kind=BlockKind.HEADING, level=min(level, 6)))
    return out


def _looks(d: Draft, body: float) -> bool:
    text = d.text
    short = len(text) <= LONGEST_HEADING and not text.endswith((".", ",", ";")) and any(c.isalpha() for c in text)
    return d.kind is BlockKind.PARAGRAPH and short and (d.bold or (body > 0 and d.size > 1.08 * body))
