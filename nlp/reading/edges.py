"""Finds where the lines of a column could have reached.

The margins of a page are taken as alike on both sides, until lines tell otherwise: where a sentence goes on in the
next line, the word that begins it did not fit, so the column ends before where it would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.reading.print import Grid, Line


def with_edges(items: Sequence[Line | Grid]) -> list[Line | Grid]:
    """The lines with the right edge of their column as it shows in all lines of columns that begin and end alike."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for item in items:
        if isinstance(item, Line):
            columns.setdefault(_key(item), []).append(item)
    edges = {key: _edge(lines) for key, lines in columns.items()}
    return [replace(item, right_edge=edges[_key(item)]) if isinstance(item, Line) else item for item in items]


def _key(line: Line) -> tuple[int, int]:
    return round(line.left_edge / 4), round(line.right_edge / 4)


def _edge(lines: Sequence[Line]) -> float:
    furthest = max(line.right for line in lines)
    edge = max(line.right_edge for line in lines)
    for a, b in pairwise(lines):
        goes_on = b.text[0].islower() and a.text[-1] not in ".!?:" and a.page == b.page and b.top > a.top
        if goes_on and abs(a.size - b.size) < 0.5 and b.bottom - a.bottom < 2.2 * a.size:
            word = b.words[0]
            edge = min(edge, a.right + (word.right - word.left) + 0.3 * word.size)
    return max(edge, furthest)
