"""Numbers, days and names as a Swedish reader expects them."""

from __future__ import annotations

import re
from collections.abc import Iterable

SPACE = "\u00a0"
"""Within numbers and before the percent sign: the line must not break there."""
HEAD_LENGTH, LABEL_LENGTH = 40, 90
"""Characters that a printed table has room for: of a name over a column, of the label of a row."""


def points(share: float) -> str:
    """A difference of shares in percentage points: 0.031 → `+3`, -0.2 → `−20`."""
    n = round(100 * share)
    return f"+{n}" if n > 0 else f"−{-n}" if n < 0 else "0"


def unbroken(text: str) -> str:
    """The text with numbers and their percent signs kept on one line, `14 (18 %)` too."""
    return re.sub(r"(?<=\d) (?=%|\(\d)|(?<=\bän) (?=\d)", SPACE, text)


def one_line(text: str) -> str:
    """The text without line breaks, tabs and characters that no document may hold."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]", " ", text).split())


def short_names(names: Iterable[str], length: int = HEAD_LENGTH) -> dict[str, str]:
    """A name as printed for each name: on one line, at most `length` long, still told apart by a number."""
    printed: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        whole = one_line(name) or "(utan namn)"
        short = whole if len(whole) <= length else whole[: length - 1].rstrip() + "…"
        tried, again = short, 1
        while tried in taken:
            again += 1
            tried = f"{short[: length - 5]} ({again})"
        taken.add(tried)
        printed[name] = tried
    return printed
