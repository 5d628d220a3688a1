"""Rebuilds headings, paragraphs and bullets from lines.

A new block begins where, in this order, 1. a bullet sign or a number stands first, 2. weight or size of type
changes, 3. the space above is larger than between the lines of a paragraph (in print, a little is enough after a
sentence's end), 4. a date stands first after a sentence's end or a signature, 5. the line before has room left for
the word that begins this one, 6. the line is set in. Over a page or column break a paragraph goes on if its
last line is full and no sentence ends there, or the next begins with a small letter. A heading is a short block
in larger or bolder type than the body; its level follows the sizes used. It never reads the words' meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

from nlp import data
from nlp.reading.drafts import Draft
from nlp.reading.hyphens import join_lines
from nlp.reading.print import Line, pieces
from nlp.types import BlockKind

DATED = re.compile(r"((19|20)\d\d-\d\d-\d\d|\d{6}|\d{1,2}/\d{1,2}\s*-?\d{2,4})\b.*\w")
SIGNED = re.compile(r"/\s?\w+( \w+)?$|\b[A-ZÅÄÖ]\w* [A-ZÅÄÖ]\w*$")
SHORT = re.compile(r"(\b\w\.){2,}$|\b(kl|ca|nr|fr|dat|den|enl|jfr|s|tel)\.$", re.IGNORECASE)  # an abbreviation's stop
NUMBER = re.compile(r"(\d{1,2}|[a-zåäö])[.)]")
END = (".", "!", "?", ":", ";", "…", '."', ".”", ")")
USUAL, WIDEST = 1.3, 1.45  # distance of lines in sizes of type: where nothing tells, and at most then
CLOSE, LOOSE = 1.06, 1.17  # times the usual distance of lines: more may be, is the space between paragraphs
LONGEST_HEADING = 110


@cache
def bullet_signs() -> frozenset[str]:
    """Signs that begin a bullet when a space follows."""
    return frozenset(data.load("reading")["bullets"]["signs"])


@dataclass(frozen=True, slots=True)
class Type:
    """The document's type: size of the body, usual distance of lines in sizes; its words, and those inside lines."""

    body: float
    leading: float
    cell_leading: float
    exact: bool  # print, not a scan: distances are what they were meant to be
    known: frozenset[str]
    whole: frozenset[str]


def leading_of(lines: Sequence[Line], body: float) -> float:
    """The usual distance of lines within a paragraph, in sizes of type."""
    full: Counter[float] = Counter()
    small: Counter[float] = Counter()
    every: Counter[float] = Counter()
    for a, b in pairwise(lines):
        step = (b.bottom - a.bottom) / max(body, 1.0)
        if a.page != b.page or not 0.9 <= step <= 2.6 or abs(a.size - b.size) > 0.1 * body or a.bold != b.bold:
            continue
        every[round(step * 20) / 20] += 1
        if not _room(a, b) and (not a.text.endswith(END) or b.text[0].islower()):
            full[round(step * 20) / 20] += 1
            small[round(step * 20) / 20] += b.text[0].islower()
    sure = {step: count for step, count in full.items() if step <= WIDEST or small[step] >= 3}
    if sure:
        return min(step for step, count in sure.items() if count >= 0.3 * max(sure.values()))
    return least if (least := min(every, default=USUAL)) <= WIDEST else USUAL


def cell_leading_of(cells: Iterable[Sequence[Line]], body: float) -> float:
    """The usual distance of lines within table cells, in sizes of type."""
    steps = [
        step
        for lines in cells
        for a, b in pairwise(lines)
        if a.page == b.page and (step := (b.bottom - a.bottom) / body) > 0.8
    ]
    return min(median(steps), 1.8) if steps else USUAL


def _room(a: Line, b: Line) -> bool:
    """Whether the first word of b would have found room at the end of a."""
    word = b.words[0]
    return a.right_edge - a.right > (word.right - word.left) + 0.45 * word.size


def bullet_of(line: Line) -> str:
    """The sign or number that begins the line as a bullet, else an empty string."""
    if len(line.words) < 2 or line.words[0].text not in bullet_signs():
        return ""
    first, second = line.words[0], line.words[1]
    if first.text.isalpha() and second.left - first.right < 0.8 * first.size:
        return ""  # the word "o", not the sign that Word sets as one
    return first.text


def _numbered(line: Line) -> bool:
    return len(line.words) > 1 and bool(NUMBER.fullmatch(line.words[0].text))


def drafts_of(lines: Sequence[Line], kind: Type) -> list[Draft]:
    """Blocks of lines that follow each other in reading order."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, kind):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_draft(group, kind) for group in groups]


def _begins(group: Sequence[Line], line: Line, kind: Type) -> bool:
    """Whether the line begins a new block after those of the group."""
    last, first = group[-1], group[0]
    if bullet_of(line) or (_numbered(line) and (_room(last, line) or last.text.endswith(END) or _numbered(first))):
        return True
    if line.bold != last.bold and (line.bold or len(group) == 1 or last.bold):
        return True
    if abs(line.size - last.size) > 0.12 * kind.body:
        return True
    if line.page != last.page or line.top < last.top:
        return not _goes_on(group, line, kind)
    step = (line.bottom - last.bottom) / max(kind.body, last.size)
    if step > kind.leading * LOOSE:
        return True
    if kind.exact and step > kind.leading * CLOSE and (last.text.endswith(END) or bool(SIGNED.search(last.text))):
        return True
    if DATED.match(line.text) and (_ends_sentence(last.text) or SIGNED.search(last.text)):
        return True
    if _room(last, line) and not last.text.endswith("-"):
        return True
    inset = line.left - last.left
    return not bullet_of(first) and len(group) == 1 and inset > 1.5 * line.size and last.text.endswith(END)


def _ends_sentence(text: str) -> bool:
    return text.endswith(END) and not SHORT.search(text)


def _goes_on(group: Sequence[Line], line: Line, kind: Type) -> bool:
    """Whether a block goes on after a page or column break."""
    last = group[-1]
    if _is_heading(group, kind) or _is_heading([line], kind):
        return False
    text = last.text
    if text.endswith("-") and line.text[0].islower():
        return True
    if text.endswith(END):
        return False
    return line.text[0].islower() or not _room(last, line)


def _is_heading(group: Sequence[Line], kind: Type) -> bool:
    text = " ".join(line.text for line in group)
    if (
        text[0] in "☐☒☑✓✔"
        or len(text) > LONGEST_HEADING
        or len(group) > 3
        or not any(c.isalpha() or c.isdigit() for c in text)
    ):
        return False
    large = min(line.size for line in group) > kind.body * (1.08 if kind.exact else 1.25)
    bold = all(line.bold for line in group)
    if text.endswith((".", ";", ",")) and not (large and len(text) < 60) and not (bold and len(text) < 25):
        return False
    return large or bold


def _draft(group: Sequence[Line], kind: Type) -> Draft:
    size, bold = max(line.size for line in group), all(line.bold for line in group)
    rows = [pieces(line.words, line.page) for line in group]
    sign = bullet_of(group[0])
    if sign:
        rows[0] = rows[0][1:]
        return Draft(BlockKind.BULLET, join_lines(rows, kind.known), 1, size=size, bold=bold)
    block = BlockKind.HEADING if _is_heading(group, kind) else BlockKind.PARAGRAPH
    return Draft(block, join_lines(rows, kind.known), size=size, bold=bold)
