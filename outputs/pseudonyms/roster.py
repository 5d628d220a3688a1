"""Who is named in one case, and which ways of naming carry to the same person.

Decides, over all texts of the case and its row in the list: a full name founds a person; a first name alone, a surname
alone, "Maria A.", "M Ahlgren" and "Ahlgren M" carry to the one person they fit, genitive -s put aside, one letter
wrong or lacking let pass in names of five letters or more. What fits nobody, or more than one, stands for itself:
never a guess between two.
Never carries anything between two cases, but the person (by personal number) and the caseworker (by mail) of the row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from nlp.language.persons import PARTICLES, WORD_PER_MILLION, look_up
from nlp.types import CaseRow

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
GENITIVE = re.compile(r"(?:'s|’s|:s)$", re.IGNORECASE)
MISSPELT = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named by two parts: what the token is made of, first names and surname (or its initial) as `folded`."""

    meant: str
    first: tuple[str, ...]
    last: str


def folded(part: str) -> str:
    """A part of a name for comparison: small letters, no hyphen, no accents but on å, ä, ö."""
    low = GENITIVE.sub("", part).casefold()
    kept = "".join(c if c in "åäö" else unicodedata.normalize("NFD", c)[0] for c in low)
    return "".join(c for c in kept if c.isalpha())


def is_word(part: str) -> bool:
    """Whether a form is also an ordinary word, so that only a capital tells the name."""
    return look_up(part).word >= WORD_PER_MILLION


class Roster:
    """The persons of one case."""

    def __init__(self, row: CaseRow, mentions: Iterable[str]) -> None:
        self.case = row.case
        self.persons: list[Person] = []
        self.forms: set[str] = set()
        own = "".join(c for c in row.personal_number if c.isdigit())[-10:] or f"{row.case}\0person"
        self.person = self._found(row.name, own)
        self.caseworker = self._found(row.caseworker, row.caseworker_mail.casefold() or f"{row.case}\0caseworker")
        named = [self._parts(m) for m in mentions]
        for parts in sorted(named, key=lambda p: (len(p[-1]) > 1, len(p)) if p else (False, 0), reverse=True):
            if len(parts) > 1 and len(parts[0]) > 1 and not self._fits(parts):
                last = self._base(parts[-1])
                first = tuple(parts[:-1])
                self.persons.append(Person(f"{self.case}\0{' '.join((*first, last))}", first, last))
        for parts in named:
            self.forms |= {p for p in parts if len(p) > 1} | {self._base(p) for p in parts if len(p) > 2}

    def meant(self, mention: str) -> str:
        """What the token of a mention is made of: the person's, if there is one whom it fits, else its own."""
        parts = self._parts(mention)
        fits = self._fits(parts)
        if len(fits) == 1:
            return fits[0].meant
        return f"{self.case}\0{' '.join((*parts[:-1], self._base(parts[-1])))}" if parts else self.case

    def is_genitive(self, mention: str) -> bool:
        """Whether a mention ends with the genitive's -s."""
        parts = self._parts(mention)
        return bool(GENITIVE.search(mention) or (parts and self._base(parts[-1]) != parts[-1]))

    def is_form(self, word: str) -> bool:
        """Whether a word has the form of a part of a name found in the case; an ordinary word only by its capital."""
        fold = folded(word)
        if fold not in self.forms and not (fold.endswith("s") and fold[:-1] in self.forms):
            return False
        return word[0].isupper() or not (is_word(word) or len(fold) < 3)

    def _found(self, name: str, meant: str) -> Person | None:
        parts = self._parts(name)
        if not parts:
            return None
        person = Person(meant, tuple(parts[:-1]) or (parts[0],), parts[-1])
        self.persons.append(person)
        self.forms |= {p for p in parts if len(p) > 1}
        return person

    def _parts(self, name: str) -> list[str]:
        words = WORD.findall(name)
        kept = [w for w in words if w not in PARTICLES] or words
        return [f for w in kept if (f := folded(w))]

    def _fits(self, parts: list[str]) -> list[Person]:
        exact = [p for p in self.persons if _fit(p, parts, 0)]
        return exact or [p for p in self.persons if _fit(p, parts, 1)]

    def _base(self, part: str) -> str:
        """Without a genitive -s, where the rest is the better known name or founds a person."""
        if len(part) < 3 or not part.endswith("s"):
            return part
        bare = part[:-1]
        if any(bare in (*p.first, p.last) for p in self.persons):
            return bare
        with_s, without = (look_up(form) for form in (part, bare))
        listed = (
            with_s.first + with_s.last if not (with_s.first == without.first and with_s.last == without.last) else 0
        )
        return bare if without.first + without.last > listed or not listed else part


def _fit(person: Person, parts: list[str], wrong: int) -> bool:
    if len(parts) == 1:
        return len(parts[0]) > 1 and any(_same(parts[0], name, wrong) for name in (*person.first, person.last))
    head, tail = parts[0], parts[-1]
    if len(tail) == 1:
        first_then = _named(head, person.first, wrong) and person.last[0] == tail
        return first_then or (_same(head, person.last, wrong) and person.first[0][0] == tail)
    if len(head) == 1:
        return person.first[0][0] == head and _same(tail, person.last, wrong)
    straight = _named(head, person.first, wrong) and _same(tail, person.last, wrong)
    turned = _named(tail, person.first, wrong) and _same(head, person.last, wrong)
    return straight or turned


def _named(part: str, first: tuple[str, ...], wrong: int) -> bool:
    return any(_same(part, name, wrong) for name in (*first, "".join(first)))


def _same(form: str, name: str, wrong: int) -> bool:
    """Equal but for a genitive -s; with `wrong`, also but for one letter, if the form is not itself a known name."""
    if form in (name, name + "s"):
        return True
    if not wrong or min(len(form), len(name)) < MISSPELT:
        return False
    bare = form.removesuffix("s") if not name.endswith("s") else form
    known = look_up(form)
    return OSA.distance(bare, name) <= wrong and known.first + known.last == 0
