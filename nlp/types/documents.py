"""What a file is once it is read: pages, blocks, words, sections."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Status(StrEnum):
    """How the reading of a file ended (values of the case-review schema)."""

    READ = "read"
    READ_BY_OCR = "read_by_ocr"
    NEEDS_OCR = "needs_ocr"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"

    @property
    def has_text(self) -> bool:
        """True if the whole document's text is there, so that absence in it means something."""
        return self in (Status.READ, Status.READ_BY_OCR)


class Kind(StrEnum):
    """Kind of document (values of the case-review schema)."""

    APPLICATION = "application"
    INVESTIGATION = "investigation"
    DECISION = "decision"
    ORDER = "order"
    PLAN = "plan"
    JOURNAL = "journal"
    INFORMATION_BOX = "information_box"
    SIP = "sip"
    OTHER = "other"


class BlockKind(StrEnum):
    """What a stretch of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    CELL = "cell"


class Box(NamedTuple):
    """A rectangle on a page, as shares 0-1 of its width and height, origin top left."""

    left: float
    top: float
    right: float
    bottom: float


class Word(NamedTuple):
    """Where the characters `start:end` of the document's text stand on a page."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a block in a table. Rows and columns count from 0; row 0 is the heading row if there is one."""

    table: int
    row: int
    column: int
    column_heading: str = ""
    row_heading: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, bullet or table cell. Bullet signs are not part of the block's text."""

    start: int
    end: int
    page: int
    kind: BlockKind
    level: int = 0  # headings: 1 is the highest; bullets: depth from 1; else 0
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its stretch of the text and its size in points (0 where a format has no pages)."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    ocr: bool = False


@dataclass(frozen=True)
class Document:
    """One file as read.

    `text` holds the blocks in reading order, one line each (cells of one row apart by a tab), headers and
    footers left out. `words` are sorted by start and empty where a format has no places on a page.
    `fields` is the printed form head (Namn, Personnummer, Datum, Handläggare ...): label to value, as written;
    it is not part of `text`. `message` is Swedish and says the remedy where the status is not a full reading.
    """

    file: str
    sha256: str
    status: Status
    text: str = ""
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    words: tuple[Word, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    kind: Kind = Kind.OTHER
    title: str | None = None
    date: dt.date | None = None
    received: dt.date | None = None
    message: str = ""

    @cached_property
    def _word_starts(self) -> list[int]:
        return [w.start for w in self.words]

    def words_in(self, start: int, end: int) -> Iterator[Word]:
        """The words that touch the characters start:end."""
        for i in range(max(0, bisect_right(self._word_starts, start) - 1), len(self.words)):
            word = self.words[i]
            if word.start >= end:
                return
            if word.end > start:
                yield word

    def page_at(self, offset: int) -> int:
        """Number of the page on which the character at `offset` stands (1 for an empty document)."""
        for word in self.words_in(offset, offset + 1):
            return word.page
        for page in reversed(self.pages):
            if page.start <= offset:
                return page.number
        return 1

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Rectangles of start:end on the page where it begins, one per line of print."""
        page = self.page_at(start)
        lines: list[Box] = []
        for word in self.words_in(start, end):
            if word.page != page:
                continue
            b = word.box
            if lines and b.left >= lines[-1].left and abs(b.top - lines[-1].top) < (b.bottom - b.top) * 0.6:
                last = lines[-1]
                lines[-1] = Box(last.left, min(last.top, b.top), max(last.right, b.right), max(last.bottom, b.bottom))
            else:
                lines.append(b)
        return tuple(lines)

    def evidence(self, start: int, end: int) -> Evidence:
        """The words start:end as evidence, with their place."""
        return Evidence(self.file, self.page_at(start), self.text[start:end], start, end, self.boxes(start, end))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words as they stand in a document, with their place."""

    file: str
    page: int
    text: str
    start: int | None = None
    end: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document, or one dated entry of a journal.

    `start:end` is the body without its heading (sub-sections included only where they have no section of
    their own). `key` is the name in `data/headings.toml`, None for a heading that is not known; `area` the
    configured life area. `date`, `signature` are set for journal entries.
    """

    heading: str
    start: int
    end: int
    level: int = 1
    key: str | None = None
    area: str | None = None
    date: dt.date | None = None
    signature: str = ""
    blocks: tuple[Block, ...] = ()
