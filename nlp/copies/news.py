"""What a sentence tells that the earlier version does not: concepts and numbers, common words counted less.

A name, a number, a rare word is news; "haft", "lätt" or "fungerar" in a new wording hardly is. A word is known if the
earlier version has it in any form, alone or in a compound. Numbers are known only from the same section, since
every document has a "två" somewhere. In a sentence that tells of a change ("numera", "har slutat") common words
count more; one that says that nothing is new counts nothing. Never: dates and ages, which are masked before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from functools import cache

from rapidfuzz import fuzz, process

from nlp import data
from nlp.copies.normal import common_words
from nlp.copies.normal import concept as concept_of
from nlp.copies.units import Outline, Sentence

LITTLE = 0.2  # what a common word counts
SOME = 0.6  # the same in a sentence that tells of a change
MANY = 16  # words up to which "oförändrat" speaks for the whole sentence
MISSPELT = 80.0  # rapidfuzz ratio from which a word is a known one misspelt or inflected
PART = 4  # letters from which a word within another is known


@cache
def _common() -> frozenset[str]:
    return common_words() | {concept_of(w) for w in data.load("copies")["news"]["process"]}


def telling(concepts: Iterable[str]) -> int:
    """How many concepts are not common in case files: what makes a sentence one person's own."""
    return sum(c not in _common() and not c[0].isdigit() for c in concepts)


@cache
def _nothing() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in data.load("copies")["news"]["nothing"])


@cache
def _change() -> re.Pattern[str]:
    return re.compile(data.load("copies")["news"]["change"], re.IGNORECASE)


class Known:
    """What the earlier version says: its concepts, and its numbers by section."""

    def __init__(self, earlier: Outline) -> None:
        self._words = {c for s in earlier.sentences for c in s.content if not c[0].isdigit()}
        self._starts = {w[: PART + 1] for w in self._words if len(w) > PART}
        self._joined = "\n".join(sorted(self._words))
        self._numbers: dict[int, set[str]] = {}
        for s in earlier.sentences:
            self._numbers.setdefault(s.section, set()).update(c for c in s.content if c[0].isdigit())

    def news(self, sentence: Sentence, section: int | None, own: Iterable[str] = ()) -> float:
        """Weighted number of new concepts; `section` is the earlier section it comes from, `own` the person's names."""
        if any(p.search(sentence.text) for p in _nothing()) and len(sentence.tokens) <= MANY:
            return 0.0
        numbers = self._numbers.get(section, set()) if section is not None else set()
        little = SOME if _change().search(sentence.text) else LITTLE
        return math.fsum(self._weight(c, numbers, own, little) for c in sentence.content)  # whatever their order

    def _weight(self, concept: str, numbers: Collection[str], own: Iterable[str], little: float) -> float:
        """What one concept counts for; `little` is that of a common word."""
        if concept[0].isdigit():
            return float(concept not in numbers)
        if concept in own or self._has(concept):
            return 0.0
        return little if concept in _common() else 1.0

    def _has(self, concept: str) -> bool:
        if concept in self._words or concept[: PART + 1] in self._starts:
            return True
        if len(concept) < PART:
            return False
        if concept in self._joined or any(len(w) >= PART and w in concept for w in self._words):
            return True
        return process.extractOne(concept, self._words, scorer=fuzz.ratio, score_cutoff=MISSPELT) is not None
