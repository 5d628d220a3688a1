"""Word-level difference of two texts, for the display."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from nlp.conformity.words import stem


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of words: in both texts, only in the order's (`order`) or only in the plan's (`plan`)."""

    kind: Literal["both", "order", "plan"]
    text: str


def word_difference(a: str, b: str) -> tuple[Stretch, ...]:
    """The words of `a` and `b` side by side; other endings of the same word count as the same.

    Joining the `both` and `order` stretches gives the words of `a`; `both` shows the plan's spelling.
    """
    left, right = a.split(), b.split()
    matcher = SequenceMatcher(None, [_key(w) for w in left], [_key(w) for w in right], autojunk=False)
    out: list[Stretch] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            out.append(Stretch("both", " ".join(right[k:m])))
            continue
        if i < j:
            out.append(Stretch("order", " ".join(left[i:j])))
        if k < m:
            out.append(Stretch("plan", " ".join(right[k:m])))
    return tuple(out)


def _key(word: str) -> str:
    bare = re.sub(r"[^\w]", "", word.lower())
    return stem(bare) if bare else word
