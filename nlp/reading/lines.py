"""Puts the words of a page into lines in reading order, column after column.

A page is parted at white gutters that reach down through several lines of prose on both sides; print that
reaches across (a heading, a closing paragraph) parts the columns above it from those below. A gutter between
short entries is not taken as one: that is a table without rules (see `grids`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from nlp.reading.print import Line, Printed

FEWEST_LINES = 4  # lines of prose on both sides of a gutter
FULL = 0.6  # share of a column's width that its middle line fills


def rows_of(words: Iterable[Printed]) -> list[list[Printed]]:
    """Words that stand beside each other, rows from the top, each from the left."""
    rows: list[tuple[float, float, list[Printed]]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.left)):
        middle = (word.top + word.bottom) / 2
        if rows:
            top, bottom, row = rows[-1]
            if top <= middle <= bottom or word.top <= (top + bottom) / 2 <= word.bottom:
                row.append(word)
                continue
        rows.append((word.top, word.bottom, [word]))
    out = [sorted(row, key=lambda w: w.left) for _, _, row in rows]
    return sorted(out, key=lambda r: min(w.top for w in r))


def spread(row: Sequence[Printed], gap: float = 2.2) -> list[list[Printed]]:
    """Parts of a row that stand far apart: by more than `gap` times the size of type."""
    out: list[list[Printed]] = []
    for word in row:
        if out and word.left - out[-1][-1].right <= gap * max(word.size, 4.0):
            out[-1].append(word)
        else:
            out.append([word])
    return out


def lines_of(words: Sequence[Printed], page: int, left: float, right: float) -> list[Line]:
    """Lines in reading order. `left` and `right` are where the text area begins and ends."""
    if not words:
        return []
    gutter = _gutter(words, left, right)
    if gutter is None:
        return [Line(tuple(row), page, left, right) for row in rows_of(words)]
    middle, top, bottom = gutter
    above = [w for w in words if w.bottom <= top]
    below = [w for w in words if w.top >= bottom]
    beside = [w for w in words if w.bottom > top and w.top < bottom]
    first = [w for w in beside if w.right <= middle]
    second = [w for w in beside if w.right > middle]
    edge = max(w.right for w in first)
    return [
        *lines_of(above, page, left, right),
        *lines_of(first, page, left, edge),
        *lines_of(second, page, min(w.left for w in second), right),
        *lines_of(below, page, left, right),
    ]


def _gutter(words: Sequence[Printed], left: float, right: float) -> tuple[float, float, float] | None:
    """Middle, top and bottom of the highest gutter that parts two columns of prose; None if there is none."""
    if len(words) < 4 * FEWEST_LINES or right - left < 150:
        return None
    size = median(w.size for w in words) or 10.0
    rows = rows_of(words)
    best: tuple[float, float, float] | None = None
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7):
        x = left + share * (right - left)
        run: list[list[Printed]] = []
        for row in [*rows, []]:
            if (
                row
                and not any(w.left < x + size * 0.4 and w.right > x - size * 0.4 for w in row)
                and _parted(row, x, size)
            ):
                run.append(row)
                continue
            if row and run and not any(w.left < x < w.right for w in row) and not _crosses(row, x, size):
                run.append(row)
                continue
            found = _columns(run, x)
            if found and (best is None or found[1] < best[1] or (found[1] == best[1] and found[2] > best[2])):
                best = found
            run = []
    return best


def _parted(row: Sequence[Printed], x: float, size: float) -> bool:
    """Whether the words left and right of x stand further apart than words of a sentence do, or stand on one side."""
    lefts, rights = [w.right for w in row if w.right <= x], [w.left for w in row if w.left >= x]
    return not lefts or not rights or min(rights) - max(lefts) >= 0.9 * size


def _crosses(row: Sequence[Printed], x: float, size: float) -> bool:
    return any(w.left < x < w.right for w in row) or not _parted(row, x, size)


def is_prose(*sides: Sequence[Sequence[Printed]]) -> bool:
    """Whether the lines of each side are many, wide and mostly full, as those of columns of text are."""
    for side in sides:
        begin, end = min((p[0].left for p in side), default=0.0), max((p[-1].right for p in side), default=0.0)
        if len(side) < FEWEST_LINES or end - begin < 60 or median(len(p) for p in side) < 3:
            return False
        if median(p[-1].right - p[0].left for p in side) < FULL * (end - begin):
            return False
    return True


def _columns(run: Sequence[Sequence[Printed]], x: float) -> tuple[float, float, float] | None:
    """The gutter at x if the rows of the run are columns of prose on both sides of it."""
    sides: list[list[list[Printed]]] = [[], []]
    for row in run:
        for side, part in zip(sides, ([w for w in row if w.right <= x], [w for w in row if w.right > x]), strict=True):
            if part:
                side.append(part)
    if not is_prose(*sides):
        return None
    gap = (max(p[-1].right for p in sides[0]), min(p[0].left for p in sides[1]))
    if gap[0] >= gap[1]:
        return None
    every = [w for row in run for w in row]
    return (gap[0] + gap[1]) / 2, min(w.top for w in every), max(w.bottom for w in every)
