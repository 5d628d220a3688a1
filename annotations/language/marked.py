"""Reads sentences in which what names or reaches somebody is marked: `{person:Petra Ahlgrens} ringde.  # trap`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nlp.errors import InputError

HARD = Path(__file__).parent / "hard.txt"
MARK = re.compile(r"\{(person|personal_number|phone|mail|address):([^{}]+)\}")
ESCAPES = {
    "\\n": "\n",
    "\\t": "\t",
    "\\-": "\u00ad",
    "\\_": "\u00a0",
    "\\e": "e\u0301",
    "\\o": "o\u0308",
    "\\a": "a\u030a",
}


class Marked(NamedTuple):
    """A text without its marks, the stretches marked (start, end, kind), and what is hard about it."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    trap: str


def read_marked(path: Path = HARD) -> Iterator[Marked]:
    """The sentences of a file. Raises `InputError` for a line without a trap or with a mark that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            sentence, _, trap = line.partition("  # ")
            yield _parsed(sentence.strip(), trap.strip(), f"{path.name}, rad {number}")


def _parsed(sentence: str, trap: str, place: str) -> Marked:
    for written, meant in ESCAPES.items():
        sentence = sentence.replace(written, meant)
    text, spans, last = "", [], 0
    for m in MARK.finditer(sentence):
        text += sentence[last : m.start()]
        spans.append((len(text), len(text) + len(m[2]), m[1]))
        text += m[2]
        last = m.end()
    text += sentence[last:]
    if not trap or "{" in text:
        raise InputError(f"{place}: märkningen går inte att läsa. Skriv {{person:Namn}} och  # vad som är svårt.")
    return Marked(text, tuple(spans), trap)
