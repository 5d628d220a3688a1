"""One document about to be printed: what the writers of PDF and DOCX share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nlp.types import Block, BlockKind, Document


@dataclass(frozen=True, slots=True)
class Sheet:
    """Title, form head (label, value), the text with its blocks, the look, and the words of page heads."""

    title: str
    head: tuple[tuple[str, str], ...]
    document: Document
    style: dict[str, Any]
    words: dict[str, str]

    def running(self, place: str, page: str, pages: str) -> tuple[str, str]:
        """Left and right part of the page's `header` or `footer`."""
        text = str(self.style[place]).format(**self.words, page=page, pages=pages)
        left, _, right = text.partition("||")
        return left, right

    def text(self, block: Block) -> str:
        """The block's words."""
        return self.document.text[block.start : block.end]

    def parts(self) -> Iterator[Block | list[list[str]]]:
        """The blocks in order, with every table as its rows of cell texts."""
        for table, blocks in groupby(self.document.blocks, lambda b: b.cell.table if b.cell else None):
            if table is None:
                yield from blocks
            else:
                rows = groupby(blocks, lambda b: b.cell.row if b.cell else 0)
                yield [[self.text(b) for b in row] for _, row in rows]


def is_heading(block: Block) -> bool:
    """True for headings."""
    return block.kind is BlockKind.HEADING


def is_bullet(block: Block) -> bool:
    """True for bullets."""
    return block.kind is BlockKind.BULLET
