"""Looks for the cue words of `data/conformity.toml` in a text as read.

`found(section, text)` gives, per key of the section, the cues that stand in the text as whole words. Longer
cues win over the shorter ones inside them ("god man" over "man"). Matching is on word forms, not on stems:
the lists hold the forms that count.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.conformity.words import cues, plain


@cache
def _finder(section: str) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    keys: dict[str, list[str]] = {}
    for key, phrases in cues()[section].items():
        for phrase in phrases if isinstance(phrases, list) else [key]:
            keys.setdefault(phrase, []).append(key)
    ordered = sorted(keys, key=len, reverse=True)
    pattern = re.compile(r"(?<![\wåäö])(?:" + "|".join(re.escape(p) for p in ordered) + r")(?![\wåäö])")
    return pattern, keys


@lru_cache(maxsize=4_000)
def found(section: str, text: str) -> dict[str, tuple[str, ...]]:
    """Key of the section -> cues found in `text`, in order."""
    pattern, keys = _finder(section)
    out: dict[str, tuple[str, ...]] = {}
    for m in pattern.finditer(plain(text)):
        for key in keys[m[0]]:
            out[key] = (*out.get(key, ()), m[0])
    return out
