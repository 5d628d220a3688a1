"""What an outsider can work out from the cells that are shown: bounds of every hidden number, by all sums together.

First bounds are tightened sum by sum until nothing changes, then the sums are solved together as linear equations.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import lsqr

from outputs.audit.relations import Sum

STILL = 1e-6  # a number that moves less than this, whatever else changes, is certain


@dataclass(slots=True)
class Known:
    """Lower and upper bound of each number that stands in a sum, and the sums that gave the bounds."""

    low: dict[int, int] = field(default_factory=dict)
    high: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def certain(self, number: int) -> bool:
        """Whether the bounds leave one value; never so for a number that stands in no sum."""
        return number in self.low and self.low[number] == self.high[number]


def work_out(
    sums: Sequence[Sum], sizes: Sequence[int], told: Collection[int], few: Collection[int], below: int
) -> Known:
    """Bounds of all numbers in the sums.

    `told` are shown with their size; of `few` it is shown that they are 1 to `below` - 1. `reasons` name sums by place.
    """
    known, touching = Known(), _touching(sums)
    most = max(sizes, default=0)
    for n in touching:
        bounds = (sizes[n], sizes[n]) if n in told else (1, below - 1) if n in few else (0, most)
        known.low[n], known.high[n] = bounds
    waiting = deque(range(len(sums)))
    queued = set(waiting)
    while waiting:
        place = waiting.popleft()
        queued.discard(place)
        for n in _tighten(known, sums[place], place):
            fresh = [other for other in touching[n] if other not in queued]
            queued.update(fresh)
            waiting.extend(fresh)
    _solve(known, sums, sizes, touching)
    return known


def _touching(sums: Sequence[Sum]) -> dict[int, list[int]]:
    """The sums, by place, in which each number stands."""
    out: dict[int, list[int]] = defaultdict(list)
    for place, s in enumerate(sums):
        for n in (s.whole, *s.parts):
            out[n].append(place)
    return out


def _tighten(known: Known, s: Sum, place: int) -> set[int]:
    """Narrows the bounds of one sum's numbers as far as it can; the numbers whose bounds changed."""
    low, high = known.low, known.high
    changed: set[int] = set()
    again = True
    while again:
        again = False
        lows, highs = sum([low[p] for p in s.parts]), sum([high[p] for p in s.parts])
        bounds = [(s.whole, lows, highs)]
        if lows < highs or low[s.whole] < high[s.whole]:
            bounds += [(p, low[s.whole] - highs + high[p], high[s.whole] - lows + low[p]) for p in s.parts]
        for n, least, most in bounds:
            if least > low[n] or most < high[n]:
                low[n], high[n] = max(low[n], least), min(high[n], most)
                known.reasons[n].add(place)
                changed.add(n)
                again = True
    return changed


def _solve(known: Known, sums: Sequence[Sum], sizes: Sequence[int], touching: dict[int, list[int]]) -> None:
    """Numbers that all sums together leave no choice for: they do not move in any direction that keeps the sums."""
    index: dict[int, int] = {}
    entries: list[tuple[int, int, float]] = []
    for place, s in enumerate(sums):
        for n, sign in [(s.whole, 1.0), *((p, -1.0) for p in s.parts)]:
            if not known.certain(n):
                entries.append((place, index.setdefault(n, len(index)), sign))
    if not index:
        return
    rows, columns, signs = zip(*entries, strict=True)
    matrix = csr_matrix((signs, (rows, columns)), shape=(len(sums), len(index)))
    way = np.random.default_rng(0).standard_normal(len(index))
    kept = way - lsqr(matrix, matrix @ way, atol=1e-13, btol=1e-13, iter_lim=20 * len(index))[0]
    for n, column in index.items():
        if abs(kept[column]) < STILL:
            known.low[n] = known.high[n] = sizes[n]
            known.reasons[n].update(touching[n])
