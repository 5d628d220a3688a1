"""Names of people in running text: lists, cues and what the rest of the text says. See `nlp.language.names`."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nlp.data import load
from nlp.errors import SettingsError

LIST = Path(__file__).parents[1] / "data" / "names.tsv.xz"
CAPITAL = r"[A-ZÅÄÖÉÁÜØÆ]"
TOKEN = re.compile(rf"{CAPITAL}[\wéèüáóíøæ]*(?:[-'’]{CAPITAL}?[a-zåäöéèüáóíøæ]+)*\.?|[a-zåäöéèüáó][\wåäöéèüáó-]*\.?")
INITIAL = re.compile(rf"(?:{CAPITAL}|Th|Ch|Sv|Kr|St)(?:\.(?:{CAPITAL}\.)?)?$")
PARTICLES = ("von", "af", "de", "del", "la", "al", "el", "van", "bin", "ben", "den", "der", "da", "dos", "ibn", "abu")
PLACE = re.compile(rf"(?=\b({CAPITAL}[a-zåäöé]+)( {CAPITAL}[a-zåäöé]+)?\b)")
SENTENCE_START = re.compile(r"(?:^|[.!?:;|\n\t\r•☒☐▪–—\"”“»(\[/]|^-|\n-)\s*$")
SIGNATURE = re.compile(r"/\s?$")
CERTAIN_BEARERS = 150  # of a lone first name that is also a place or surname
RARE_BEARERS = 8
CERTAIN_SURNAME = 300
WORD_PER_MILLION = 3.0  # from here a form is an ordinary word
COMMON_WORD = 100.0  # from here it is no part of a name, unless a common first name


class Known(NamedTuple):
    """What the list has on a form: bearers as first name and surname, place, how common as a small word."""

    first: int = 0
    last: int = 0
    place: bool = False
    word: float = 0.0


class _Token(NamedTuple):
    start: int
    end: int
    text: str  # without a full stop that is not an initial's
    gap: str  # what stands before it since the last token


@cache
def known() -> dict[str, Known]:
    """The list by lower-case form. Raises `SettingsError` if it cannot be read."""
    out: dict[str, Known] = {}
    try:
        with lzma.open(LIST, "rt", encoding="utf-8") as file:
            for line in file:
                form, first, last, place, word = line.rstrip("\n").split("\t")
                out[form] = Known(int(first or 0), int(last or 0), bool(place), float(word or 0))
    except (OSError, ValueError, lzma.LZMAError) as e:
        raise SettingsError(f"Namnlistan {LIST.name} kan inte läsas ({type(e).__name__}). Hämta om arkivet.") from e
    return out


@cache
def _places() -> frozenset[str]:
    """Places in small letters, ordinary words and common first names left out."""
    more = (w.replace("_", " ") for w in load("names")["places"]["more"].split())
    listed = (f for f, k in known().items() if k.place and k.word < WORD_PER_MILLION and k.first < CERTAIN_BEARERS)
    return frozenset({*listed, *more})


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load("names")["cues"][group].split())


def look_up(form: str) -> Known:
    """The list's row for a form, its genitive -s taken off where only that is known; parts of a double name add up."""
    low = form.lower().rstrip(".")
    rows = known()
    if (row := rows.get(low)) and (row.first or row.last or row.word):
        return row
    if low.endswith("s") and (row := rows.get(low[:-1].rstrip("'’"))) and (row.first or row.last):
        return row
    if "-" in low:
        parts = [rows.get(p, Known()) for p in low.removesuffix("s").split("-")]
        return Known(min(p.first for p in parts), min(p.last for p in parts))
    return rows.get(low, Known())


def describe(form: str) -> str:
    """What the list says of a form, in four coarse signs: common first name, surname, place, ordinary word."""
    row = look_up(form)
    signs = (row.first >= CERTAIN_BEARERS, row.last >= CERTAIN_SURNAME, row.place, row.word >= WORD_PER_MILLION)
    return "".join(letter for letter, holds in zip("flpw", signs, strict=True) if holds)


def persons(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches that name a person, in order, a genitive -s included."""
    tokens = list(_tokens(text))
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        length = _name_at(tokens, i, text)
        if length:
            spans.append((tokens[i].start, tokens[i + length - 1].end))
        i += max(1, length)
    return tuple(sorted({*spans, *_again(text, tokens, spans)}))


def places(text: str) -> list[tuple[int, int]]:
    """Capitalised words (one, or two together) that the list has as a place, a genitive -s included."""
    out: list[tuple[int, int]] = []
    for m in PLACE.finditer(text):
        for end in (m.end(2), m.end(1)):
            low = text[m.start() : end].lower()
            if low in _places() or (low.endswith("s") and low[:-1] in _places()):
                out.append((m.start(), end))
                break
    return out


def _tokens(text: str) -> Iterator[_Token]:
    last = 0
    for m in TOKEN.finditer(text):
        word, end = m[0], m.end()
        if word.endswith(".") and not INITIAL.match(word):
            word, end = word[:-1], end - 1
        yield _Token(m.start(), end, word, text[last : m.start()])
        last = end


def _name_at(tokens: list[_Token], i: int, text: str) -> int:
    """Number of tokens of the name that begins at token i; 0 if none does."""
    token = tokens[i]
    if not token.text[0].isupper() or _never(token) or token.text.lower() in _words("persons"):
        return 0
    run = [token]
    while i + len(run) < len(tokens) and len(run) < 4:
        following = tokens[i + len(run)]
        if following.gap not in (" ", "  ") or _never(following):
            break
        if not (following.text[0].isupper() or following.text in PARTICLES):
            break
        run.append(following)
    while run[-1].text in PARTICLES:
        run.pop()
    after = tokens[i + len(run)] if i + len(run) < len(tokens) else None
    if after and after.gap in (" ", "") and after.text.lower() in _words("not_persons_after"):
        return 0
    before = tokens[i - 1] if i and token.gap in (" ", "  ", ": ", " (") else None
    cued = bool(before and before.text.lower() in _words("persons")) or bool(SIGNATURE.search(text[: token.start]))
    return _longest(run, cued, starts=bool(SENTENCE_START.search(text[max(0, token.start - 4) : token.start])))


def _longest(run: list[_Token], cued: bool, starts: bool) -> int:
    kinds = [_kind(t.text) for t in run]
    first = kinds[0]
    if first == "initial":
        return 2 if len(run) > 1 and kinds[1] == "last" else 0
    if len(run) > 1:
        size = len(run)
        while size > 1:
            if _full_name(run[:size], kinds[:size], cued):
                return size
            size -= 1
    row = look_up(run[0].text)
    if (
        cued
        and first != "acronym"
        and (row.first or row.last or (row.word < WORD_PER_MILLION and not _is_place(run[0])))
    ):
        return 1
    if first == "acronym" or len(run[0].text) < 2:
        return 0
    if row.last >= CERTAIN_SURNAME and not row.word and not _is_place(run[0]):
        return 1
    if row.first < RARE_BEARERS:
        return 0
    if row.word >= WORD_PER_MILLION and (starts or row.first < 1000):
        return 0
    if _is_place(run[0]) or row.last > row.first:
        return 1 if row.first >= 1000 else 0
    if not row.word:
        return 1
    return 1 if row.first >= (5000 * row.word if starts else CERTAIN_BEARERS) else 0


def _full_name(run: list[_Token], kinds: list[str], cued: bool) -> bool:
    head, tail = run[0], run[-1]
    middle = kinds[1:-1]
    strong = look_up(head.text).first >= CERTAIN_BEARERS
    if any(k not in ("first", "initial", "particle", "last") and not (strong and k == "unknown") for k in middle):
        return False
    if kinds[0] == "first":
        if kinds[-1] == "initial":
            return len(run) == 2
        return kinds[-1] in ("last", "first") or (kinds[-1] == "unknown" and strong and not _is_place(tail))
    return cued and kinds[0] == "unknown" and kinds[-1] in ("last", "initial")


def _kind(form: str) -> str:
    if INITIAL.match(form):
        return "initial"
    if form in PARTICLES:
        return "particle"
    if (
        len(form) > 1
        and (form.isupper() or form[:2].isupper())
        and not (look_up(form).first >= CERTAIN_BEARERS or look_up(form).last >= 500)
    ):
        return "acronym"
    row = look_up(form)
    if row.word >= COMMON_WORD and row.first < 1000:
        return "word"
    if row.first >= RARE_BEARERS and row.first >= row.last / 10:
        return "first"
    if row.last:
        return "last"
    return "word" if row.word >= WORD_PER_MILLION else "unknown"


def _never(token: _Token) -> bool:
    low = token.text.lower()
    return bool({low, low.removesuffix("s")} & _words("never"))


def _is_place(token: _Token) -> bool:
    low = token.text.lower()
    return low in _places() or (low.endswith("s") and low[:-1] in _places())


def _again(text: str, tokens: list[_Token], spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Other tokens of the text with the form of a part of a name found; small letters only for rare words."""
    forms: set[str] = set()
    for start, end in spans:
        for part in re.findall(r"[\wéèü'’-]{2,}", text[start:end]):
            bare = part.removesuffix("s") if look_up(part.removesuffix("s")).first else part
            forms |= {part.lower(), bare.lower(), bare.lower() + "s"}
    covered = [False] * (len(text) + 1)
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    for token in tokens:
        low = token.text.lower()
        if covered[token.start] or low not in forms or _never(token):
            continue
        row = look_up(low)
        if token.text[0].isupper():
            if (
                row.word < WORD_PER_MILLION
                or row.first >= 1000
                or not SENTENCE_START.search(text[max(0, token.start - 4) : token.start])
            ):
                yield token.start, token.end
        elif len(low) > 3 and not row.word and row.first >= CERTAIN_BEARERS:
            yield token.start, token.end
