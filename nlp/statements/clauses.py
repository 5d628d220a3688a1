"""Text of one entry, section or line into sentences and clauses, each with the concepts and qualifiers it carries.

Decides: where a clause ends, which qualifiers hold in it (negated, planned, hypothetical, past, question, other
person's case, unanswered form), and which boxes of a form are ticked. In order: sentences (by layout, then full
stops); boxes ('☐ ja ☒ nej', '[x]'): what belongs to an unticked box does not count, a ticked one joins the words
before the first box; clauses (semicolon, dash, conjunctions, a comma before a new subject or conjunction). A
qualifier holds in its whole clause, since Swedish negation stands after the finite verb ('ställdes inte') as well
as before the participle ('ej ställd'). Pseudo-negation ('inte bara', 'inget emot') negates nothing.
Never: carries a qualifier over a clause boundary; reads an unticked box as an answer.
Example: 'FREDA ej – AK satt med' -> clauses {FREDA, NEG} and {WHYNOT, PROVIDER}.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.data import load
from nlp.dates import find_dates
from nlp.language import sentences
from nlp.statements.ages import ages
from nlp.statements.lexicon import Hit, Lexicon, Token, tokens

ANY_DAY = dt.date(2020, 1, 1)  # for text without a date: only whether it tells one counts
AT_NAME = {"på": "ATNAME", "hos": "ATNAME", "vid": "ATNAME", "i": "INNAME", "till": "TONAME", "från": "FROMNAME"}
NAME_AFTER = re.compile(r"\b(på|hos|vid|i|till|från)\s[A-ZÅÄÖ][a-zåäöé]{2,}", re.NOFLAG)
BOX = re.compile(r"☐|☒|☑|✓|✗|\[\s?[xX ]?\s?\]|\(\s?[xX]?\s\)|\([xX]\)")
TICKED = re.compile(r"[☒☑✓✗xX]")
PROMPT = re.compile(
    r"^\s*[(\[]?\s*(?:beskriv|ange|här (?:anges|beskrivs|skrivs|noteras)|fylls? i|skriv|notera|redogör för"
    r"|kryssa|välj|ska (?:fyllas|anges)|exempel)\b|^\s*\([^)]*\)\s*\.?$|^\W*$|_{3,}|(?:…|\.\.\.)(?:.*(?:…|\.\.\.)){1,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters start:end of the text, the concepts in it and the qualifiers that hold there."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses, in order."""

    start: int
    end: int
    clauses: tuple[Clause, ...]
    concepts: frozenset[str]


@cache
def _splitters() -> tuple[frozenset[str], frozenset[str]]:
    """Words that open a clause wherever they stand, and those that do so after a comma."""
    data = load("statements")["clauses"]
    return frozenset(data["alone"]), frozenset(data["after_comma"])


@cache
def _derived() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Concepts that stand for several in one clause, in the order of the data."""
    return tuple(
        (name, tuple(frozenset(w.split()) for w in ways)) for name, ways in load("statements")["derived"].items()
    )


@cache
def _lexicon() -> Lexicon:
    data = load("statements")
    return Lexicon({**data["concepts"], **data["qualifiers"]})


def read_sentences(text: str, day: dt.date | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text` with clauses, concepts and qualifiers, written on `day`. Offsets into `text`."""
    out = []
    for start, end in sentences(text):
        clauses = tuple(_clauses(text, start, end, day or ANY_DAY))
        if clauses:
            out.append(Sentence(start, end, clauses, frozenset().union(*(c.concepts for c in clauses))))
    return tuple(out)


def qualifiers(clause: Clause) -> tuple[str, ...]:
    """The qualifiers that hold in a clause, in the order of the data, and whether its box is ticked."""
    names = [*load("statements")["qualifiers"], "TICKED"]
    return tuple(n for n in names if n in clause.concepts and n != "PSEUDO")


def heading_concepts(heading: str) -> frozenset[str]:
    """The concepts of a heading, and those that several make together; a heading asserts nothing."""
    return _with_derived({h.concept for h in _lexicon().find(tokens(heading))})


def is_prompt(text: str) -> bool:
    """True if `text` is empty or only what a form asks for."""
    return bool(PROMPT.search(text))


def _clauses(text: str, start: int, end: int, day: dt.date) -> Iterator[Clause]:
    boxes = list(BOX.finditer(text, start, end))
    if boxes:
        yield from _boxed(text, start, end, boxes, day)
        return
    words = tokens(text, start, end)
    first = 0
    for i, word in enumerate(words):
        if i > first and _splits(words, i):
            yield _clause(text, words[first:i], day)
            first = i if word.text.isalpha() else i + 1
    if words[first:] or not words:
        yield _clause(text, words[first:], day)


def _splits(words: list[Token], i: int) -> bool:
    if i == len(words) - 1:
        return False  # 'FREDA –' is a form line
    alone, after_comma = _splitters()
    if words[i].text in alone:
        return True
    return words[i].text == "," and words[i + 1].text in after_comma


def _boxed(text: str, start: int, end: int, boxes: list[re.Match[str]], day: dt.date) -> Iterator[Clause]:
    """One clause for each ticked box (joined with the words before the first), or one that is unanswered."""
    before = text[start : boxes[0].start()].strip()
    after = text[boxes[-1].end() : end].strip(" .)")
    label_first = bool(before) and not before.endswith((":", "?", ".", "–")) and not after
    lead = [] if label_first else tokens(text, start, boxes[0].start())
    any_ticked = False
    for i, box in enumerate(boxes):
        if label_first:
            words = tokens(text, boxes[i - 1].end() if i else start, box.start())
        else:
            words = tokens(text, box.end(), boxes[i + 1].start() if i + 1 < len(boxes) else end)
        if TICKED.search(box[0]):
            any_ticked = True
            yield _clause(text, lead + words, day, "TICKED")
    if not any_ticked:
        everything = tokens(text, start, end)
        yield _clause(text, everything, day, "UNANSWERED")


def _vetoed(text: str, hit: Hit) -> bool:
    """True where the spelling tells another word: 'gm' (genom) is no GM, 'förv.arbetar' no förvaltare."""
    veto = _vetoes().get(hit.concept)
    return bool(veto and veto.match(text, hit.start))


@cache
def _vetoes() -> dict[str, re.Pattern[str]]:
    return {concept: re.compile(pattern) for concept, pattern in load("statements")["vetoes"].items()}


def _clause(text: str, words: list[Token], day: dt.date, *marks: str) -> Clause:
    hits = _lexicon().find(words)
    hits = [h for h in hits if not _vetoed(text, h)]
    pseudo = [(h.start, h.end) for h in hits if h.concept == "PSEUDO"]
    hits = [h for h in hits if h.concept != "NEG" or not any(a <= h.start and h.end <= b for a, b in pseudo)]
    concepts = {h.concept for h in hits} | set(marks)
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    if find_dates(text[start:end], day):
        concepts.add("DATE")
    concepts |= ages(text[start:end], day)
    concepts |= {AT_NAME[m[1].lower()] for m in NAME_AFTER.finditer(text, start, end)}
    if is_prompt(text[start:end]) and "TICKED" not in marks:
        concepts.add("UNANSWERED")
    return Clause(start, end, tuple(hits), _with_derived(concepts))


def _with_derived(concepts: set[str]) -> frozenset[str]:
    return frozenset(concepts | {name for name, ways in _derived() if any(concepts.issuperset(way) for way in ways)})
