"""A pair of elements as numbers: what the relation classifier sees.

`pair_features(a, b)` gives the named values of one pair (order's element `a`, plan's element `b`): shared words,
words left over on either side, cosines of word and sentence vectors, and the facets of `facets`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from nlp.conformity.cues import found
from nlp.conformity.facets import SETS, State, compare_facets
from nlp.conformity.lexicon import nearness
from nlp.conformity.vectors import vector
from nlp.conformity.words import Word, cues, plain, read

Floats = NDArray[np.float64]
MATCHED = 0.55
NOTHING_LEFT = 1.2  # above any cosine: no word is left over to compare
VECTOR_FEATURES = (
    "vector_cosine", "vector_cover_a", "vector_cover_b", "vector_least_a", "vector_least_b", "vector_least_two",
    "vector_left_a", "vector_left_b", "vector_left_cosine", "vector_left_least_a", "vector_left_least_b",
)  # fmt: skip
KEYED = ("direction", "level", "negation", "scope", "status")


@lru_cache(maxsize=4_000)
def content(text: str) -> tuple[Word, ...]:
    """Content words of a text, each stem once."""
    seen: dict[str, Word] = {}
    for w in read(text):
        if w.content and w.form[0].isalnum():
            seen.setdefault(w.stem, w)
    return tuple(seen.values())


@lru_cache(maxsize=4_000)
def word_weights(text: str) -> Floats:
    """Weight [n] of each content word (one row of 1 for a text without any)."""
    return np.array([weight(w) for w in content(text)] or [1.0])


@lru_cache(maxsize=4_000)
def word_vectors(text: str) -> Floats:
    """Unit vectors [n, d] of the content words; the text must have some."""
    return np.stack([vector(w.form) for w in content(text)])


@lru_cache(maxsize=4_000)
def forms(text: str) -> frozenset[str]:
    """The word forms of a text."""
    return frozenset(w.form for w in read(text))


def alignment(a: str, b: str) -> Floats:
    """Nearness of every content word of `a` (rows) to every one of `b` (columns)."""
    left, right = content(a), content(b)
    if not left or not right:
        return np.zeros((max(1, len(left)), max(1, len(right))))
    return np.array([[nearness(x.stem, y.stem) for y in right] for x in left])


def weight(word: Word) -> float:
    """How much a word carries: longer words say more, cue words are weighed by the facets."""
    return min(2.5, 0.4 + len(word.stem) / 5)


def left_over(words: tuple[Word, ...], best: Floats) -> tuple[Word, ...]:
    """The words whose best counterpart is too far off."""
    return tuple(w for w, s in zip(words, best, strict=False) if s < MATCHED)


def pair_features(a: str, b: str) -> dict[str, float]:
    """Named features of one pair."""
    left, right = content(a), content(b)
    near = alignment(a, b)
    out: dict[str, float] = {}
    best_a, best_b = near.max(1), near.max(0)
    wa, wb = word_weights(a), word_weights(b)
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
    ta, tb = plain(a), plain(b)
    out["sort_ratio"] = fuzz.token_sort_ratio(ta, tb) / 100
    out["set_ratio"] = fuzz.token_set_ratio(ta, tb) / 100
    out["partial_ratio"] = fuzz.partial_ratio(ta, tb) / 100
    out["ratio"] = fuzz.ratio(ta, tb) / 100
    fa, fb = forms(a), forms(b)
    out["form_jaccard"] = len(fa & fb) / max(1, len(fa | fb))
    out["forms_only_a"], out["forms_only_b"] = float(len(fa - fb)), float(len(fb - fa))
    out["in_order"] = _in_order(a, b)
    out.update(vector_features(a, b, near))
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
    pa, pb = found("party", a), found("party", b)
    for group, keys in cues()["party_groups"].items():
        out[f"party_{group}_new"] = float(sum(k in pb and k not in pa for k in keys))
        out[f"party_{group}_lost"] = float(sum(k in pa and k not in pb for k in keys))
    return out


def vector_features(a: str, b: str, near: Floats) -> dict[str, float]:
    """What word and sentence vectors say of the pair; `near` is what the word lists say ([words a, words b])."""
    left, right = content(a), content(b)
    out = dict.fromkeys(VECTOR_FEATURES, NOTHING_LEFT)
    out["vector_cosine"] = float(vector(plain(a)) @ vector(plain(b)))
    if not left or not right:
        return out
    va, vb = word_vectors(a), word_vectors(b)
    cosine = va @ vb.T
    best = np.maximum(near, cosine)
    wa, wb = word_weights(a), word_weights(b)
    best_a, best_b = best.max(1), best.max(0)
    lost_a, lost_b = near.max(1) < MATCHED, near.max(0) < MATCHED
    out["vector_cover_a"], out["vector_cover_b"] = float(best_a @ wa / wa.sum()), float(best_b @ wb / wb.sum())
    out["vector_least_a"], out["vector_least_b"] = float(best_a.min()), float(best_b.min())
    out["vector_least_two"] = float(np.sort(best_a)[:2].mean())
    if lost_a.any():
        out["vector_left_a"] = float(cosine.max(1)[lost_a] @ wa[lost_a] / wa[lost_a].sum())
    if lost_b.any():
        out["vector_left_b"] = float(cosine.max(0)[lost_b] @ wb[lost_b] / wb[lost_b].sum())
    if lost_a.any() and lost_b.any():
        x, y = va[lost_a].mean(0), vb[lost_b].mean(0)
        out["vector_left_cosine"] = float(x @ y / (np.linalg.norm(x) * np.linalg.norm(y) + 1e-9))
        out["vector_left_least_a"] = float(cosine[lost_a][:, lost_b].max(1).min())
        out["vector_left_least_b"] = float(cosine[lost_a][:, lost_b].max(0).min())
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
