"""Reads plain text: finds its encoding, rebuilds hard-wrapped paragraphs, knows bullets and marked headings.

Encodings in order: byte order mark (UTF-8, UTF-16, UTF-32), UTF-16 by its zero bytes, UTF-8, Windows-1252. A line
is a heading if it stands in capitals over its text, is underlined (=== or ---) or marked with #; the first line is
the title if a blank line follows it. A form feed begins a page. Lines are joined only in text that is wrapped at one
width.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.reading.drafts import Draft, Piece, clean, pieces_of
from nlp.reading.flow import END, bullet_signs
from nlp.reading.hyphens import join_lines, vocabulary
from nlp.types import BlockKind

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|_{3,})\s*")
NARROWEST, WIDEST = 45, 130


def decoded(content: bytes) -> str | None:
    """The text, None if the bytes are no text."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if b"\0" in content:
        head = content[:4000]
        for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            if zeros.count(0) > 0.8 * len(zeros):
                return content.decode(name, "replace")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    strange = sum(ord(c) < 32 and c not in "\t\n\r\f\x0b" for c in text[:4000])
    return None if strange > 0.02 * len(text[:4000]) else text


def read_text(text: str) -> tuple[list[Draft], int]:
    """Blocks and number of pages of a plain text."""
    out: list[Draft] = []
    pages = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\f\n ").split("\f")
    for number, page in enumerate(pages, 1):
        lines = [clean(line.expandtabs(4)).rstrip() for line in page.split("\n")]
        width = _width(lines)
        known = vocabulary(lines)
        out.extend(_draft(paragraph, number, known) for paragraph in _paragraphs(lines, width))
    if out and out[0].kind is not BlockKind.BULLET and _titled(text, out[0].text):
        out[0] = Draft(BlockKind.HEADING, out[0].pieces)
    return out, len(pages)


def _titled(text: str, first: str) -> bool:
    """Whether a blank line, or nothing but text longer than it, follows a short first line."""
    lines = text.lstrip("\ufeff\r\n\t ").splitlines()
    return len(first) <= 70 and not first.endswith((".", ":", ",")) and len(lines) > 1 and not lines[1].strip()


def _width(lines: Sequence[str]) -> int:
    """The width at which the text is wrapped, 0 if it is not."""
    widest = max((len(x) for x in lines), default=0)
    if not NARROWEST <= widest <= WIDEST:
        return 0
    followed = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = [(a, b) for a, b in followed if len(a) >= 0.8 * widest]
    going = [b for a, b in full if b.lstrip()[0].islower() and not a.endswith(END)]
    return widest if len(going) >= 2 and 2 * len(full) >= len(followed) and 5 * len(going) >= 2 * len(full) else 0


def _paragraphs(lines: Sequence[str], width: int) -> list[list[str]]:
    out: list[list[str]] = []
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        if UNDERLINE.fullmatch(line) and i and lines[i - 1].strip() and out:
            out[-1] = ["# " + " ".join(out[-1])]
            continue
        if _shouted(lines, i):
            out.append(["# " + line])
            continue
        before = lines[i - 1] if i else ""
        word = line.split()[0]
        wrapped = width and before.strip() and len(before) + 1 + len(word) > width
        if wrapped and word not in bullet_signs() and not line.isupper():
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _shouted(lines: Sequence[str], i: int) -> bool:
    """Whether a line is a heading in capitals: alone after a blank line, with text in small letters under it.

    Notes in capitals that stand among others (`EPILEPSI`, `FREDA: 2022-01-13`) are none.
    """
    line, before = lines[i].strip(), lines[i - 1].strip() if i else ""
    after = lines[i + 1].strip() if i + 1 < len(lines) else ""
    letters = sum(c.isalpha() for c in line)
    plain = line.isupper() and letters >= 3 and not any(c.isdigit() for c in line) and len(line) <= 60
    return plain and not before and bool(after) and not after.isupper() and line[-1] not in ".:!"


def _draft(lines: Sequence[str], page: int, known: frozenset[str]) -> Draft:
    rows: list[list[Piece]] = [list(pieces_of(line, page)) for line in lines]
    first = rows[0][0].text if rows[0] else ""
    if len(rows[0]) > 1 and first in bullet_signs():
        rows[0] = rows[0][1:]
        return Draft(BlockKind.BULLET, join_lines(rows, known), level=1)
    return Draft(BlockKind.PARAGRAPH, join_lines(rows, known))
