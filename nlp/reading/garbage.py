"""Tells a text layer that is no text: wrong character maps, private signs, broken OCR of an earlier day.

Signals: signs that stand for nothing (replacement, private use); few words that look like words (letters with a
vowel among them, of usual length); among many words none of the usual ones (letters shifted). It never judges a
handful of words: those are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp import data
from nlp.reading.print import Printed

WORDLIKE = re.compile(r"[(\"”'–/-]*[A-Za-zÅÄÖåäöÉéÜüÆæØøŠšŽžĆćČč]+([-./'’:][\w]+)*[).,:;!?\"”'–/-]*")
FIGURES = re.compile(r"[\W\d]*\d[\W\d]*")
STRANGE = re.compile(r"[\uE000-\uF09F\uF100-\uF8FF\uFFFD]")  # private use but for the signs of symbol fonts; no sign
VOWELS = re.compile(r"[aeiouyåäöéüæø]", re.IGNORECASE)
FEWEST = 8
MANY = 40  # words among which a usual one must be


@cache
def _common() -> frozenset[str]:
    return frozenset(data.load("reading")["garbage"]["common"].split())


def is_garbage(words: Sequence[Printed]) -> bool:
    """Whether the words are no readable text."""
    texts = [w.text for w in words if any(c.isalnum() or ord(c) > 0x2FFF for c in w.text)]
    if not texts:
        return any(STRANGE.search(w.text) for w in words)
    letters = "".join(texts)
    strange = len(STRANGE.findall(letters))
    if strange > 0.15 * len(letters):
        return True
    if len(texts) < FEWEST:
        return False
    if sum(_wordlike(t) for t in texts) < 0.5 * len(texts):
        return True
    small = [t for t in texts if t.isalpha() and len(t) > 1]
    return len(small) >= MANY and not any(t.casefold() in _common() for t in small)


def _wordlike(text: str) -> bool:
    if FIGURES.fullmatch(text):
        return True
    if not WORDLIKE.fullmatch(text) or len(text) > 40:
        return False
    letters = re.sub(r"[\W\d_]", "", text)
    return len(letters) <= 2 or letters.isupper() or bool(VOWELS.search(letters))
