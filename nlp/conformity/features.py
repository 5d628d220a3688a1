"""A pair of elements as numbers: what the relation classifier sees.

`pair_features(a, b)` gives the named values of one pair (order's element `a`, plan's element `b`): shared words,
words left over on either side, the facets of `facets`, and the cosine of the sentence vectors if given.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from nlp.conformity.cues import found
from nlp.conformity.facets import SETS, State, compare_facets
from nlp.conformity.lexicon import nearness
from nlp.conformity.words import Word, cues, plain, read

MATCHED = 0.55
KEYED = ("direction", "level", "negation", "scope", "status")


@lru_cache(maxsize=50_000)
def content(text: str) -> tuple[Word, ...]:
    """Content words of a text, each stem once."""
    seen: dict[str, Word] = {}
    for w in read(text):
        if w.content and w.form[0].isalnum():
            seen.setdefault(w.stem, w)
    return tuple(seen.values())


def alignment(a: str, b: str) -> NDArray[np.float64]:
    """Nearness of every content word of `a` (rows) to every one of `b` (columns)."""
    left, right = content(a), content(b)
    out = np.zeros((max(1, len(left)), max(1, len(right))))
    for i, x in enumerate(left):
        for j, y in enumerate(right):
            out[i, j] = nearness(x.stem, y.stem)
    return out


def weight(word: Word) -> float:
    """How much a word carries: longer words say more, cue words are weighed by the facets."""
    return min(2.5, 0.4 + len(word.stem) / 5)


def left_over(words: tuple[Word, ...], best: NDArray[np.float64]) -> tuple[Word, ...]:
    """The words whose best counterpart is too far off."""
    return tuple(w for w, s in zip(words, best, strict=False) if s < MATCHED)


def pair_features(a: str, b: str) -> dict[str, float]:
    """Named features of one pair, without the vectors."""
    left, right = content(a), content(b)
    near = alignment(a, b)
    out: dict[str, float] = {}
    best_a, best_b = near.max(1), near.max(0)
    wa = np.array([weight(w) for w in left] or [1.0])
    wb = np.array([weight(w) for w in right] or [1.0])
    out["cover_a"] = float((best_a * wa).sum() / wa.sum())
    out["cover_b"] = float((best_b * wb).sum() / wb.sum())
    out["exact_a"] = float(((best_a >= 1) * wa).sum() / wa.sum())
    out["exact_b"] = float(((best_b >= 1) * wb).sum() / wb.sum())
    out["left_a"] = float(((best_a < MATCHED) * wa).sum())
    out["left_b"] = float(((best_b < MATCHED) * wb).sum())
    out["left_a_n"] = float((best_a < MATCHED).sum())
    out["left_b_n"] = float((best_b < MATCHED).sum())
    out["longest_left_b"] = max((len(w.stem) for w, s in zip(right, best_b, strict=False) if s < MATCHED), default=0)
    out["longest_left_a"] = max((len(w.stem) for w, s in zip(left, best_a, strict=False) if s < MATCHED), default=0)
    out["n_a"], out["n_b"] = float(len(left)), float(len(right))
    out["length_ratio"] = len(right) / max(1, len(left))
    pa, pb = plain(a), plain(b)
    out["sort_ratio"] = fuzz.token_sort_ratio(pa, pb) / 100
    out["set_ratio"] = fuzz.token_set_ratio(pa, pb) / 100
    out["partial_ratio"] = fuzz.partial_ratio(pa, pb) / 100
    out["ratio"] = fuzz.ratio(pa, pb) / 100
    fa, fb = {w.form for w in read(a)}, {w.form for w in read(b)}
    out["form_jaccard"] = len(fa & fb) / max(1, len(fa | fb))
    out["forms_only_a"], out["forms_only_b"] = float(len(fa - fb)), float(len(fb - fa))
    out["in_order"] = _in_order(a, b)
    for facet in compare_facets(a, b):
        out[f"{facet.name}_state"] = float(facet.state)
        out[f"{facet.name}_size"] = facet.size
        out[f"{facet.name}_differ"] = float(facet.state == State.DIFFER)
    for section in KEYED:
        ka, kb = found(section, a), found(section, b)
        for key in cues()[section]:
            out[f"{section}_{key}"] = float(key in kb) - float(key in ka)
    for section in SETS:
        out[f"{section}_plan_new"] = float(len(found(section, b).keys() - found(section, a).keys()))
        out[f"{section}_order_lost"] = float(len(found(section, a).keys() - found(section, b).keys()))
    return out


def _in_order(a: str, b: str) -> float:
    """Share of the words of `a` found again in `b` in the same order."""
    x, y = [w.stem for w in read(a)], [w.stem for w in read(b)]
    row = [0] * (len(y) + 1)
    for s in x:
        last = 0
        for j, t in enumerate(y, 1):
            last, row[j] = row[j], last + 1 if s == t else max(row[j], row[j - 1])
    return row[-1] / max(1, len(x))
