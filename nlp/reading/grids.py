"""Finds tables on a page and puts its words into their cells.

Signals in order: 1. drawn lines that cross each other make a grid; places between which no line is drawn are one
cell; a grid of one column is a frame, not a table. 2. Without lines: at least three rows under each other
whose parts begin at the same places. It never takes prose in columns for a table (`lines` looks first).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.reading.lines import rows_of
from nlp.reading.print import Grid, Line, Printed, PrintedPage, Row, Rule

NEAR = 3.0  # points within which ends and crossings of lines count as one place


@dataclass(frozen=True, slots=True)
class _Mesh:
    """Lines that hang together."""

    across: list[Rule]
    down: list[Rule]


def find_grids(page: PrintedPage) -> tuple[list[Grid], list[Printed]]:
    """The ruled tables of a page from the top, and the words outside them."""
    left = list(page.words)
    grids: list[Grid] = []
    for mesh in _meshes(page.rules):
        grid, left = _grid(mesh, left, page.number)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda g: g.top), left


def _meshes(rules: Sequence[Rule]) -> list[_Mesh]:
    across = _merged([r for r in rules if r.top == r.bottom or r.bottom - r.top < 1 <= r.right - r.left], False)
    down = _merged([r for r in rules if r.left == r.right or r.right - r.left < 1 <= r.bottom - r.top], True)
    every = [*across, *down]
    parent = list(range(len(every)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down, len(across)):
            if (
                a.left - NEAR <= d.left <= a.right + NEAR
                and d.top - NEAR <= a.top <= d.bottom + NEAR
                and root(i) != root(j)
            ):
                parent[root(i)] = root(j)
    meshes: dict[int, _Mesh] = {}
    for i, rule in enumerate(every):
        mesh = meshes.setdefault(root(i), _Mesh([], []))
        (mesh.across if i < len(across) else mesh.down).append(rule)
    return [m for m in meshes.values() if len(m.across) >= 2 and len(m.down) >= 2]


def _merged(rules: list[Rule], down: bool) -> list[Rule]:
    """Lines end to end, or drawn twice, made one. Works on lines across; those down are turned for it."""
    flat = sorted((r.left, r.top, r.bottom) if down else (r.top, r.left, r.right) for r in rules)
    out: list[list[float]] = []
    for at, begin, end in flat:
        for line in reversed(out[-60:]):
            if at - line[0] <= 1.5 and begin <= line[2] + NEAR and end >= line[1] - NEAR:
                line[1], line[2] = min(line[1], begin), max(line[2], end)
                break
        else:
            out.append([at, begin, end])
    return [Rule(a, b, a, e) if down else Rule(b, a, e, a) for a, b, e in out]


def _places(values: Sequence[float]) -> list[float]:
    """Values that lie together made one, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def _grid(mesh: _Mesh, words: list[Printed], page: int) -> tuple[Grid | None, list[Printed]]:
    ys, xs = _places([r.top for r in mesh.across]), _places([r.left for r in mesh.down])
    if len(ys) < 2 or len(xs) < 3 or len(ys) * len(xs) > 40_000:
        return None, words
    owner = _owners(mesh, ys, xs)
    while len(ys) > 2 and len({owner[0, c] for c in range(len(xs) - 1)}) == 1:
        ys = ys[1:]  # a band across the top holds a heading, no cells
        owner = _owners(mesh, ys, xs)
    rows, columns = len(ys) - 1, len(xs) - 1
    inside = [
        w for w in words if ys[0] <= (w.top + w.bottom) / 2 <= ys[-1] and xs[0] <= (w.left + w.right) / 2 <= xs[-1]
    ]
    if not inside:
        return None, words
    held: dict[tuple[int, int], list[Printed]] = {}
    for word in inside:
        middle, beginning = (word.top + word.bottom) / 2, (word.left + min(word.right, word.left + 12)) / 2
        row = max(0, min(rows - 1, sum(y <= middle for y in ys) - 1))
        column = max(0, min(columns - 1, sum(x <= beginning for x in xs) - 1))
        held.setdefault(owner[row, column], []).append(word)
    cells: list[list[tuple[Line, ...] | None]] = []
    for r in range(rows):
        line_cells: list[tuple[Line, ...] | None] = []
        for c in range(columns):
            if owner[r, c] != (r, c):
                line_cells.append(None)
                continue
            own = held.get((r, c), [])
            right = xs[max(k for k in range(columns) if owner[r, k] == owner[r, c]) + 1]
            line_cells.append(tuple(_cell_lines(own, page, xs[c], right)))
        cells.append(line_cells)
    kept = [i for i, row in enumerate(cells) if any(cell is not None for cell in row)]
    used = [c for c in range(columns) if any(owner[r, c] == (r, c) for r in range(rows))]
    outside = [w for w in words if w not in set(inside)]
    if len(used) < 2:
        return None, words
    edges = (*(xs[c] for c in used), xs[-1])
    table: tuple[Row, ...] = tuple(tuple(cells[r][c] for c in used) for r in kept)
    return Grid(table, page, ys[0], ys[-1], edges), outside


def _owners(mesh: _Mesh, ys: list[float], xs: list[float]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place the first place of the cell it belongs to: no line drawn between two makes them one."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            owner[r, c] = (r, c)
            middle = ((ys[r] + ys[r + 1]) / 2, (xs[c] + xs[c + 1]) / 2)
            if c and not any(abs(d.left - xs[c]) <= NEAR and d.top <= middle[0] <= d.bottom for d in mesh.down):
                owner[r, c] = owner[r, c - 1]
            elif r and not any(abs(a.top - ys[r]) <= NEAR and a.left <= middle[1] <= a.right for a in mesh.across):
                owner[r, c] = owner[r - 1, c]
    return owner


def _cell_lines(words: Sequence[Printed], page: int, left: float, right: float) -> list[Line]:
    if not words:
        return []
    inset = max(0.0, min(w.left for w in words) - left)
    return [Line(tuple(row), page, left + inset, right - inset) for row in rows_of(words)]
