"""How near the clauses of a plan are to the elements of its order.

Whoever reads a plan has the order beside it: what says the same as the order is an element, also in running
prose. Likeness is the cosine of the static vectors (`nlp.language.similarity`) and the share of common stems.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from nlp.language.similarity import Encoder, load
from nlp.types import Element

STEM = 5
COSINES = (0.3, 0.4, 0.5, 0.6, 0.7)
SHARES = (0.15, 0.3, 0.45, 0.6)
RANKS = ((0.5, "a"), (1.0, "b"), (1.5, "c"), (2.5, "d"))  # rank by the number of elements in the order


def _encoder() -> Encoder:
    return load("static")


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:STEM] for w in re.findall(r"\w+", text.lower()) if len(w) > 3)


class Order:
    """The elements of an order, ready to be compared with."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.kinds = [e.kind.value for e in elements]
        self._stems = [_stems(e.text) for e in elements]
        self._vectors = _encoder().encode([e.text for e in elements])

    def marks(self, clauses: Sequence[str]) -> list[list[str]]:
        """Per clause the features that say how near the nearest element is, and of what kind."""
        if not self.kinds:
            return [[] for _ in clauses]
        cosine = _encoder().encode(list(clauses)) @ self._vectors.T
        out: list[list[str]] = []
        for clause, row in zip(clauses, cosine, strict=True):
            stems = _stems(clause)
            shares = [2 * len(stems & s) / max(1, len(stems) + len(s)) for s in self._stems]
            best = int(np.argmax(row + np.array(shares)))
            found = [f"cos>{c}" for c in COSINES if row.max() > c] + [f"share>{c}" for c in SHARES if max(shares) > c]
            if row[best] + shares[best] > 0.5:
                found.append(f"as-{self.kinds[best]}")
            out.append(found or ["none"])
        return out

    def places(self, parts: Sequence[str], lines: Sequence[int]) -> list[list[str]]:
        """Per clause or sentence of a whole plan: its rank among all, and of which elements it is the nearest.

        `lines`: the number of the line of each part; only parts of the same line are neighbours.
        """
        if not parts or not self.kinds:
            return [[] for _ in parts]
        stems = [_stems(part) for part in parts]
        shares = [[2 * len(a & b) / max(1, len(a) + len(b)) for b in self._stems] for a in stems]
        scores = _encoder().encode(list(parts)) @ self._vectors.T + np.array(shares)
        best = scores.max(axis=1)
        ranks = (-best).argsort().argsort() / len(self.kinds)
        nearest = scores.argsort(axis=0)[::-1]
        bins = [min(6, int(b * 5)) for b in best]
        out: list[list[str]] = []
        for u, rank in enumerate(ranks):
            found = {"rk=" + next((name for top, name in RANKS if rank < top), "e"), f"sc={bins[u]}"}
            for j, kind in enumerate(self.kinds):
                level = min(4, int(scores[u, j] * 4))
                if nearest[0, j] == u:
                    found |= {"top", f"top={level}", f"top-{kind}/{level >= 2}"}
                elif len(parts) > 1 and nearest[1, j] == u:
                    found.add(f"2nd={level}")
            for step in (-1, 1):
                if 0 <= u + step < len(parts) and lines[u + step] == lines[u]:
                    found.add(f"sc{step}={bins[u + step]}")
            out.append(sorted(found))
        return out
