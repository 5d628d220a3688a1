"""Personal data in case text: who and where, for pseudonymising and for telling parties apart.

Decides: which stretches name a person, place, authority or provider, or are a personal number, telephone number,
e-mail or postal address. In order of precedence: personal number, e-mail, postal address, telephone, person,
authority, provider, place; what overlaps an earlier one is dropped.
A person is, in order: (1) first name (and more) with surname or initial; (2) initial with surname; (3) capitalised
words after a cue ("systern Xerxa", "/X Yson"); (4) a lone first name, or common surname, that is no ordinary word;
(5) any other place in the text where a name found by (1)-(4) comes back, also as genitive or with a small letter.
Never: a person in the name of a unit, street, illness or authority; single initials ("M trivs"); signatures of
two capitals ("/KN").
Example: "Tel m. systern Petra Ahlgrens god man, 070-123 45 67" -> person "Petra Ahlgrens", phone.
Measured: see `models/sv_aktsam/README.md` (recall of persons in the demo cases, by district).
Source: name lists of Statistics Sweden, see `models/language/names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from nlp.data import load
from nlp.language.persons import WORD_PER_MILLION, look_up, persons, places


class Label(StrEnum):
    """What a stretch of personal data is."""

    PERSON = "person"
    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    AUTHORITY = "authority"
    PROVIDER = "provider"
    PLACE = "place"


class Entity(NamedTuple):
    """Personal data at the characters start:end of the text."""

    start: int
    end: int
    label: Label


PERSONAL_NUMBER = re.compile(
    r"(?<![\d-])(?!07[02369]\d{7}(?!\d))(?:(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])"
    r"[-+ ]?(?:\d{4}|[A-ZÅÄÖ]\d{3}|[xX]{4})|"
    r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-[0-3]\d[- ]\d{4})(?![\d-])"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d-])(?:(?:\+|00)46[ -]?(?:\(0\))?[1-9]|0[1-9])(?:[ -/]?\d){6,10}(?![\d-])")
POSTCODE = re.compile(r"(?<!\d)(?:SE?-)?[1-9]\d{2} ?\d{2} +[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]+(?: [A-ZÅÄÖ][a-zåäö]+)?")


def find_personal(text: str) -> tuple[Entity, ...]:
    """The personal data in `text`, in order, without overlap."""
    taken: list[Entity] = []
    for label, spans in _by_precedence(text):
        for start, end in spans:
            if not any(start < e.end and e.start < end for e in taken):
                taken.append(Entity(start, end, label))
    return tuple(sorted(taken))


def _by_precedence(text: str) -> Iterator[tuple[Label, Iterable[tuple[int, int]]]]:
    rules = _rules()
    yield Label.PERSONAL_NUMBER, _spans(PERSONAL_NUMBER, text)
    yield Label.MAIL, _spans(MAIL, text)
    yield Label.ADDRESS, [*_spans(rules["address"], text), *_spans(POSTCODE, text)]
    yield Label.PHONE, _spans(PHONE, text)
    yield Label.PERSON, persons(text)
    yield Label.AUTHORITY, _spans(rules["authority"], text)
    yield Label.PROVIDER, [*_named(rules["provider_form"], text), *_spans(rules["provider"], text)]
    yield Label.PLACE, places(text)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text)]


def _named(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """As `_spans`, but not "Fortsatt DV": what begins with an ordinary word names nothing."""
    return [m.span() for m in pattern.finditer(text) if look_up(m[0].split()[0]).word < WORD_PER_MILLION]


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = load("names")
    street, apart, numbered = (data["places"][key] for key in ("streets", "streets_apart", "streets_numbered"))
    authority = rf"\b(?:{_any(data['authorities']['names'])})s?\b|\b{data['authorities']['pattern']}\b"
    return {
        "address": re.compile(
            rf"\b[A-ZÅÄÖ][a-zåäöé]+(?: [A-ZÅÄÖ][a-zåäöé]+)?(?:(?:{street})\b|s (?:{apart})\b|s?(?:{numbered})(?= \d))"
            r"(?: \d+ ?[A-Fa-f]?(?!\w))?(?:,? \d ?tr\b)?"
        ),
        "authority": re.compile(authority),
        "provider": re.compile(rf"\b(?:{_any(data['providers']['names'])})(?: [A-ZÅÄÖ][a-zåäö]+){{0,3}}s?\b"),
        "provider_form": re.compile(rf"\b{data['providers']['pattern']}\b"),
    }
