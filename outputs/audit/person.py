"""Sex and birth year from the case system's list. Personal numbers go no further than this module."""

from __future__ import annotations

import re

from nlp.copies.person import read_number

SEXES = {"k": "kvinna", "f": "kvinna", "kvinna": "kvinna", "m": "man", "man": "man"}
BARE = re.compile(r"(\d{6})(\d{4})")


def sex(gender: str, personal_number: str = "") -> str | None:
    """`kvinna` or `man` as listed, else by the personal number, else None."""
    known = read_number(_signed(personal_number))
    return SEXES.get(gender.strip().casefold()) or (known[1] if known else None)


def birth_year(personal_number: str) -> int | None:
    """The year of birth of a personal or coordination number; None if it is neither. `950605-9964` is 1995."""
    known = read_number(_signed(personal_number))
    return known[0].year if known else None


def _signed(number: str) -> str:
    """In the list's own column ten digits in a row are a personal number."""
    bare = BARE.fullmatch("".join(number.split()))
    return f"{bare[1]}-{bare[2]}" if bare else number
