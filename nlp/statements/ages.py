"""Ages told of someone: under 18 on the day of writing, or grown up.

Decides from '7 år', 'nioåring', 'f. 2012', 'född 2001', 'Wilma, 8', 'Alva 15', 'sonen Anton (11)'. Never: reads
years of the person's history ('år 2012'), times or amounts as ages.
"""

from __future__ import annotations

import datetime as dt
import re

from nlp.data import load

MINOR, GROWN = "AGEMINOR", "AGEGROWN"
GROWN_FROM = 18
_NUMBER = r"(?P<n>\d{1,2})"
_WORDS = "|".join(load("statements")["ages"]["numbers"])
_YEARS = re.compile(
    rf"\b(?:{_NUMBER}|(?P<w>{_WORDS}))(?:\s?-?\s?(?:år\b|års|åring\w*)|(?=åring))(?!\s*(?:sedan|i rad|framåt|till\b))",
    re.I,
)
_NAMED = re.compile(rf"(?P<w>(?!))?\b[A-ZÅÄÖ][a-zåäöé]+,?\s\(?{_NUMBER}\)?(?=[,.;)]|\s(?:och|bor|växlar|går|år)\b|$)")
_TURNED = re.compile(rf"\bfyll(?:de|er|t)\s(?:{_NUMBER}|(?P<w>{_WORDS}))\b", re.I)
_BORN = re.compile(r"\b(?:f\.?|född[ae]?)\s?(?:i\s\w+\s)?(?:-?(?P<short>\d\d)|(?P<year>19\d\d|20\d\d))\b", re.I)


def ages(text: str, day: dt.date) -> frozenset[str]:
    """Which of AGEMINOR and AGEGROWN the text tells of someone on `day`."""
    found = [_age(m) for pattern in (_YEARS, _NAMED, _TURNED) for m in pattern.finditer(text)]
    for m in _BORN.finditer(text):
        year = (
            int(m["year"]) if m["year"] else 2000 + int(m["short"]) - (100 if int(m["short"]) > day.year % 100 else 0)
        )
        found.append(day.year - year)
    return frozenset(MINOR if age < GROWN_FROM else GROWN for age in found)


def _age(m: re.Match[str]) -> int:
    if m["n"]:
        return int(m["n"])
    words: list[str] = load("statements")["ages"]["numbers"]
    return words.index(m["w"].lower()) + 1
