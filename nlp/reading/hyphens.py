"""Joins words that a line end has parted.

`kontrollrum-/met` becomes one word; the hyphen stays in `IT-/stöd`, `70-/talet`, `cv-/skrivning`, `Anna-/Karin`
(what stands before it is an abbreviation, a figure or a single letter, or a capital follows) and a space follows
it in `daglig- / och` (a word part is left out). A form seen unbroken elsewhere in the document decides first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp import data
from nlp.reading.drafts import Piece

VOWELS = re.compile(r"[aeiouyåäöé]", re.IGNORECASE)
ONSET = re.compile(r"[^\W\daeiouyåäöé]*")
WORD = re.compile(r"[\w-]+")


@cache
def _hanging() -> frozenset[str]:
    return frozenset(data.load("reading")["hyphens"]["hanging"])


@cache
def _onsets() -> frozenset[str]:
    return frozenset(data.load("reading")["hyphens"]["onsets"].split())


def begins_word(text: str) -> bool:
    """Whether a Swedish word may begin so."""
    onset = (ONSET.match(text.casefold()) or [""])[0]
    return not onset or onset in _onsets() or not text[len(onset) :][:1].isalpha()


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of the lines, in small letters."""
    return frozenset(w for text in texts for w in WORD.findall(text.casefold()))


def join_lines(lines: Iterable[list[Piece]], known: frozenset[str]) -> tuple[Piece, ...]:
    """The pieces of the lines one after the other, with the words that a line end parted made one."""
    out: list[Piece] = []
    for line in lines:
        if out and line:
            last, first = out[-1], line[0]
            how = _hyphen(last.text, first.text, known)
            if how is not None:
                out[-1] = last._replace(text=last.text if how else last.text[:-1])
                line = [first._replace(glued=True), *line[1:]]
        out.extend(line)
    return tuple(p for p in out if p.text)


def _hyphen(before: str, after: str, known: frozenset[str]) -> bool | None:
    """None: the two are words of their own; True: one word with its hyphen; False: one word without."""
    if len(before) < 2 or before[-1] not in "-‐‑" or not before[-2].isalnum() or not after[0].isalnum():
        return None
    part = re.split(r"[\s(/\"”'»]", before[:-1])[-1]
    if after.casefold().strip(".,;:)") in _hanging():
        return None
    follow = (WORD.match(after) or [""])[0]
    stem = part.casefold()
    if stem + follow.casefold() in known:
        return False
    if stem + "-" + follow.casefold() in known:
        return True
    tail = part.rsplit("-", 1)[-1]
    if after[0].isupper() or after[0].isdigit():
        return True
    return len(tail) < 2 or tail.isupper() or not tail.isalpha() or not VOWELS.search(tail)
