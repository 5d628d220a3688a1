"""Joins the printed parts of a table and makes paragraphs of the lines in its cells.

A table that ends one page and one with the same columns that begins the next are one: the repeated heading row is
dropped, a row that the break has cut is made whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.reading import cells
from nlp.reading.drafts import Draft
from nlp.reading.flow import END, Type, bullet_of
from nlp.reading.hyphens import WORD, begins_word, join_lines
from nlp.reading.print import Grid, Line, Row, pieces


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells of lines, over one or more pages."""

    rows: tuple[Row, ...]
    edges: tuple[float, ...]


def words_of(cell: Sequence[Line] | None) -> str:
    """The words of a cell in one line."""
    return " ".join(line.text for line in cell or ())


def follows(table: Table, grid: Grid) -> bool:
    """Whether a grid at the top of a page has the columns of the table that ended the page before."""
    return len(grid.edges) == len(table.edges) and all(
        abs(a - b) <= 6 for a, b in zip(table.edges, grid.edges, strict=True)
    )


def joined(table: Table, grid: Grid) -> Table:
    """The table with the rows of the grid after its own."""
    rows = list(grid.rows)
    heading = [words_of(c) for c in table.rows[0]]
    if rows and len(table.rows) > 1 and [words_of(c) for c in rows[0]] == heading:
        rows = rows[1:]
    before = list(table.rows)
    if rows and len(before) > 1 and _cut(before[-1], rows[0]):
        before[-1] = tuple((*(a or ()), *(b or ())) for a, b in zip(before[-1], rows[0], strict=True))
        rows = rows[1:]
    return Table((*before, *rows), table.edges)


def _cut(last: Row, first: Row) -> bool:
    """Whether the page break has cut a row: what goes on begins small after an unfinished sentence."""
    going = [(words_of(a), words_of(b)) for a, b in zip(last, first, strict=True) if b]
    if not going or len(going) == len(first):
        return False
    return all(a and not a.endswith(END) and (b[0].islower() or a.endswith("-")) for a, b in going)


def drafts_of(table: Table, number: int, kind: Type) -> list[Draft]:
    """The blocks of the table."""
    rows = [[None if c is None else [_words(g, kind) for g in _paragraphs(c, kind)] for c in row] for row in table.rows]
    return cells.drafts_of(rows, number)


def _words(group: Sequence[Line], kind: Type) -> cells.Paragraph:
    rows = [pieces(line.words, line.page) for line in group]
    for i, (before, line) in enumerate(pairwise(group), 1):
        if _broken(before, line, kind):
            rows[i][0] = rows[i][0]._replace(glued=True)
    if bullet_of(group[0]):
        rows[0] = rows[0][1:]
    return join_lines(rows, kind.known)


def _broken(before: Line, line: Line, kind: Type) -> bool:
    """Whether a word wider than the cell is cut: it fills the line to the last letter, and what follows is no word."""
    word, rest = before.words[-1].text, line.words[0]
    if len(word) < 3 or not word.isalpha() or not rest.text[0].islower():
        return False
    letter = (rest.right - rest.left) / len(rest.text)
    if before.right_edge - before.right > 1.1 * letter:
        return False
    end = WORD.match(rest.text)
    whole = word.casefold() + (end[0] if end else "")
    alone = len(before.words) == 1 and word.casefold() not in kind.whole
    return whole in kind.whole or alone or not begins_word(rest.text)


def _paragraphs(lines: Sequence[Line], kind: Type) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not bullet_of(line):
            last = groups[-1][-1]
            step = (line.bottom - last.bottom) / kind.body
            if line.page != last.page or step <= kind.cell_leading * 1.3:
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups
