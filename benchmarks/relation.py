"""Time to align an order with a plan, by size.

Usage: `python -m benchmarks.relation`. Orders and plans are cut from the labelled elements, others for every run, so
that no run finds its words in a cache. Timings are after the first use (weights loaded). One thread.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from models.relation import material
from nlp.conformity import align, judge
from nlp.types import Element

SIZES = ((2, 3), (5, 6), (10, 12), (20, 25))
RUNS = 8


def cut(elements: Sequence[Element], start: int, count: int) -> list[Element]:
    """`count` elements from `start` on, with ids of their own."""
    chosen = [elements[(start + i) % len(elements)] for i in range(count)]
    return [Element(f"{start}-{i}", e.kind, e.evidence) for i, e in enumerate(chosen)]


def main() -> None:
    """Prints the median and worst seconds per size."""
    cases = material.cases()
    order, plan = [e for c in cases for e in c.order], [e for c in cases for e in c.plan]
    judge(align(order[:2], plan[:2]))
    at = 0
    for n, m in SIZES:
        seconds = []
        for _ in range(RUNS):
            at += m
            left, right = cut(order, at, n), cut(plan, at, m)
            begin = time.perf_counter()
            judge(align(left, right))
            seconds.append(time.perf_counter() - begin)
        print(f"{n} x {m}: median {np.median(seconds):.3f} s, worst {max(seconds):.3f} s")


if __name__ == "__main__":
    main()
