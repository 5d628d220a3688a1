"""Likeness of two Swedish texts by their words and letters: features to stand beside the cosine of `similarity`.

Decides: how much of letter sequences, stems, words and numbers two texts have in common. Rare ones count more.
Never: tells opposites apart (`negation` only counts words), or gives one score: who combines the features fits weights
for the task at hand.
Example: `load().features(["Praktik 3 dgr/v"], ["Praktik tre dagar i veckan"])` has one row, a column a name in
`NAMES`.
Measured (alone and with the cosine): see the card, `models/sv_similarity/README.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import sqrt
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz
from safetensors import SafetensorError
from safetensors.numpy import load_file
from snowballstemmer import stemmer

from nlp import data
from nlp.errors import ModelError
from nlp.language import similarity

BUCKETS = 1 << 16
WORD = re.compile(r"\w+")
NAMES = (
    "align",
    "letters",
    "letters_plain",
    "stems",
    "stems_covered",
    "rarest_alone",
    "bigrams",
    "token_set",
    "token_sort",
    "partial",
    "length",
    "numbers",
    "negation",
)

_stem = lru_cache(maxsize=100_000)(stemmer("swedish").stemWord)


def pieces(text: str) -> Counter[str]:
    """Letter sequences of two to four within words, word ends marked by a blank, and how often each comes."""
    found: Counter[str] = Counter()
    for word in WORD.findall(text.lower()):
        padded = f" {word} "
        for n in (2, 3, 4):
            found.update(padded[i : i + n] for i in range(len(padded) - n + 1))
    return found


def stems(text: str) -> list[str]:
    """Stems of the words, in order."""
    return [_stem(w) for w in WORD.findall(text.lower())]


def bucket(piece: str) -> int:
    """Place of a letter sequence or stem in the table of rarities."""
    return crc32(piece.encode()) % BUCKETS


class Lexical:
    """Features of pairs of texts; `rarity` float32 [BUCKETS] is log(texts / texts that hold it)."""

    def __init__(self, encoder: similarity.Encoder, rarity: np.ndarray) -> None:
        self._encoder, self._rarity = encoder, rarity

    def features(self, a: Sequence[str], b: Sequence[str]) -> np.ndarray:
        """float32 [pairs, len(NAMES)], each 0-1 (`numbers`: -1 to 1). `a` and `b` are equally long."""
        vocabulary = sorted({s for text in (*a, *b) for s in WORD.findall(text.lower())})
        places = {w: i for i, w in enumerate(vocabulary)}
        vectors = self._encoder.encode(vocabulary) if vocabulary else np.zeros((0, 1), dtype=np.float32)
        rows = [self._pair(x, y, places, vectors) for x, y in zip(a, b, strict=True)]
        return np.asarray(rows, dtype=np.float32).reshape(len(rows), len(NAMES))

    def _pair(self, x: str, y: str, places: dict[str, int], vectors: np.ndarray) -> tuple[float, ...]:
        px, py = pieces(x), pieces(y)
        sx, sy = set(stems(x)), set(stems(y))
        common = self._sum(sx & sy)
        alone = max((float(self._rarity[bucket(s)]) for s in sx ^ sy), default=0.0)
        total_x, total_y = self._sum(sx), self._sum(sy)
        lx, ly = len(x) or 1, len(y) or 1
        return (
            self._align(x, y, places, vectors),
            self._cosine(px, py, rare=True),
            self._cosine(px, py, rare=False),
            2 * common / ((total_x + total_y) or 1),
            common / (min(total_x, total_y) or 1),
            alone / float(self._rarity.max()),
            _bigrams(x, y),
            fuzz.token_set_ratio(x.lower(), y.lower()) / 100,
            fuzz.token_sort_ratio(x.lower(), y.lower()) / 100,
            fuzz.partial_ratio(x.lower(), y.lower()) / 100,
            min(lx, ly) / max(lx, ly),
            _numbers(x, y),
            float(_negated(x) != _negated(y)),
        )

    def _sum(self, found: set[str]) -> float:
        return float(sum(self._rarity[bucket(s)] for s in found))

    def _cosine(self, x: Counter[str], y: Counter[str], rare: bool) -> float:
        def weigh(c: Counter[str]) -> dict[str, float]:
            return {p: sqrt(n) * (float(self._rarity[bucket(p)]) if rare else 1.0) for p, n in c.items()}

        wx, wy = weigh(x), weigh(y)
        norm = sqrt(sum(v * v for v in wx.values()) * sum(v * v for v in wy.values()))
        return sum(v * wy[p] for p, v in wx.items() if p in wy) / norm if norm else 0.0

    def _align(self, x: str, y: str, places: dict[str, int], vectors: np.ndarray) -> float:
        """Each word with its nearest in the other text, weighed by rarity, both ways (as in BERTScore)."""
        wx, wy = WORD.findall(x.lower()), WORD.findall(y.lower())
        if not wx or not wy:
            return 0.0
        near = vectors[[places[w] for w in wx]] @ vectors[[places[w] for w in wy]].T
        weight_x = np.array([self._rarity[bucket(_stem(w))] for w in wx])
        weight_y = np.array([self._rarity[bucket(_stem(w))] for w in wy])
        there = float((near.max(1) * weight_x).sum() / max(weight_x.sum(), 1e-9))
        back = float((near.max(0) * weight_y).sum() / max(weight_y.sum(), 1e-9))
        return max(0.0, (there + back) / 2)


def load() -> Lexical:
    """The features over the static tier. Raises `ModelError` if the table of rarities is lacking."""
    path = similarity.STATIC / "rarity.safetensors"
    try:
        rarity = load_file(path)["rarity"].astype(np.float32)
    except (OSError, SafetensorError, KeyError) as e:
        raise ModelError(f"{path.parent.name}/{path.name} saknas eller är skadad. Hämta mappen igen.") from e
    return Lexical(similarity.load(), rarity)


def _bigrams(x: str, y: str) -> float:
    """Share of the shorter text's pairs of neighbouring words that the other text has too."""
    wx, wy = WORD.findall(x.lower()), WORD.findall(y.lower())
    bx, by = set(pairwise(wx)), set(pairwise(wy))
    return len(bx & by) / max(1, min(len(bx), len(by)))


def _numbers(x: str, y: str) -> float:
    """1: the same numbers, in digits or words; -1: other ones; 0: at least one text has none."""
    words = data.load("similarity")["numbers"]
    nx, ny = ({words.get(w, w) for w in WORD.findall(t.lower()) if w.isdecimal() or w in words} for t in (x, y))
    return 2 * len(nx & ny) / len(nx | ny) - 1 if nx and ny else 0.0


def _negated(text: str) -> bool:
    return _negation().search(text.lower()) is not None


@cache
def _negation() -> re.Pattern[str]:
    words = "|".join(w.replace("*", r"\w*") for w in data.load("similarity")["negation"])
    return re.compile(rf"\b(?:{words})\b")
