"""Membership of a trade union: the sentence that tells of it goes as a whole.

No compilation may hold it (lag 2001:454, 7 a §). Drops too much rather than too little: "facket" may be a compartment.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.language.sentences import sentences
from outputs.data import load


class _Rules(NamedTuple):
    always: re.Pattern[str]
    names: re.Pattern[str]
    cues: re.Pattern[str]
    token: str


def tells_of_union(text: str) -> bool:
    """Whether a sentence may tell of somebody's trade union."""
    rules = _rules()
    return bool(rules.always.search(text) or (rules.names.search(text) and rules.cues.search(text)))


def union_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences stand that may tell of somebody's trade union."""
    if not tells_of_union(text):
        return []
    return [(start, end) for start, end in sentences(text) if tells_of_union(text[start:end])]


def without_union(text: str) -> str:
    """The text with `[FACK]` for each sentence that tells of a trade union."""
    out, last = "", 0
    for start, end in union_sentences(text):
        out += text[last:start] + _rules().token
        last = end
    return out + text[last:]


@cache
def _rules() -> _Rules:
    data = load("pseudonyms")["union"]
    always, names, cues = (re.compile(data[key]) for key in ("always", "with", "cues"))
    return _Rules(always, names, cues, data["token"])
