"""Joins paragraphs that a stray line break has cut in the middle of a sentence.

Two paragraphs become one if the first ends without a sentence's end and is no label or list item (it is at least
25 letters long and does not begin small itself, unless it holds a whole sentence), and the second begins with a
small letter and ends as a sentence does. A hyphen at the first one's end parts a word. It never joins items of a
list written small and without full stops, nor headings and cells. Headings marked with # are made headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.reading.drafts import Draft
from nlp.reading.hyphens import join_lines, vocabulary
from nlp.types import BlockKind

SHORTEST = 25
SENTENCE = re.compile(r"[.!?][\"”]?\s")
DONE = re.compile(r"[.!?:;…][\"”)]?$")


def mended(drafts: Sequence[Draft]) -> list[Draft]:
    """The blocks with cut paragraphs made whole."""
    known = vocabulary(d.text for d in drafts)
    out: list[Draft] = []
    for draft in map(_marked, drafts):
        if out and _cut(out[-1], draft):
            pieces = join_lines([list(out[-1].pieces), list(draft.pieces)], known)
            out[-1] = replace(out[-1], pieces=pieces)
        else:
            out.append(draft)
    return out


def _marked(draft: Draft) -> Draft:
    """A paragraph marked as a heading the way plain text does it (`## Mål`) made one."""
    first = draft.pieces[0].text if len(draft.pieces) > 1 else ""
    if draft.kind is not BlockKind.PARAGRAPH or not re.fullmatch(r"#{1,6}", first):
        return draft
    return replace(draft, kind=BlockKind.HEADING, level=len(first), pieces=draft.pieces[1:], size=0.0)


def _cut(first: Draft, second: Draft) -> bool:
    if first.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET) or second.kind is not BlockKind.PARAGRAPH:
        return False
    a, b = first.text, second.text
    if not b[:1].islower() or DONE.search(a) or not (DONE.search(b) or SENTENCE.search(b)):
        return False
    if re.match(r"[a-zåäö][.)]\s", b):
        return False
    if a.endswith("-"):
        return True
    return len(a) >= SHORTEST and (not a[:1].islower() or bool(SENTENCE.search(a)))
