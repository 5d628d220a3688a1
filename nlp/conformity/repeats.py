"""Is the plan's element the order's own words again?

Two texts repeat each other if the same words stand in the same order, small words ([small] in
`data/conformity_words.toml`), endings and the person ("Att", "X ska", "Jag vill") apart. The labelled material
holds few copies and many minimal edits, so a learned model takes a copy for a suspicious edit: this rule goes first.
Never sees past a single other word: "utan", "inte", another number or name and the rule is silent.

Example: "Komma i tid till praktiken" and "Jag kommer i tid till praktiken." repeat each other.
"""

from __future__ import annotations

from functools import cache, lru_cache

from nlp import data
from nlp.conformity.quantities import number_of
from nlp.conformity.words import read

SURE = 0.97


@cache
def _small() -> frozenset[str]:
    return frozenset(data.load("conformity_words")["small"]["words"])


@lru_cache(maxsize=50_000)
def _kept(text: str) -> tuple[str, ...]:
    words = [w for w in read(text) if w.form not in _small() and w.form[0].isalnum()]
    return tuple(w.stem if (n := number_of(w.form)) is None else str(n) for w in words)


def repeats(a: str, b: str) -> bool:
    """True if the texts are the same words in the same order."""
    return bool(_kept(a)) and _kept(a) == _kept(b)
