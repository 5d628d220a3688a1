"""The person whom a case is about, as far as the case system's list and the form heads tell."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from nlp.types import CaseFile

PERSONAL_NUMBER = re.compile(r"(?<!\d)((?:19|20)?)(\d\d)(\d\d)(\d\d)\s?([-+]?)(\d{3})([\dXx])(?!\d)")


@dataclass(frozen=True, slots=True)
class Person:
    """Names in lower case as written, day of birth and sex ('kvinna', 'man', '' where nothing tells)."""

    names: tuple[str, ...] = ()
    born: dt.date | None = None
    sex: str = ""
    number: str = ""  # ten digits of the personnummer

    def age(self, day: dt.date) -> int | None:
        """Age in whole years on a day."""
        if self.born is None:
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def read_number(text: str) -> tuple[dt.date, str, str] | None:
    """Day of birth, sex and ten digits of the first personnummer (or samordningsnummer) in a text."""
    for m in PERSONAL_NUMBER.finditer(text):
        century, year, month, day, sign, serial, check = m.groups()
        if not century and not sign:
            continue  # ten digits in a row can be anything
        full = int(century + year) if century else int(year) + (1900 if int(year) > 25 or sign == "+" else 2000)
        try:
            born = dt.date(full, int(month), int(day) - 60 if int(day) > 60 else int(day))
        except ValueError:
            continue
        return born, "man" if int(serial[-1]) % 2 else "kvinna", year + month + day + serial + check
    return None


def person_of(case: CaseFile) -> Person:
    """The case's person from the list, else from the form heads of the documents."""
    heads = [d.fields for d in case.documents]
    name = case.row.name or next((h[k] for h in heads for k in h if k.lower().startswith("namn")), "")
    numbers = [case.row.personal_number, *(v for h in heads for k, v in h.items() if "ersonn" in k.lower())]
    known = next((n for n in map(read_number, numbers) if n), None)
    sex = {"k": "kvinna", "kvinna": "kvinna", "m": "man", "man": "man"}.get(case.row.gender.lower(), "")
    return Person(
        tuple(re.findall(r"[^\W\d_]+", name.lower())),
        known[0] if known else None,
        sex or (known[1] if known else ""),
        known[2] if known else "",
    )
