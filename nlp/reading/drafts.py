"""Pieces of print on their way to a `Document`, and the step that makes it.

A `Piece` is one word (or a part of one, `glued` to the piece before it when a hyphen at a line end parted them)
with its place. A `Draft` is one block made of pieces. `assemble` lays the drafts out as text and turns the
pieces into `Word`s; it is the only place where offsets are made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from nlp.types import Block, BlockKind, Box, Cell, Document, Page, Word

LIGATURES = {ord(k): v for k, v in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)}
DROPPED = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xAD])


def clean(text: str) -> str:
    """Composed letters, no ligatures, no soft hyphens or control characters. Spaces are left alone."""
    return unicodedata.normalize("NFC", text.translate(LIGATURES).translate(DROPPED))


class Piece(NamedTuple):
    """One word, or a part of one, as printed."""

    text: str
    page: int = 1
    box: Box | None = None
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One block before it has offsets. `size` in points, 0 where the format has none; `bold` if all of it is."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    level: int = 0
    cell: Cell | None = None
    size: float = 0.0
    bold: bool = False

    @property
    def text(self) -> str:
        return "".join(p.text if p.glued or not i else " " + p.text for i, p in enumerate(self.pieces))

    @property
    def page(self) -> int:
        return self.pieces[0].page if self.pieces else 0


def pieces_of(text: str, page: int = 1) -> tuple[Piece, ...]:
    """The words of a text that has no places on a page."""
    return tuple(Piece(w, page) for w in clean(text.replace("\t", " ").replace("\n", " ")).split())


def assemble(document: Document, drafts: Sequence[Draft], sizes: Sequence[Page]) -> Document:
    """The document with text, blocks, words and pages. `sizes` gives the pages' numbers, sizes and OCR marks."""
    parts: list[str] = []
    blocks: list[Block] = []
    words: list[Word] = []
    starts: dict[int, int] = {}
    at, before = 0, None
    for draft in drafts:
        if blocks:
            parts.append(_apart(before, draft.cell))
            at += 1
        before = draft.cell
        start = at
        for i, piece in enumerate(draft.pieces):
            if i and not piece.glued:
                parts.append(" ")
                at += 1
            starts.setdefault(piece.page, at)
            parts.append(piece.text)
            if piece.box is not None:
                words.append(Word(at, at + len(piece.text), piece.page, piece.box))
            at += len(piece.text)
        page = draft.page or (blocks[-1].page if blocks else 1)
        blocks.append(Block(start, at, page, draft.kind, draft.level, draft.cell))
    return replace(
        document, text="".join(parts), blocks=tuple(blocks), words=tuple(words), pages=_pages(sizes, starts, at)
    )


def _apart(before: Cell | None, cell: Cell | None) -> str:
    """What parts two blocks: a tab between cells of one row, else a line break."""
    if before and cell and (before.table, before.row) == (cell.table, cell.row) and before.column != cell.column:
        return "\t"
    return "\n"


def _pages(sizes: Sequence[Page], starts: dict[int, int], end: int) -> tuple[Page, ...]:
    """Stretches of text page by page; a page without text has an empty one where it would stand."""
    out: list[Page] = []
    following = end
    for page in reversed(sizes):
        start = min(starts.get(page.number, following), following)
        out.append(replace(page, start=start, end=following))
        following = start
    return tuple(reversed(out))
