"""Pseudonymises all that is told of one case, in one and the same way.

Order of precedence: file names of the case and its number, numbers and addresses, dates of birth, names, initials of
the person and the caseworker, and where asked for places, providers and authorities. The names found anywhere in the
case are replaced everywhere in it. What overlaps something of higher precedence is replaced in its rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePath
from typing import Any

from nlp.language.names import Entity, Label, find_personal
from nlp.types import CaseRow
from outputs.data import load
from outputs.pseudonyms.clean import cleaned
from outputs.pseudonyms.numbers import KINDS, births, numbers
from outputs.pseudonyms.roster import WORD, Roster, folded
from outputs.pseudonyms.tokens import Tokens
from outputs.pseudonyms.union import without_union
from outputs.pseudonyms.wide import wide_names

SAMORDNING = 60  # added to the day in a coordination number
SHORT_CASE = 3  # a case number of so few signs is not looked for in text
INITIAL_BEFORE = re.compile(r"(?<![^\s(/,])[A-ZÅÄÖ]\.? $")
NEXT = (" ", ", ")  # between the parts of one person's name
GENITIVE_LEFT = re.compile(r"[:'’]s(?!\w)")
FILE_KEYS = frozenset({"file", "copied_from", "unread"})

Span = tuple[int, int, str]


class Pseudonymiser:
    """Replaces in the strings of one case. `texts`: all its texts; `files`: the names of its files.

    `also`: places, providers or authorities where these are to be replaced too.
    """

    def __init__(
        self,
        row: CaseRow,
        texts: Iterable[str],
        files: Iterable[str],
        tokens: Tokens,
        also: Collection[Label] = (),
    ) -> None:
        self.row, self._tokens, self._also = row, tokens, frozenset(also)
        self._files = sorted({f for f in files if f}, key=len, reverse=True)
        self._unit = frozenset() if Label.PROVIDER in self._also else frozenset(map(folded, WORD.findall(row.provider)))
        mentions = {clean[a:b] for text in texts if (clean := cleaned(text)) for a, b in _named(clean)}
        self.roster = Roster(row, sorted(m for m in mentions if not self._is_unit(m)))
        self.birth_date = birth_date(row.personal_number)
        self._initials = tuple(_initials(row.name, row.caseworker))

    def case(self) -> str:
        """The token of the case number."""
        return self._tokens.token("ÄRENDE", self.row.case)

    def file(self, name: str) -> str:
        """The token of a file's name, with its suffix."""
        return self._tokens.token("FIL", f"{self.row.case}\0{name}") + PurePath(name).suffix.lower()

    def text(self, raw: str) -> str:
        """The text with all that names or reaches somebody replaced, and sentences on trade unions dropped."""
        text = without_union(cleaned(raw))
        out, last = "", 0
        for start, end, token in self.finds(text):
            out += text[last:start] + token
            last = end
        return out + text[last:]

    def finds(self, text: str) -> list[Span]:
        """What is replaced in a cleaned text, in order and without overlap: start, end, token."""
        out: list[Span] = []
        for start, end, token in sorted(self._apart(text, self._spans(text))):
            if (
                out
                and token.startswith("[PERSON")
                and token.rstrip("s") == out[-1][2]
                and text[out[-1][1] : start] in NEXT
            ):
                out[-1] = (out[-1][0], end, token)
            else:
                out.append((start, end, token))
        return out

    def value(self, value: Any, key: str = "") -> Any:
        """Any JSON value with every string in it as `text` gives it; closed lists of our own stand, offsets go."""
        record = _record()
        if isinstance(value, Mapping):
            return {k: self.value(v, k) for k, v in value.items() if k not in record["dropped"]}
        if isinstance(value, list):
            return [self.value(v, key) for v in value]
        if not isinstance(value, str) or key in record["closed"]:
            return value
        if key == "case":
            return self.case()
        return self.file(value) if key in FILE_KEYS and value in self._files else self.text(value)

    def _spans(self, text: str) -> Iterator[Span]:
        entities = find_personal(text)
        for name in self._files:
            for m in re.finditer(re.escape(cleaned(name)), text):
                yield *m.span(), self.file(name)
        if len(self.row.case) > SHORT_CASE:
            for m in re.finditer(rf"(?<!\w){re.escape(self.row.case)}(?!\w)", text):
                yield *m.span(), self.case()
        if Label.PROVIDER in self._also and self.row.provider:
            for m in re.finditer(rf"(?i)(?<!\w){re.escape(cleaned(self.row.provider))}(?!\w)", text):
                yield *m.span(), self._tokens.token("UTFÖRARE", self.row.provider.casefold())
        for find in numbers(text, entities):
            yield find.start, find.end, self._tokens.token(find.kind, find.meant)
        yield from births(text, self.birth_date)
        yield from self._names(text, entities)
        for pattern, person in self._initials:
            for m in pattern.finditer(text):
                if len(m["who"]) == 1 and _before(text, m.start("who")) in _never()["after"]:
                    continue
                yield *m.span("who"), self._person(person)
        for e in entities:
            if e.label in self._also:
                words = " ".join(text[e.start : e.end].casefold().split())
                yield e.start, e.end, self._tokens.token(KINDS[e.label], words)

    def _names(self, text: str, entities: tuple[Entity, ...]) -> Iterator[Span]:
        for start, end in _named(text, entities):
            if self._is_unit(text[start:end]) and not self.roster.is_form(text[start:end]):
                continue
            end += len(m[0]) if (m := GENITIVE_LEFT.match(text, end)) else 0
            yield start, end, self._person(text[start:end])
        for m in WORD.finditer(text):
            if self.roster.is_form(m[0]):
                start = (
                    m.start() - len(i[0])
                    if (i := INITIAL_BEFORE.search(text[max(0, m.start() - 4) : m.start()]))
                    else m.start()
                )
                yield start, m.end(), self._person(text[start : m.end()])
            elif "-" in m[0]:
                for part in re.finditer(r"[^-]+", m[0]):
                    if self.roster.is_form(part[0]):
                        yield m.start() + part.start(), m.start() + part.end(), self._person(part[0])

    def _person(self, mention: str) -> str:
        return self._tokens.token("PERSON", self.roster.meant(mention)) + "s" * self.roster.is_genitive(mention)

    def _is_unit(self, mention: str) -> bool:
        """Whether a lone name is a word of the provider's name, which stays."""
        form = folded(mention)
        return " " not in mention and (form in self._unit or form.removesuffix("s") in self._unit)

    @staticmethod
    def _apart(text: str, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans, each without what an earlier one has taken; rests without a letter or figure go."""
        taken = bytearray(len(text))
        for start, end, token in spans:
            free = [i for i in range(start, end) if not taken[i]]
            taken[start:end] = b"\1" * (end - start)
            if len(free) == end - start:
                yield start, end, token
                continue
            while free:
                run = next((k for k in range(1, len(free)) if free[k] != free[k - 1] + 1), len(free))
                begin, stop = free[0], free[run - 1] + 1
                if re.search(r"[^\W_]", text[begin:stop]):
                    yield begin, stop, token
                free = free[run:]


def _named(text: str, entities: tuple[Entity, ...] | None = None) -> Iterator[tuple[int, int]]:
    """Stretches that name a person, the longer ones first."""
    found = find_personal(text) if entities is None else entities
    taken = [(e.start, e.end) for e in found if e.label is not Label.PERSON]
    wide = (s for s in wide_names(text) if not any(s[0] < b and a < s[1] for a, b in taken))
    spans = {*((e.start, e.end) for e in found if e.label is Label.PERSON), *wide}
    yield from sorted(spans, key=lambda s: (s[0] - s[1], s))


def birth_date(personal_number: str) -> str:
    """The date of birth in a personal or coordination number with its century (ISO 8601), else an empty string."""
    m = re.match(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.sub(r"\D", "", personal_number))
    return f"{m[1]}-{m[2]}-{int(m[3]) % SAMORDNING:02d}" if m and 1 <= int(m[2]) <= 12 else ""


def _initials(*names: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Patterns for the initials of names, with the name: "JL", "J.L.", "GBA", "GNy", "JNY", and for the first name
    of them its first letter before a word in small letters."""
    for name in names:
        parts = re.findall(r"[^\W\d_]+", name)
        if len(parts) < 2:
            continue
        first, last = parts[0].title(), parts[-1].title()
        signs = {"".join(p[0] for p in parts).upper(), first[0] + last[0], first[0] + last[:2], first[:2] + last[0]}
        signs |= {sign.upper() for sign in signs}
        signed = "|".join(sorted(signs, key=len, reverse=True))
        plain = "|".join((*sorted(signs - _never()["pairs"], key=len, reverse=True), rf"{first[0]}\. ?{last[0]}\.?"))
        yield re.compile(rf"(?<![\w.])(?P<who>{plain})(?!\w)"), name
        yield re.compile(rf"(?:(?<=[\s.])|^)/(?P<who>{signed})(?!\w)"), name
        if name == names[0]:
            yield re.compile(rf"(?<![\w/&.§-])(?P<who>{first[0]})(?=(?::?s)? [a-zåäö]|:s\b)"), name


def _before(text: str, start: int) -> str:
    words = text[max(0, start - 20) : start].split()
    return words[-1].casefold() if words else ""


@cache
def _never() -> dict[str, frozenset[str]]:
    return {key: frozenset(words.split()) for key, words in load("pseudonyms")["initials"].items()}


@cache
def _record() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in load("pseudonyms")["record"].items()}
