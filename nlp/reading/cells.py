"""Gives the cells of a table their row and column headings: the same for print and for DOCX.

Row 0 is the heading row if all its cells have short text without a full stop (in two columns also: nothing like
`Label: | value`). A place covered by a merged cell has no block; rows beside a merged first cell share it as
their row heading. A cell of several paragraphs gives a block each, all with the same place; an empty cell stays as
an empty block.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.reading.drafts import Draft, Piece
from nlp.types import BlockKind, Cell

Paragraph = tuple[Piece, ...]
Content = Sequence[Paragraph] | None  # None: covered by a merged cell


def text_of(content: Content) -> str:
    """The words of a cell in one line."""
    return " ".join(Draft(BlockKind.CELL, p).text for p in content or ())


def has_heading_row(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns."""
    if len(rows) < 2:
        return False
    first = rows[0]
    if not all(first) or any(len(c) > 60 or (c.endswith((".", "?", "!")) and len(c) > 30) for c in first):
        return False
    if len(first) == 2:
        longest = max(len(r[1]) for r in rows if len(r) > 1)
        if first[0].endswith((":", "?")) and not first[1].endswith(first[0][-1]):
            return False
        return len(first[1]) <= 30 or len(first[1]) * 4 <= longest
    return True


def drafts_of(rows: Sequence[Sequence[Content]], number: int) -> list[Draft]:
    """The blocks of a table, row after row."""
    texts = [[text_of(c) for c in row] for row in rows]
    headed = has_heading_row(texts)
    out: list[Draft] = []
    beside = ""
    for r, row in enumerate(rows):
        if row and row[0] is not None:
            beside = texts[r][0]
        for c, content in enumerate(row):
            if content is None:
                continue
            column = texts[0][c] if headed and r and c < len(texts[0]) else ""
            place = Cell(number, r, c, column, beside if c and (r or not headed) else "")
            out.extend(Draft(BlockKind.CELL, p, cell=place) for p in content or ((),))
    return out
