"""Which sentence of the later version is which of the earlier, and which section is which.

Sentences are matched first, over the whole document, so that a section may be moved, split or re-headed; sections
are then paired by the words that their sentences share, and by key and heading where the words do not tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from nlp.copies.normal import letters, same_but_spelling
from nlp.copies.units import Outline, Sentence

ALIKE = 60.0  # token_sort_ratio from which a sentence can be a rewording of another
SHARED = 0.5  # or: share of the shorter sentence's content that both have
MOVED, MOVED_SHARED = 75.0, 0.8  # the same, for a sentence that has also left its section


class Change(StrEnum):
    """What became of a sentence."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Match:
    """A sentence of the later version with the one of the earlier that it was (None: new)."""

    now: Sentence
    earlier: Sentence | None
    change: Change


def match_sentences(now: Outline, earlier: Outline) -> tuple[list[Match], list[Sentence]]:
    """Every sentence of `now` with its origin, and the sentences of `earlier` that are gone."""
    free = _Free(earlier.sentences)
    origin: dict[int, tuple[Sentence, Change]] = {}
    for i, sentence in enumerate(now.sentences):
        if twin := free.take_equal(sentence):
            origin[i] = (twin, Change.UNCHANGED)
    for i, sentence in enumerate(now.sentences):
        if i not in origin and (twin := free.take_misspelt(sentence)):
            origin[i] = (twin, Change.UNCHANGED)
    for i, twin in free.take_joined(now.sentences, set(origin)):
        origin[i] = (twin, Change.UNCHANGED)
    sure = [Match(now.sentences[i], twin, change) for i, (twin, change) in origin.items()]
    paired = pair_sections(now, earlier, sure)
    left = [(i, s) for i, s in enumerate(now.sentences) if i not in origin]
    for i, twin in _reworded(left, free.left(), paired):
        free.take(twin)
        origin[i] = (twin, Change.CHANGED)
    matches = [Match(s, *origin.get(i, (None, Change.NEW))) for i, s in enumerate(now.sentences)]
    return matches, free.left()


class _Free:
    """The sentences of the earlier version that nothing is matched with yet."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = list(sentences)
        self._taken: set[int] = set()
        self._by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, s in enumerate(sentences):
            self._by_key[s.key].append(i)
        self._letters = [letters(s.text) for s in sentences]
        self._index = {id(s): i for i, s in enumerate(sentences)}

    def left(self) -> list[Sentence]:
        return [s for i, s in enumerate(self._sentences) if i not in self._taken]

    def take(self, sentence: Sentence) -> None:
        self._taken.add(self._index[id(sentence)])

    def take_equal(self, sentence: Sentence) -> Sentence | None:
        for i in self._by_key.get(sentence.key, ()):
            if i not in self._taken:
                self._taken.add(i)
                return self._sentences[i]
        return None

    def take_misspelt(self, sentence: Sentence) -> Sentence | None:
        choices = {i: s for i, s in enumerate(self._letters) if i not in self._taken}
        for _, _, i in process.extract(letters(sentence.text), choices, scorer=fuzz.ratio, score_cutoff=80, limit=3):
            if same_but_spelling(sentence.text, self._sentences[i].text):
                self._taken.add(i)
                return self._sentences[i]
        return None

    def take_joined(self, now: Sequence[Sentence], done: set[int]) -> Iterator[tuple[int, Sentence]]:
        """A sentence that was two, or two that were one: a full stop lost or found."""
        for i, sentence in enumerate(now):
            if i in done:
                continue
            for j in range(len(self._sentences) - 1):
                one, two = self._sentences[j], self._sentences[j + 1]
                if {j, j + 1} & self._taken:
                    continue
                if same_but_spelling(sentence.text, f"{one.text} {two.text}"):
                    self._taken |= {j, j + 1}
                    yield i, one
                    break
                if (
                    i + 1 < len(now)
                    and i + 1 not in done
                    and same_but_spelling(f"{sentence.text} {now[i + 1].text}", one.text)
                ):
                    self._taken.add(j)
                    yield i, one
                    yield i + 1, one
                    done.add(i + 1)
                    break


def _reworded(
    now: list[tuple[int, Sentence]], left: list[Sentence], paired: dict[int, int]
) -> list[tuple[int, Sentence]]:
    """Pairs of later and earlier sentences about the same, best first, each used once."""
    if not now or not left:
        return []
    letters = process.cdist(
        [" ".join(s.key) for _, s in now], [" ".join(s.key) for s in left], scorer=fuzz.token_sort_ratio
    )
    shared = np.array([[_shared(a, b) for b in left] for _, a in now])
    home = np.array([[paired.get(a.section) == b.section for b in left] for _, a in now])
    fits = np.where(home, (letters >= ALIKE) | (shared >= SHARED), (letters >= MOVED) | (shared >= MOVED_SHARED))
    value = np.where(fits, letters / 100 + shared, 0.0)
    rows, columns = linear_sum_assignment(-value)
    return [(now[r][0], left[c]) for r, c in zip(rows, columns, strict=True) if fits[r, c]]


def _shared(a: Sentence, b: Sentence) -> float:
    """Share of the shorter sentence's content that both have; 0 where there is too little to tell."""
    both, least = len(a.content & b.content), min(len(a.content), len(b.content))
    return both / least if both >= 2 else 0.0


def pair_sections(now: Outline, earlier: Outline, matches: list[Match]) -> dict[int, int]:
    """Number of each section of `now` to that of `earlier` from which it comes, where there is one."""
    if not now.sections or not earlier.sections:
        return {}
    value = np.zeros((len(now.sections), len(earlier.sections)))
    for match in matches:
        if match.earlier is not None:
            value[match.now.section, match.earlier.section] += match.now.words
    totals = np.maximum(1, np.array([_words(now, i) for i in range(len(now.sections))]))[:, None]
    value = value / totals
    for i, a in enumerate(now.sections):
        for j, b in enumerate(earlier.sections):
            if a.key is not None and (a.key, a.area) == (b.key, b.area):
                value[i, j] += 0.4
            value[i, j] += 0.2 * fuzz.ratio(a.heading.lower(), b.heading.lower()) / 100
    rows, columns = linear_sum_assignment(-value)
    return {int(r): int(c) for r, c in zip(rows, columns, strict=True) if value[r, c] >= 0.3}


def _words(outline: Outline, section: int) -> int:
    return sum(s.words for s in outline.sentences if s.section == section)
