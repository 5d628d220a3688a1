"""Finds tables that are printed without rules: parts of lines that begin at the same places, line after line.

A table has at least three lines of two or more parts that stand apart and begin at common places. Lines of which
only some columns go on belong to the row above. Where rows are set apart by space, the space parts them; else a
row begins wherever the first column has something. It never makes a table of two lines (places for signatures).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from nlp.reading.lines import spread
from nlp.reading.print import Grid, Line, Printed, Row

FEWEST = 3  # lines with several parts
NEAR = 6.0  # points within which beginnings are alike
Parts = list[list[Printed]]


def with_loose_grids(lines: Sequence[Line]) -> list[Line | Grid]:
    """The lines, with those that make a table put into it."""
    out: list[Line | Grid] = []
    run: list[tuple[Line, Parts]] = []
    for line in lines:
        parts = spread(line.words)
        if run and not _hangs_on(run, line, parts):
            out.extend(_closed(run))
            run = []
        if run or len(parts) > 1:
            run.append((line, parts))
        else:
            out.append(line)
    out.extend(_closed(run))
    return out


def _starts(run: Sequence[tuple[Line, Parts]]) -> list[float]:
    """Where the columns begin: the places of the lines with the usual number of parts (at least two)."""
    counts = Counter(len(parts) for _, parts in run if len(parts) > 1)
    if not counts:
        return []
    most = max(counts, key=lambda n: (counts[n], n))
    rows = [parts for _, parts in run if len(parts) == most]
    return [median(parts[i][0].left for parts in rows) for i in range(most)]


def _hangs_on(run: Sequence[tuple[Line, Parts]], line: Line, parts: Parts) -> bool:
    """Whether a line goes on with the table: all its parts begin where columns do, and it stands near."""
    last = run[-1][0]
    if line.page != last.page or line.top < last.top or line.top - last.bottom > 3.2 * last.size:
        return False
    starts = _starts(run)
    fitting = sum(any(abs(part[0].left - x) <= NEAR for x in starts) for part in parts)
    if len(parts) > 1:
        return (2 * fitting >= len(parts) and abs(parts[0][0].left - starts[0]) <= NEAR) or fitting == len(parts)
    column = next((i for i, x in enumerate(starts) if abs(parts[0][0].left - x) <= NEAR), None)
    if column is None:
        return False
    ends = starts[column + 1] if column + 1 < len(starts) else line.right_edge + 1
    return parts[0][-1].right < ends and (column > 0 or line.bottom - last.bottom < 1.6 * last.size)


def _closed(run: list[tuple[Line, Parts]]) -> list[Line | Grid]:
    """The run as a table if it is one, else its lines as they were; lines after the last full row are text."""
    while run and len(run[-1][1]) < 2 and abs(run[-1][0].left - run[0][0].left) <= NEAR:
        tail = run.pop()
        return [*_closed(run), tail[0]]
    starts = _starts(run)
    if sum(len(parts) > 1 for _, parts in run) < FEWEST or len(starts) < 2:
        return [line for line, _ in run]
    rows: list[list[tuple[Line, Parts]]] = []
    apart = _apart([line for line, _ in run])
    for i, (line, parts) in enumerate(run):
        first = parts[0][0].left < starts[1] - NEAR
        begins = line.bottom - run[i - 1][0].bottom > apart if apart and i else first
        if rows and not begins:
            rows[-1].append((line, parts))
        else:
            rows.append([(line, parts)])
    edges = (*starts, max(line.right for line, _ in run) + 1)
    table = tuple(_row(row, edges) for row in rows)
    if sum(any(cell for cell in row[1:]) for row in table) < FEWEST:
        return [line for line, _ in run]
    return [Grid(table, run[0][0].page, run[0][0].top, run[-1][0].bottom, edges)]


def _apart(lines: Sequence[Line]) -> float:
    """The step between lines from which they are rows of their own; 0 if all steps are alike."""
    steps = [b.bottom - a.bottom for a, b in pairwise(lines)]
    least, most = min(steps), max(steps)
    return (least + most) / 2 if most > 1.25 * least and sum(s < 1.1 * least for s in steps) >= 2 else 0.0


def _row(row: Sequence[tuple[Line, Parts]], edges: Sequence[float]) -> Row:
    """The cells of a row of the table."""
    cells: list[list[Line]] = [[] for _ in edges[1:]]
    for line, parts in row:
        for part in parts:
            column = max((i for i, x in enumerate(edges[:-1]) if part[0].left >= x - NEAR), default=0)
            held = cells[column]
            if held and held[-1].top == line.top:
                held[-1] = Line((*held[-1].words, *part), line.page, held[-1].left_edge, held[-1].right_edge)
            else:
                held.append(Line(tuple(part), line.page, edges[column], edges[column + 1] - NEAR))
    return tuple(tuple(cell) for cell in cells)
