"""What of a case's identifiers is still there after replacing: searched in another way than the one that replaced.

Reads the strings that are about to be written as raw words: in small letters, without accents, with hyphens, line ends,
soft hyphens and spaced-out letters undone. Knows the row of the case, and every name that was found anywhere in it.
Says what kind of thing is left, never the thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nlp.types import CaseRow
from outputs.pseudonyms.roster import is_word
from outputs.pseudonyms.tokens import TOKEN
from outputs.pseudonyms.union import union_sentences

NUMBER = re.compile(r"(?<!\d)\d{6}\s?[-–+]\s?\d{4}(?!\d)|(?<!\d)(?:19|20)\d{10}(?!\d)")
MAIL = re.compile(r"\w\s?@\s?\w")
WORDS = re.compile(r"[^\W\d_]+")
SHORTEST = 3
TORN = 6  # a name of so many letters is found also if a space has come into it


def leftovers(row: CaseRow, names: Iterable[str], strings: Iterable[str]) -> frozenset[str]:
    """Kinds of identifiers of the case that stand in the strings: `name`, `number`, `mail`, `union`; empty if none.

    `names`: parts of names as `roster.folded` gives them. Those of two letters, and those that are ordinary words, are
    searched with a capital only.
    """
    text = "\n".join(TOKEN.sub(" | ", s) for s in strings)
    return frozenset(_left(row, {_plain(n) for n in names if len(n) > 1}, text))


def _left(row: CaseRow, names: set[str], text: str) -> Iterator[str]:
    rare = {n for n in names if len(n) >= SHORTEST and not is_word(n)}
    whole = unicodedata.normalize("NFC", text)
    joined = re.sub(r"[\u00ad\u200b-\u200f\u2060]|-\s*\n\s*", "", whole)
    for form in (whole, joined):
        words = WORDS.findall(form)
        plain = {_plain(w) for w in words}
        capital = {_plain(w) for w in words if w[0].isupper()}
        if _any(rare, plain) or _any(names, capital):
            yield "name"
    if _any({n for n in rare if len(n) >= TORN}, set(_pairs(joined))) or _any(rare, set(_spaced(joined))):
        yield "name"
    digits = re.sub(r"(?<=\d)[\s.–+-]+(?=\d)", "", whole)
    own = "".join(c for c in row.personal_number if c.isdigit())[-10:]
    if (own and own in digits) or NUMBER.search(whole):
        yield "number"
    mail = row.caseworker_mail.casefold()
    if MAIL.search(whole) or (mail and mail in re.sub(r"\s", "", whole.casefold())):
        yield "mail"
    if union_sentences(text):
        yield "union"


def _plain(word: str) -> str:
    """Small letters without any accent."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isalpha())


def _any(names: set[str], words: set[str]) -> bool:
    return any(n in words or n + "s" in words for n in names)


def _pairs(text: str) -> Iterator[str]:
    """Each two words that stand together, drawn together; the first with a capital."""
    for m in re.finditer(r"(?=(?<![^\W\d_])([^\W\d_]+)[ \n]([^\W\d_]+))", text):
        if m[1][0].isupper() and not m[2][0].isupper():
            yield _plain(m[1] + m[2])


def _spaced(text: str) -> Iterator[str]:
    for m in re.finditer(r"(?<![^\W_])[^\W\d_](?:[ .-][^\W\d_]){2,}(?![^\W_])", text):
        yield _plain(m[0])
