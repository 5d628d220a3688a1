"""Sentence ends in case files: layout first, then full stops.

Decides: where a sentence begins and ends. In order: (1) a block, line break or tab always ends it; (2) `!`, `?`
and `...` end it before a capital, figure or quotation mark; (3) a full stop ends it before the same, unless an
abbreviation, initial, enumerator or part of a number says otherwise; (4) a full stop before a small letter ends
it only after a whole word, by its ending or the word list ("ringer ej. hör av sig"); (5) a full stop without a
space ends it between a small and a capital letter ("akten.Ingen").
Never: ends a sentence at a colon or semicolon, crosses a block, gives an empty sentence.
Example: "Tel m. K. Berg ang. GP. Hon återk. kl. 9.30." -> two sentences.
Measured: see `models/sv_aktsam/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from nlp.data import load
from nlp.language.persons import WORD_PER_MILLION, look_up
from nlp.types import Block

SHORTEST_WORD = 4
CLOSERS = "\"'”’»)]"
OPENERS = "\"'”’»«([–-"
END = re.compile(
    rf"(?:\.{{2,}}|…|[.!?]+)[{re.escape(CLOSERS)}]*(?=\s|$)"
    r"|(?<=[a-zåäö]{3})[.!?](?=[A-ZÅÄÖ][a-zåäö]+[\s,])"
)
LINE = re.compile(r"[^\n\t\r\f\v\u2028\u2029]+")
WORD_BEFORE = re.compile(r"[^\s(\[\"”'«»]+$")
NEXT_WORD = re.compile(rf"\s*[{re.escape(OPENERS)}]*\s*([\w§]+)")
INITIAL = re.compile(r"(?:[A-ZÅÄÖ]\.(?:-?[A-ZÅÄÖ]\.)*|(?:Th|Ch|Ph|Aa)\.)")
DOTTED = re.compile(r"(?:\w{1,4}\.){2,}$")
ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]$")
SIGNATURE = re.compile(r"\s*/\s?[A-ZÅÄÖ]")
INITIALS = re.compile(r"\s+[A-ZÅÄÖ]{2,3}\s*$")


@dataclass(frozen=True, slots=True)
class _Lists:
    inside: frozenset[str]
    closing: frozenset[str]
    shorthand: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    whole_word: re.Pattern[str]


@cache
def _lists() -> _Lists:
    data = load("language")
    short, rules = data["abbreviations"], data["sentences"]
    return _Lists(
        inside=frozenset(short["inside"].split()),
        closing=frozenset(short["closing"].split()),
        shorthand=frozenset((short["shorthand"] + short["words"]).split()),
        titles=frozenset(short["titles"].split()),
        openers=frozenset(rules["openers"].split()),
        whole_word=re.compile(r"[a-zåäöé]{1,}" + rules["word_endings"] + r"\.$"),
    )


def sentences(text: str, blocks: Iterable[Block] = ()) -> tuple[tuple[int, int], ...]:
    """Sentences as half-open character offsets into `text`, in order, without space at their ends.

    With `blocks`, only text inside blocks is cut and no sentence crosses one; without, lines and tabs are the
    layout. Source: own rules; the lists are in `data/language.toml`.
    """
    stretches = [(b.start, b.end) for b in blocks] or [(0, len(text))]
    out: list[tuple[int, int]] = []
    for start, end in stretches:
        for line in LINE.finditer(text, start, end):
            out.extend(_in_line(text, line.start(), line.end()))
    return tuple(out)


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for m in END.finditer(text, start, end):
        if m.start() >= begin and _ends(text, begin, m, end):
            if sentence := _trimmed(text, begin, m.end()):
                yield sentence
            begin = m.end()
    if sentence := _trimmed(text, begin, end):
        yield sentence


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    return (start + left, start + right) if right > left else None


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """True if the sentence that starts at `begin` ends with this stop."""
    following = NEXT_WORD.match(text, stop.end(), end)
    if SIGNATURE.match(text, stop.end(), end):  # "/KN" belongs to what it signs, a bare "KN" stands alone
        return False
    if following is None:
        return not text[stop.end() : end].strip()
    if INITIALS.match(text[stop.end() : end]):
        return True
    word = following[1]
    starts = word[0].isupper() or word[0].isdigit() or word[0] == "§"
    mark = stop[0].rstrip(CLOSERS)
    if mark != ".":
        return starts
    before = WORD_BEFORE.search(text, begin, stop.start() + 1)
    if before is None:
        return starts
    return _full_stop_ends(before[0], word, starts, first=not text[begin : before.start()].strip())


def _full_stop_ends(before: str, word: str, starts: bool, first: bool) -> bool:
    """`before` is the word with its full stop, `word` the next; `first`: nothing of the sentence stands before."""
    lists = _lists()
    low = before.lower()
    opener = word.lower() in lists.openers and word[0].isupper()
    if first and ENUMERATOR.match(before):
        return False
    if INITIAL.fullmatch(before) or low in lists.titles:
        return opener
    if low in lists.inside:
        return False
    if low in lists.closing:
        return starts
    if low in lists.shorthand or DOTTED.search(low):
        return word[0].isupper()
    return starts or bool(lists.whole_word.search(low)) or _is_common(low[:-1])


def _is_common(word: str) -> bool:
    """True for an ordinary word of running text, long enough not to be shorthand by chance."""
    return len(word) >= SHORTEST_WORD and look_up(word).word >= WORD_PER_MILLION
