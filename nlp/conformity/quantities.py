"""Amounts, frequencies and lengths of time in a text, made comparable.

Read in order: dates are left out (see `times`), phrases of frequency ("varannan vecka"), numbers with a unit
("tre dagar"), with "i veckan", "per månad" behind them, lists of weekdays (their number a week), "halvtid" and
the like. A number with no unit is an amount of what follows. Never adds up amounts.

Example: `read_quantities("Tre dagar i veckan, fyra timmar per dag")` has 3 day a week and 4 hour a day.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.conformity.words import Word, cues, fold, read

PER = {"i", "per", "om", "varje", "var", "på"}
MINIMUM = {"minst", "lägst", "åtminstone", "över", "mer"}
RECURRING = {"day", "week", "month", "quarter", "term", "halfyear", "year"}
MAXIMUM = {"högst", "max", "maximalt", "upp", "under"}
SHORT_WEEKDAYS = {"mån", "tis", "ons", "tors", "fre"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` of `unit` (a key of [units], else the stem of what is counted), `per` a unit of time if it recurs.

    `bound` is "min", "max" or ""; `text` the words as written.
    """

    value: float
    unit: str
    per: str = ""
    bound: str = ""
    text: str = ""

    @property
    def weekly(self) -> float | None:
        """Times (or hours, days ...) a week; None if it does not recur."""
        if not self.per:
            return None
        days = cues()["unit_days"].get(self.per, 7.0)
        return self.value * (5.0 if self.per == "day" else 7.0 / days)

    @property
    def days(self) -> float | None:
        """Length in days if the unit is one of time."""
        length = cues()["unit_days"].get(self.unit)
        return None if length is None else self.value * float(length)


@cache
def _units() -> dict[str, str]:
    return {w: unit for unit, forms in cues()["units"].items() for w in forms}


def unit_of(word: Word) -> str | None:
    """Unit that a word names, also as the end of a compound ("arbetsdagar")."""
    units = _units()
    if word.form in units:
        return units[word.form]
    for form, unit in units.items():
        if len(form) >= 5 and unit not in ("person", "times", "krona", "quarter_hour") and word.form.endswith(form):
            return unit
    return None


def number_of(form: str) -> float | None:
    """The value of a figure or number word; None if it is neither."""
    if re.fullmatch(r"\d+(?:[.,]\d+)?", form):
        return float(form.replace(",", "."))
    value = cues()["numbers"].get(form)
    return None if value is None else float(value)


@lru_cache(maxsize=4_000)
def read_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order. "en"/"ett" counts only before a unit of time or times."""
    words, composed = read(text), unicodedata.normalize("NFC", text)
    out: list[Quantity] = []
    i = 0
    while i < len(words):
        value = number_of(words[i].form)
        if value is None:
            i += 1
            continue
        if i + 1 < len(words) and f"{words[i].form} {words[i + 1].form}" in cues()["numbers"]:
            value, i = float(cues()["numbers"][f"{words[i].form} {words[i + 1].form}"]), i + 1
        if (i and words[i - 1].form == "klockan") or _is_date(words, i):
            i += 1
            continue
        j = i + 1
        if j < len(words) and words[j].form in ("och", "-", "till") and j + 1 < len(words):
            upper = number_of(words[j + 1].form)  # "två till tre", "2-3"
            if upper is not None and words[j].form != "och":
                value, j = upper, j + 2
        while j < len(words) and words[j].form in ("hela", "fasta", "nya", "olika", "egna", "halva", "korta", "av"):
            j += 1
        unit = unit_of(words[j]) if j < len(words) else None
        vague = words[i].form in ("en", "ett", "halv", "halva") and unit in (None, "person")
        if vague or j >= len(words) or not words[j].form[0].isalpha():
            i += 1
            continue
        if unit is None:
            unit = words[j].stem
        per, last = _per(words, j)
        first = words[i - 1] if i and f"{words[i - 1].form} {words[i].form}" in cues()["numbers"] else words[i]
        out.append(Quantity(value, unit, per, _bound(words, i), composed[first.start : words[last].end]))
        i = j + 1
    return tuple(out)


def _per(words: tuple[Word, ...], i: int) -> tuple[str, int]:
    """Unit of time after "i", "per", "om", "varje" (empty if word `i` does not recur), and the last word of it."""
    for k in (i + 1, i + 2):
        if k + 1 < len(words) and words[k].form in PER:
            unit = unit_of(words[k + 1])
            definite = words[k + 1].form.endswith(("en", "n", "et")) or words[k].form in ("per", "varje", "var")
            if unit in RECURRING and (definite or words[k + 1].form in ("vecka", "veckor", "månad", "dag", "år")):
                return unit, k + 1
    if i + 1 < len(words) and words[i + 1].form == "dagligen":
        return "day", i + 1
    return "", i


def _bound(words: tuple[Word, ...], i: int) -> str:
    before = {w.form for w in words[max(0, i - 2) : i]}
    after = {w.form for w in words[i + 1 : i + 4]}
    if before & MINIMUM or {"eller", "fler"} <= after or {"eller", "mer"} <= after:
        return "min"
    if before & MAXIMUM:
        return "max"
    return ""


def _is_date(words: tuple[Word, ...], i: int) -> bool:
    form = words[i].form
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}|\d{1,2}:\d{2}", form):
        return True
    return i + 1 < len(words) and words[i + 1].form in cues()["months"]


@lru_cache(maxsize=4_000)
def frequency(text: str) -> float | None:
    """How many times (days) a week something happens; None if the text does not say."""
    quantities = [q for q in read_quantities(text) if q.per and q.unit in ("day", "forenoon", "times", "person")]
    if quantities:
        return max(q.weekly or 0.0 for q in quantities)
    words = read(text)
    joined = " " + " ".join(w.form for w in words) + " "
    for phrase, times in sorted(cues()["frequency"].items(), key=lambda p: -len(p[0])):
        if f" {phrase} " in joined:
            return float(times)
    days = weekdays(text)
    if len(days) > 1 or any(w.form in ("varje", "alla") or w.form.endswith("dagar") for w in words):
        return float(len(days)) or None
    return None


@lru_cache(maxsize=4_000)
def weekdays(text: str) -> frozenset[int]:
    """Numbers of the weekdays named, Monday 1; a span ("måndag till onsdag") counts all its days."""
    names = cues()["weekdays"]
    words = read(text)
    out: list[int] = []
    at: list[int] = []
    short = sum(w.form in SHORT_WEEKDAYS for w in words) > 1
    for i, w in enumerate(words):
        day = names.get(w.form) if w.form not in SHORT_WEEKDAYS or short else None
        if day is None:
            base = re.match(
                r"(mån|tis|ons|tors|fre|lör|sön)dag(?:ar|en|arna|s|seftermiddag|sförmiddag|slunch)?", w.form
            )
            day = names.get(base[1] + "dag") if base else None
        if day is not None:
            if out and _spans(text, words, at[-1], i) and out[-1] < day:
                out += range(out[-1] + 1, day)
            out.append(int(day))
            at.append(i)
    return frozenset(out)


def _spans(text: str, words: tuple[Word, ...], i: int, j: int) -> bool:
    """Whether "till" or nothing but a dash stands between two words ("mån–fre", "måndag till fredag")."""
    if j - i == 2:
        return words[i + 1].form in ("-", "till")
    return j - i == 1 and fold(text)[words[i].end : words[j].start].strip(" .") == "-"
