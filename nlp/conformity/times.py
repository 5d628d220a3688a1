"""Points of time in a text: dates, months, seasons, clock, part of day, terms ("inom tre månader").

A point is a range of months counted from January of year 0 (`first`, `last`) or, for a term, a number of days
from now. Never resolves a term to a date: order and plan are read with different days in mind.

Example: `read_time("senast 30 juni 2021")` has day 30, month 6, year 2021 and relation "before".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.conformity.cues import found
from nlp.conformity.quantities import number_of, read_quantities, unit_of
from nlp.conformity.words import cues, plain, read

NUMERIC = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
SHORT = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:\s*-?\s*(\d{2,4}))?(?![\d/])")
YEAR = re.compile(r"(?<!\d)(?:(20[0-4]\d)|-(\d\d))(?!\d)")


@dataclass(frozen=True, slots=True)
class Time:
    """What a text says of when: any part may be lacking (None or empty)."""

    month_first: float | None = None
    month_last: float | None = None
    year: int | None = None
    relation: str = ""
    term_days: float | None = None
    clock: float | None = None
    parts: frozenset[str] = frozenset()
    postponed: bool = False
    start: int | None = None  # character where the first point stands in the plain text


@lru_cache(maxsize=4_000)
def read_time(text: str) -> Time:
    """The time that a text tells; of several points the last one counts."""
    words = read(text)
    raw = text.lower()
    first = last = None
    year = None
    where: int | None = None
    for date in NUMERIC.finditer(raw):
        year, first = int(date[1]), int(date[2]) + int(date[3]) / 31
        last, where = first, date.start()
    if first is None and (m := SHORT.search(raw)) and 1 <= int(m[2]) <= 12 and 1 <= int(m[1]) <= 31:
        first = last = int(m[2]) + int(m[1]) / 31
        where = m.start()
        if m[3]:
            year = int(m[3]) % 100 + 2000
    months, seasons, ordinals = cues()["months"], cues()["seasons"], cues()["ordinals"]
    if first is None:
        for i, w in enumerate(words):
            if w.form in seasons:
                first, last = (float(x) for x in seasons[w.form])
                where = w.start
            elif w.form in months:
                first = float(months[w.form])
                last = first + 0.97
                day = number_of(words[i - 1].form) or ordinals.get(words[i - 1].form) if i else None
                if day and day <= 31 and (words[i - 1].form[0].isdigit() or words[i - 1].form in ordinals):
                    first = last = first + float(day) / 31
                where = w.start
    if year is None and (found_year := YEAR.search(raw)):
        year = int(found_year[1] or 2000 + int(found_year[2]))
        where = found_year.start() if where is None else where
        if first is None:
            first, last = 1.0, 12.97
    before = " ".join(w.form for w in words if where is not None and where - 30 <= w.start < where)
    return Time(
        month_first=first,
        month_last=last,
        year=year,
        relation=_relation(before),
        term_days=_term(text),
        clock=_clock(text),
        parts=frozenset(found("daypart", text)),
        postponed="postponed" in found("time_relation", text),
        start=where,
    )


def _relation(before: str) -> str:
    best, at = "", -1
    for key in ("before", "after", "within"):
        for cue in cues()["time_relation"][key]:
            i = f" {before} ".rfind(f" {cue} ")
            if i > at:
                best, at = key, i
    return best


def _term(text: str) -> float | None:
    """Days of "inom tre månader", "under ett halvår", "i sex veckor", "om ett år"; the shortest if several."""
    lengths = [q.days for q in read_quantities(text) if q.days is not None and not q.per and q.days >= 5]
    words = read(text)
    for i, w in enumerate(words[1:], 1):
        if words[i - 1].form in ("ett", "en", "halvt", "inom", "första") and w.form in ("kvartal", "halvår"):
            days = cues()["unit_days"].get(unit_of(w) or "")
            if days is not None:
                lengths.append(float(days))
    return min(lengths) if lengths else None


def _clock(text: str) -> float | None:
    """Hour of the day as a number: "kl. 8.30", "klockan nio", "halv nio", "10.15"."""
    said = plain(text)
    if m := re.search(r"\bklockan (\d{1,2})(?:[.:](\d{2}))?\b", said):
        return int(m[1]) + int(m[2] or 0) / 60
    if m := re.search(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b", said):
        return int(m[1]) + int(m[2]) / 60
    if m := re.search(r"\bhalv (\w+)\b", said):
        value = number_of(m[1])
        if value is not None and 1 < value <= 12:
            return value - 0.5
    if m := re.search(r"\bklockan (\w+)\b", said):
        return number_of(m[1])
    return None
