"""Finds tables whose columns no drawn lines part: by the white strips that reach down between their words.

A table begins with a row of two or more parts that stand apart, and goes on as long as white strips part the words
below at the same places. Lines drawn across part its rows; without them, lines of a column near each other are one
cell, and cells beside each other one row; where all lines stand alike close, a row begins wherever the first column
has something. It never makes a table of two columns of prose, of bullets and their signs, or of a pair of lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.reading.flow import bullet_signs
from nlp.reading.lines import is_prose, rows_of, spread
from nlp.reading.print import Grid, Line, Printed, PrintedPage, Row, Rule

STRIP, SLIM = 0.75, 0.42  # narrowest strip in sizes of type, in tables of two columns and of more
WIDE = 2.2  # sizes of type between parts of the first row that surely stand apart
ENOUGH = 5  # rows in which a narrow strip is no chance
FAR = 3.6  # sizes of type between lines after which a table has ended
NUMBER = re.compile(r"\(?\w{1,2}[.)]|\d+(\.\d+)*\.?")
Words = list[Printed]


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows of print that strips part: where the strips are, from the left."""

    rows: list[Words]
    strips: list[tuple[float, float]]


def find_loose(page: PrintedPage, words: Sequence[Printed]) -> tuple[list[Grid], list[Printed]]:
    """The tables among the words of a page, and the words outside them."""
    rows = rows_of(words)
    grids: list[Grid] = []
    taken: set[Printed] = set()
    i = 0
    while i < len(rows):
        region = _region(rows, i)
        if region and _is_columns(region, page.rules):
            i += len(region.rows)
            continue
        grid = _grid(region, page) if region else None
        if region and grid:
            grids.append(grid)
            taken.update(w for row in region.rows for w in row)
            i += len(region.rows)
        else:
            i += 1
    return grids, [w for w in words if w not in taken]


def _region(rows: Sequence[Words], first: int) -> _Region | None:
    """The rows from `first` on that the same strips part; None if the first has no parts.

    Wide gaps of the first row must hold all the way down; narrow ones may, and are strips if they do.
    """
    if len(spread(rows[first])) < 2:
        return None
    size = max(w.size for w in rows[first])
    gaps = [(a.right, b.left) for a, b in pairwise(rows[first]) if b.left - a.right > SLIM * size]
    sure = [b - a > WIDE * size for a, b in gaps]
    headed = all(w.bold for w in rows[first])
    held = [rows[first]]
    for row in rows[first + 1 :]:
        size = max(w.size for w in row)
        if min(w.top for w in row) - max(w.bottom for w in held[-1]) > FAR * size or _stands_out(row, held):
            break
        least = (STRIP if sum(sure) == 1 and not headed else SLIM) * size
        left = [_narrowed(gap, row) for gap in gaps]
        kept = [b - a >= least for a, b in left]
        if any(must and not keeps for must, keeps in zip(sure, kept, strict=True)):
            break
        gaps = [gap for gap, keeps in zip(left, kept, strict=True) if keeps]
        sure = [must for must, keeps in zip(sure, kept, strict=True) if keeps]
        held.append(row)
    strips = [gap for gap, must in zip(gaps, sure, strict=True) if must or len(held) >= ENOUGH]
    return _Region(held, strips) if len(held) > 2 and strips else None


def _stands_out(row: Words, held: Sequence[Words]) -> bool:
    """Whether a row is set as a heading is, after rows that are not: a new section or table begins there."""
    after = held[1:] or held
    usual = max(w.size for w in after[-1])
    heavy = all(w.bold for w in row) and not all(w.bold for r in after for w in r)
    return heavy or max(w.size for w in row) > 1.12 * usual


def _narrowed(strip: tuple[float, float], row: Words) -> tuple[float, float]:
    """What the words of a row leave of a strip; the widest part if a word stands inside it."""
    pieces = [strip]
    for w in row:
        pieces = [p for a, b in pieces for p in ((a, min(b, w.left)), (max(a, w.right), b)) if p[1] > p[0]]
    return max(pieces, key=lambda p: p[1] - p[0], default=(0.0, 0.0))


def _is_columns(region: _Region, rules: Sequence[Rule]) -> bool:
    """Whether the region is prose in two columns: no lines drawn between its rows, no bold row over them."""
    words = [w for row in region.rows for w in row]
    if _bounds(region, rules, min(w.left for w in words), max(w.right for w in words)):
        return False
    if all(w.bold for w in region.rows[0]) and not any(w.bold for row in region.rows[1:] for w in row):
        return False
    middle = sum(region.strips[0]) / 2
    sides = (
        [[w for w in row if w.right <= middle] for row in region.rows],
        [[w for w in row if w.right > middle] for row in region.rows],
    )
    return len(region.strips) == 1 and is_prose(*([part for part in side if part] for side in sides))


def _grid(region: _Region, page: PrintedPage) -> Grid | None:
    """The region as a table if it is one."""
    words = [w for row in region.rows for w in row]
    left, right = min(w.left for w in words), max(w.right for w in words)
    edges = [left, *((a + b) / 2 for a, b in region.strips), right + 1]
    columns = [[w for w in words if a <= (w.left + w.right) / 2 < b] for a, b in pairwise(edges)]
    if not all(columns) or any(_only_signs(column) for column in columns):
        return None
    lines = [rows_of(column) for column in columns]
    if sum(len(column) >= 2 for column in lines) < 2:
        return None
    bounds = _bounds(region, page.rules, left, right) or _blocks(lines)
    table: list[Row] = []
    for top, bottom in pairwise(bounds):
        cells = [[r for r in column if top <= (r[0].top + r[0].bottom) / 2 < bottom] for column in lines]
        if any(cells):
            table.append(tuple(_cell(c, page.number, a, b) for c, (a, b) in zip(cells, pairwise(edges), strict=True)))
    if sum(sum(bool(cell) for cell in row) > 1 for row in table) < (3 if len(columns) == 2 else 2):
        return None
    return Grid(tuple(table), page.number, min(w.top for w in words), max(w.bottom for w in words), tuple(edges))


def _only_signs(column: Sequence[Printed]) -> bool:
    """Whether a column holds nothing but the signs or numbers of bullets."""
    return all(w.text in bullet_signs() or NUMBER.fullmatch(w.text) for w in column)


def _bounds(region: _Region, rules: Sequence[Rule], left: float, right: float) -> list[float]:
    """Heights of the lines drawn across the region, with its ends; empty if there are fewer than two."""
    top, bottom = min(w.top for w in region.rows[0]), max(w.bottom for w in region.rows[-1])
    drawn = sorted(
        r.top
        for r in rules
        if r.right - r.left > r.bottom - r.top
        and top - 8 < r.top < bottom + 8
        and min(r.right, right) - max(r.left, left) > 0.7 * (right - left)
    )
    inside = [y for y in drawn if top < y < bottom]
    return [top - 9, *inside, bottom + 9] if len(inside) > 1 or (inside and len(drawn) > 1) else []


def _blocks(columns: Sequence[Sequence[Words]]) -> list[float]:
    """Heights that part the rows of a table without lines."""
    steps = [b[0].bottom - a[0].bottom for column in columns for a, b in pairwise(column)]
    near = 1.22 * min(steps)
    spans: list[list[float]] = []
    for column in columns:
        for i, row in enumerate(column):
            top, bottom = min(w.top for w in row), max(w.bottom for w in row)
            if i and row[0].bottom - column[i - 1][0].bottom <= near:
                spans[-1][1] = bottom
            else:
                spans.append([top, bottom])
    joined: list[list[float]] = []
    for top, bottom in sorted(spans):
        if joined and top < joined[-1][1] - 1:
            joined[-1][1] = max(joined[-1][1], bottom)
        else:
            joined.append([top, bottom])
    if len(joined) > 1 and max(steps) > near:
        return [joined[0][0] - 9, *((a[1] + b[0]) / 2 for a, b in pairwise(joined)), joined[-1][1] + 9]
    begins = [min(w.top for w in row) - 1 for row in columns[0]]
    return [min(begins[0], joined[0][0]) - 9, *begins[1:], joined[-1][1] + 9]


def _cell(rows: Sequence[Words], page: int, left: float, right: float) -> tuple[Line, ...]:
    inset = max(0.0, min((r[0].left for r in rows), default=left) - left)
    return tuple(Line(tuple(row), page, left + inset, right - inset) for row in rows)
