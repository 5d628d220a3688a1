"""The sentences of an investigation, with the section in which each stands: the units that are compared.

A sentence that the page or a scan broke over two lines is one sentence; bullets and cells stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from nlp.copies.normal import content, tokens, undated
from nlp.language.sentences import sentences
from nlp.sections import sections
from nlp.types import Block, BlockKind, Document, Section

_ENDED = re.compile(r"[.!?:…][\"”’»)\]]*\s*$")


@dataclass(frozen=True)
class Sentence:
    """One sentence, bullet or cell: the characters start:end, and the number of its section in the document."""

    start: int
    end: int
    text: str
    section: int

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Normalised words, with dates and ages masked."""
        return tokens(self.text)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The tokens without dates and ages: equal keys are the same sentence."""
        return undated(self.tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """Concepts and numbers of which the sentence tells."""
        return content(self.tokens)

    @property
    def words(self) -> int:
        """Length in words."""
        return len(self.tokens)


@dataclass(frozen=True)
class Outline:
    """A document as sections and sentences, both in order."""

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


def outline(document: Document) -> Outline:
    """Sections and sentences of one document. Headings are no sentences."""
    parts = sections(document)
    found: list[Sentence] = []
    for number, part in enumerate(parts):
        for start, end in _runs(document.text, part.blocks):
            for first, last in sentences(document.text[start:end].replace("\n", " ")):
                found.append(Sentence(start + first, start + last, document.text[start + first : start + last], number))
    return Outline(document, parts, tuple(s for s in found if s.tokens))


def _runs(text: str, blocks: Iterable[Block]) -> Iterator[tuple[int, int]]:
    """Stretches that hold whole sentences: a paragraph that does not end goes on in the next."""
    start = end = -1
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            continue
        goes_on = block.kind is BlockKind.PARAGRAPH and start >= 0 and not _ENDED.search(text[start:end])
        if goes_on and text[end : block.start].strip() == "":
            end = block.end
            continue
        if start >= 0:
            yield start, end
        start, end = block.start, block.end
        if block.kind is not BlockKind.PARAGRAPH:
            yield start, end
            start = end = -1
    if start >= 0:
        yield start, end
