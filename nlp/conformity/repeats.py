"""Is the plan's element the order's own words again?

Two texts repeat each other if the same words stand in the same order, small words ([small] in
`data/conformity_words.toml`), endings and the person ("Att", "X ska", "Jag vill") apart. So too if the order begins
with a first name that the plan leaves out ("Kim har ..."), and if a noun of doing stands for its verb ("packning av
skruv", "packar skruv"). The labelled material holds few copies and many minimal edits, so a learned model takes a copy
for a suspicious edit: this rule goes first.
Never sees past a single other word: "utan", "inte", another number or name and the rule is silent. A name that only the
plan has may be that of the staff and is another word.

Example: "Komma i tid till praktiken" and "Jag kommer i tid till praktiken." repeat each other.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp import data
from nlp.conformity.quantities import number_of
from nlp.conformity.words import Word, read
from nlp.language.persons import describe

SURE = 0.97
DOING = re.compile(r"(?P<base>\w{3,}?n?)ing(?:en|ar|arna)?")  # packning, träning, sortering
VERB = ("a", "ar", "er", "as", "ade", "at")  # endings of the verb beside the noun of doing


@cache
def _small() -> frozenset[str]:
    return frozenset(data.load("conformity_words")["small"]["words"])


@lru_cache(maxsize=4_000)
def _kept(text: str) -> tuple[Word, ...]:
    out: list[Word] = []
    for word in read(text):
        of_doing = word.form == "av" and out and DOING.fullmatch(out[-1].form)
        if word.form not in _small() and word.form[0].isalnum() and not of_doing:
            out.append(word)
    return tuple(out)


def repeats(order: str, plan: str) -> bool:
    """True if the plan's text has the same words in the same order."""
    a, b = _kept(order), _kept(plan)
    if not a or not b:
        return False
    if len(a) > len(b) and a[0].form != b[0].form and _is_name(order[a[0].start : a[0].end]):
        a = a[2:] if a[1].form == "har" else a[1:]
    return len(a) == len(b) and all(_alike(x, y) for x, y in zip(a, b, strict=True))


def _is_name(printed: str) -> bool:
    """Whether a word is a common first name and no ordinary word."""
    signs = describe(printed) if printed[:1].isupper() else ""
    return "f" in signs and "w" not in signs


def _alike(x: Word, y: Word) -> bool:
    """The same number, the same stem, or a noun of doing and its verb."""
    if (n := number_of(x.form)) is not None or number_of(y.form) is not None:
        return n == number_of(y.form)
    return x.stem == y.stem or _does(x.form, y.form) or _does(y.form, x.form)


def _does(noun: str, verb: str) -> bool:
    m = DOING.fullmatch(noun)
    if m is None:
        return False
    base = m["base"]
    bases = (base, base.removesuffix("n"))
    return any(verb == b + ending for b in bases for ending in VERB)
