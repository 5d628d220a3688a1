"""From printed pages to blocks, title and form head: the way that all formats with pages go.

Furniture off, tables found, the rest put into lines and these into blocks; tables and paragraphs that go on over
a page are made one; headings get their levels from the sizes used; title and form head are split off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.reading import flow, tables
from nlp.reading.drafts import Draft
from nlp.reading.edges import with_edges
from nlp.reading.furniture import body_size, without_furniture
from nlp.reading.grids import find_grids
from nlp.reading.head import split_head
from nlp.reading.hyphens import vocabulary
from nlp.reading.lines import lines_of
from nlp.reading.loose import find_loose
from nlp.reading.mending import mended
from nlp.reading.print import Grid, Line, PrintedPage
from nlp.types import BlockKind


@dataclass(frozen=True, slots=True)
class Laid:
    """What the pages say."""

    title: str | None
    fields: dict[str, str]
    drafts: tuple[Draft, ...]


def lay_out(pages: Sequence[PrintedPage]) -> Laid:
    """Title, form head and blocks of the pages, in reading order."""
    bare = without_furniture(pages)
    items = with_edges([item for page in bare for item in _items(page)])
    lines = [i for i in items if isinstance(i, Line)]
    cells = [cell for i in items if isinstance(i, Grid) for row in i.rows for cell in row if cell]
    every = [*lines, *(line for cell in cells for line in cell)]
    body = body_size(bare)
    kind = flow.Type(
        body=body,
        leading=flow.leading_of(lines, body),
        cell_leading=flow.cell_leading_of(cells, body),
        exact=not any(page.ocr for page in pages),
        known=vocabulary(i.text for i in every),
        whole=vocabulary(" ".join(w.text for w in line.words[:-1]) for line in every),
    )
    drafts = _levelled(mended(_blocks(items, kind)))
    return laid(drafts)


def laid(drafts: Sequence[Draft]) -> Laid:
    """Blocks with title and form head split off, levels and tables numbered from where the text begins."""
    title, fields, rest = split_head(drafts)
    numbers: dict[int, int] = {}
    out = []
    for d in rest:
        if d.cell:
            d = replace(d, cell=replace(d.cell, table=numbers.setdefault(d.cell.table, len(numbers))))
        out.append(replace(d, level=max(d.level, 1)) if d.kind is BlockKind.HEADING else d)
    return Laid(title, fields, tuple(out))


def _items(page: PrintedPage) -> list[Line | Grid]:
    """Lines and tables of a page in reading order."""
    grids, words = find_grids(page)
    loose, words = find_loose(page, words)
    grids = sorted([*grids, *loose], key=lambda g: g.top)
    if not page.words:
        return []
    left, right = min(w.left for w in page.words), max(w.right for w in page.words)
    right = max(right, page.width - left) if page.width - left > right - 2 else right
    out: list[Line | Grid] = []
    for grid in grids:
        above = [w for w in words if (w.top + w.bottom) / 2 < grid.top]
        words = [w for w in words if (w.top + w.bottom) / 2 >= grid.top]
        out.extend(lines_of(above, page.number, left, right))
        out.append(grid)
    out.extend(lines_of(words, page.number, left, right))
    return out


def _blocks(items: Sequence[Line | Grid], kind: flow.Type) -> list[Draft]:
    out: list[Draft] = []
    run: list[Line] = []
    open_table: tables.Table | None = None
    page, count = 0, 0
    for item in items:
        if isinstance(item, Grid):
            if open_table and not run and item.page == page + 1 and tables.follows(open_table, item):
                open_table, page = tables.joined(open_table, item), item.page
                continue
            count = _close(out, open_table, count, kind)
            out.extend(flow.drafts_of(run, kind))
            run, open_table, page = [], tables.Table(item.rows, item.edges), item.page
        else:
            count = _close(out, open_table, count, kind)
            open_table = None
            run.append(item)
    count = _close(out, open_table, count, kind)
    out.extend(flow.drafts_of(run, kind))
    return out


def _close(out: list[Draft], table: tables.Table | None, count: int, kind: flow.Type) -> int:
    """Adds the blocks of a table that is whole; the number of tables so far."""
    if table is None:
        return count
    out.extend(tables.drafts_of(table, count, kind))
    return count + 1


def _levelled(drafts: Sequence[Draft]) -> list[Draft]:
    """Headings with levels: 0 for a first heading larger than all others, then from 1 by size and weight."""
    headings = [d for d in drafts if d.kind is BlockKind.HEADING]
    if not headings:
        return list(drafts)
    first = next((d for d in drafts if d.kind is not BlockKind.CELL or d.text), None)
    rest = [d for d in headings if d is not first]
    top = max((d.size for d in rest), default=0.0)
    alone = first is not None and first.kind is BlockKind.HEADING and first.size > top * 1.04
    ranks: list[float] = []
    for size in sorted({d.size for d in (rest if alone else headings)}, reverse=True):
        if not ranks or size < ranks[-1] * 0.96:
            ranks.append(size)

    def level(d: Draft) -> int:
        if d is first and alone:
            return 0
        return 1 + min(range(len(ranks)), key=lambda i: abs(ranks[i] - d.size)) if ranks else 1

    return [replace(d, level=level(d)) if d.kind is BlockKind.HEADING and d.size else d for d in drafts]
