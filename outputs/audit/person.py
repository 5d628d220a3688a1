"""Sex and birth year from the case system's list. Personal numbers go no further than this module."""

from __future__ import annotations

import datetime as dt
import re

NUMBER = re.compile(r"(?P<century>\d\d)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<sign>[-+]?)(?P<serial>\d{4})")
SEXES = {"k": "kvinna", "f": "kvinna", "kvinna": "kvinna", "m": "man", "man": "man"}
YOUNGEST = 15  # a two-digit year that would make the person younger is of the century before
COORDINATION = 60  # added to the day in a coordination number


def sex(gender: str, personal_number: str = "") -> str | None:
    """`kvinna` or `man` as listed, else by the personal number (an even last digit but one is a woman's), else None."""
    listed = SEXES.get(gender.strip().casefold())
    number = _parts(personal_number)
    if listed or number is None:
        return listed
    return "man" if int(number["serial"][2]) % 2 else "kvinna"


def birth_year(personal_number: str, as_of: dt.date) -> int | None:
    """The year of birth of a personal or coordination number with or without century; None if it is neither.

    Example: `950605-9964` seen from 2023 is 1995, `12-0101-9999` is none.
    """
    number = _parts(personal_number)
    if number is None:
        return None
    if number["century"]:
        return int(number["century"] + number["year"])
    year = as_of.year - (as_of.year - int(number["year"])) % 100
    if as_of.year - year < YOUNGEST:
        year -= 100
    return year - 100 if number["sign"] == "+" and as_of.year - year < 100 else year


def _parts(personal_number: str) -> re.Match[str] | None:
    """The parts of a number whose day can exist; the control digit is not asked for."""
    number = NUMBER.fullmatch(re.sub(r"\s", "", personal_number))
    if number is None or (number["century"] and number["century"] not in ("18", "19", "20")):
        return None
    day = int(number["day"])
    try:
        dt.date(2000, int(number["month"]), day - COORDINATION if day > COORDINATION else day)
    except ValueError:
        return None
    return number
