"""Words as they are compared: abbreviations read out, number words as figures, stems.

Order of reading: Unicode and case, joined abbreviations ("3 dgr/v"), single abbreviations ("hl"), tokens,
stems (Snowball's Swedish algorithm over a table of strong forms). Never guesses a word's sense.

Example: `read("Hl ringer 2 ggr/v")` has the words handledare, ringer, 2, gånger, per, veckor.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from nlp import data

TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d+(?:[.,:]\d+)?|[a-zåäöéüè]+(?:\.[a-zåäöéü]+)+|[a-zåäöéüè]+|%|&|/|[–-](?=\s*\d)"
)
SHORT_VERB = re.compile(
    r"([aeiouyåäö][^aeiouyåäö]{1,2})(?:a|ar|er|as|at|ad|ade|ats)"
)  # öka, ökar: Snowball leaves them
_STEMMER = snowballstemmer.stemmer("swedish")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as read (lower case, abbreviation written out), its stem, the characters it came from."""

    form: str
    stem: str
    start: int
    end: int

    @property
    def content(self) -> bool:
        """False for function words, which say little alone."""
        return self.stem not in _stop_stems()


@cache
def cues() -> dict[str, Any]:
    """The word lists of `data/conformity.toml`."""
    return data.load("conformity")


@cache
def _concepts() -> dict[str, Any]:
    return data.load("conformity_words")


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(stem(w) for w in _concepts()["stop"]["words"])


@cache
def _strong_forms() -> dict[str, str]:
    return {form: head for head, forms in _concepts()["strong_forms"].items() for form in forms}


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The stem of one lower-case word; forms of strong verbs and nouns give the stem of their head word."""
    head = _strong_forms().get(form, form)
    short = SHORT_VERB.fullmatch(head)
    return short[1] if short else str(_STEMMER.stemWord(head))


def fold(text: str) -> str:
    """Lower case, composed characters, one kind of dash and quotation; length may not change."""
    return unicodedata.normalize("NFC", text).lower().replace("—", "-").replace("–", "-")


@lru_cache(maxsize=4_000)
def read(text: str) -> tuple[Word, ...]:
    """The words of a text, abbreviations read out. Offsets are into the NFC form of the text."""
    table, after = cues()["abbreviations"], cues()["after_number"]
    out: list[Word] = []
    number_before = False
    for m in TOKEN.finditer(fold(text)):
        raw = m[0]
        if raw == "/":
            if out and not out[-1].form[0].isdigit():
                out.append(Word("per", "per", m.start(), m.end()))
                number_before = True
            continue
        form = after.get(raw) if number_before and raw in after else table.get(raw)
        if form is None:
            form = table.get(raw.rstrip("."), raw)
        for part in form.split():
            out.append(Word(part, stem(part), m.start(), m.end()))
        number_before = raw[0].isdigit() or raw in ("i", "per", "om", "var", "varannan", "varje")
    return tuple(out)


def plain(text: str) -> str:
    """The text as its words, apart by one space: what the cue lists are looked for in."""
    return " ".join(w.form for w in read(text))
