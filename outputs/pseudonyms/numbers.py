"""Numbers, mail and postal addresses in cleaned text, each with the form by which two writings are known as one.

Broader than `nlp.language.names`, which is asked too: patterns in `pseudonyms.toml`. Never judges whether a number
exists (no check digit): a misspelt personal number still tells who it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from nlp.language.names import Entity, Label
from outputs.data import load

KINDS = {
    Label.PERSONAL_NUMBER: "PNR",
    Label.MAIL: "E-POST",
    Label.PHONE: "TEL",
    Label.ADDRESS: "ADRESS",
    Label.AUTHORITY: "MYNDIGHET",
    Label.PROVIDER: "UTFÖRARE",
    Label.PLACE: "PLATS",
}
NUMBERS = frozenset({"PNR", "E-POST", "TEL", "ADRESS", "KONTO"})
CENTURY = 12  # digits of a personal number with its century


class Find(NamedTuple):
    """The characters start:end are of this kind; `meant` is equal for all writings of the same thing."""

    start: int
    end: int
    kind: str
    meant: str


def numbers(text: str, entities: Iterable[Entity]) -> list[Find]:
    """Personal numbers and the like, mail, telephone, postal addresses, accounts; those of the entities last.

    In order of precedence: what overlaps an earlier one counts only with its rest.
    """
    found = [f for kind, pattern in _patterns() for f in _matches(text, kind, pattern)]
    listed = (e for e in entities if KINDS.get(e.label) in NUMBERS)
    return found + [_find(text, e.start, e.end, KINDS[e.label]) for e in listed]


def same_number(kind: str, written: str) -> str:
    """The form in which two writings of one number are equal."""
    if kind == "E-POST":
        return re.sub(r"\s", "", written).casefold()
    if kind == "PNR":
        signs = "".join(c for c in written.upper() if c.isalnum())
        return signs[2:] if len(signs) == CENTURY else signs
    if kind == "TEL":
        digits = re.sub(r"^(?:\+|00)46(?:0(?=\d))?", "0", "".join(c for c in written if c.isdigit() or c == "+"))
        return digits
    return " ".join(written.casefold().split())


def births(text: str, birth_date: str = "") -> Iterator[tuple[int, int, str]]:
    """Dates of birth with what is put in their place: after a word that says so, and the person's own (ISO 8601)."""
    cue, date = _birth()
    for m in cue.finditer(text):
        if d := date.match(text, m.end()):
            year = d["y1"] or d["y2"] or d["y3"] or ""
            yield d.start(), d.end(), f"[FÖDD {year}]" if len(year) == 4 else "[FÖDD]"
    if birth_date:
        for m in re.finditer(_own_birth(birth_date), text):
            yield m.start(), m.end(), f"[FÖDD {birth_date[:4]}]"


def _own_birth(iso: str) -> str:
    year, month, day = iso.split("-")
    word = load("pseudonyms")["birth"]["months"][int(month) - 1]
    numeric = rf"(?:{year}|{year[2:]})[-./ ]?{month}[-./ ]?{day}"
    spoken = (
        rf"0?{int(day)}(?::?e)?(?:\s?/\s?0?{int(month)}|\s{word}|\s{word[:3]}\.?)[\s.-]{{1,2}}(?:{year}|{year[2:]})"
    )
    return rf"(?<![\d-])(?:{numeric}|{spoken})(?![\d-])"


def _matches(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Find]:
    for m in pattern.finditer(text):
        group = next((g for g in range(1, pattern.groups + 1) if m[g] is not None), 0)
        yield _find(text, *m.span(group), kind)


def _find(text: str, start: int, end: int, kind: str) -> Find:
    written = text[start:end]
    start, end = start + len(written) - len(written.lstrip()), end - len(written) + len(written.rstrip(" .\n\t"))
    return Find(start, end, kind, same_number(kind, text[start:end]))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(entry["kind"], re.compile(entry["pattern"])) for entry in load("pseudonyms")["number"]]


@cache
def _birth() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("pseudonyms")["birth"]
    return re.compile(data["cue"]), re.compile(data["dates"])
