"""Swedish dates in running text, form lines and file names.

Decides which stretches name a day, a week, a month, a season, a year or a span of days, and resolves them to a
first and a last day. Half-known dates ('4/3', 'i maj förra året', 'v. 12', 'förra sommaren') are resolved from
`anchor`, the day on which the text was written; without an anchor they are left out.

Precedence: the longest and fullest form wins (a day with year before a month before a bare year); stretches
never overlap.

Never: personal numbers, telephone numbers, amounts, law numbers ('2001:453'), clock times, shares ('4/5 dagar').

Example: `find_dates("uppf. bokad 12/3 kl 9", date(2019, 2, 1))` gives 2019-03-12 on the characters 12:16.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from nlp.date_forms import FORMS, NO_DATES

_FIGURE = re.compile(r"\d")


class DateMention(NamedTuple):
    """The characters start:end name the days first..last (one day: both are the same)."""

    start: int
    end: int
    first: dt.date
    last: dt.date


def find_dates(text: str, anchor: dt.date | None = None) -> tuple[DateMention, ...]:
    """The dates of `text` in order, half-open offsets into it. Half-known ones need `anchor`."""
    found: list[DateMention] = []
    taken = bytearray(len(text))
    low, figures = text.casefold(), bool(_FIGURE.search(text))
    for m in NO_DATES.finditer(text) if figures else ():
        taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
    for pattern, resolve, in_figures, signs in FORMS:
        if (in_figures and not figures) or not any(sign in low for sign in signs):
            continue
        for m in pattern.finditer(text):
            if any(taken[m.start() : m.end()]):
                continue
            try:
                span = resolve(m, anchor)
            except ValueError:  # 2019-02-30: looks like a date, is none
                continue
            if span is not None:
                found.append(DateMention(m.start(), m.end(), *span))
                taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
    return tuple(sorted(found))
