"""Names that `nlp.language.names` leaves because they may be something else: here one too many costs only a word.

Decides, by the list of names: (1) first names in small letters that are no ordinary word, and the surname after them;
(2) a name that is also a word, first in a sentence, before a verb of persons or "och" and a name; (3) uncommon surnames
with a capital; (4) an unknown word with a capital beside a name, or with letters that Swedish has not; (5) surnames
after two initials or with "O'", "Mc", "al-"; (6) names that a lacking space has glued to the word before.
Never: places, units, words of form, what the list of names calls `never`.
Measured: `aktsam pseudonymise --measure` and `docs/pseudonyms.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.data import load as load_list
from nlp.language.persons import (
    CERTAIN_BEARERS,
    CERTAIN_SURNAME,
    PARTICLES,
    RARE_BEARERS,
    SENTENCE_START,
    WORD_PER_MILLION,
    Known,
    look_up,
)
from outputs.data import load

SMALL_BEARERS = 1000  # of a first name of three or four small letters
SURNAME_BEARERS = 50
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FOREIGN = re.compile(r"[^a-zåäöéèüæøá'’-]")  # letters of names from elsewhere; ü, æ, ø, é are in Swedish words too
GLUED = re.compile(r"(?<=[a-zåäö])[A-ZÅÄÖ][a-zåäöé]{2,}")
SHAPES = re.compile(
    r"(?<![\w.])(?:[A-ZÅÄÖ]\.[ -]?[A-ZÅÄÖ]\.|[A-ZÅÄÖ]-[A-ZÅÄÖ]\.?) ([A-ZÅÄÖ][a-zåäöé]+)(?!\w)"
    r"|(?<!\w)(?:O['’]|Mc|Mac)[A-Z][a-z]{2,}(?!\w)"
    r"|(?<![\w-])(?:[A-ZÅÄÖ][\w]+ ){0,2}(?:al|el|bin|ibn|ben|ad|as|ash|ar)-[A-ZÅÄÖ][^\W\d_]+"
)


def wide_names(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that may name a person, overlap not sorted."""
    for m in SHAPES.finditer(text):
        if m[1] is None or look_up(m[1]).last or look_up(m[1]).word == 0:
            yield m.span()
    for m in GLUED.finditer(text):
        row = look_up(m[0])
        if row.first >= CERTAIN_BEARERS and row.word < WORD_PER_MILLION:
            yield m.span()
    words = list(WORD.finditer(text))
    for i, m in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) and text[m.end() : words[i + 1].start()] == " " else None
        if m[0].casefold() not in _never() and _is_name(text, m, words[i + 1 : i + 3]):
            yield m.start(), m.end()
            if after and _goes_with(m[0], after[0]):
                yield m.start(), after.end()
        elif after and _before_surname(m[0], after[0]):
            yield m.start(), after.end()


def _is_name(text: str, m: re.Match[str], following: list[re.Match[str]]) -> bool:
    """Whether a word is a name, by the list, its letters and the words after it."""
    word, row = m[0], look_up(m[0])
    if word[0].islower():
        enough = CERTAIN_BEARERS if len(word) > 4 else SMALL_BEARERS
        return len(word) > 2 and not row.word and row.first >= enough
    if not all(part.istitle() for part in re.split(r"['’-]", word) if part) and not (word.isupper() and len(word) > 4):
        return False
    if FOREIGN.search(word.casefold()) and _unknown(word):
        return True
    if not row.word and not row.place and (row.last >= SURNAME_BEARERS or row.first >= RARE_BEARERS):
        return True
    if row.first < CERTAIN_BEARERS:
        return False
    if row.word < WORD_PER_MILLION or not SENTENCE_START.search(text[max(0, m.start() - 4) : m.start()]):
        return not row.place or row.first >= SMALL_BEARERS
    return _tells_person(m, following)


def _tells_person(m: re.Match[str], following: list[re.Match[str]]) -> bool:
    """Whether the next word is a verb of persons, or "och" with a name."""
    if not following or following[0].start() != m.end() + 1:
        return False
    joined = len(following) > 1 and following[0][0] == "och" and following[1][0][0].isupper()
    return following[0][0].casefold() in _verbs() or (joined and look_up(following[1][0]).first >= CERTAIN_BEARERS)


def _goes_with(name: str, after: str) -> bool:
    """Whether the word after a name is its surname: a known one in small letters, an unknown one or an initial."""
    if after[0].islower():
        return look_up(after).last >= CERTAIN_BEARERS and not look_up(after).word and after not in PARTICLES
    return len(after) == 1 or (_unknown(after) and look_up(name).word < WORD_PER_MILLION)


def _before_surname(word: str, after: str) -> bool:
    """Whether an initial or an unknown word is the first name to a surname."""
    row = look_up(after)
    if not after[0].isupper() or row.word or row.place:
        return False
    if len(word) == 1:
        return word.isupper() and row.last >= SURNAME_BEARERS
    return _unknown(word) and row.last >= CERTAIN_SURNAME


def _unknown(word: str) -> bool:
    """Whether a word with a capital is in no list of words, places or names."""
    return word[0].isupper() and word[1:].islower() and look_up(word) == Known() and word.casefold() not in _never()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load("pseudonyms")["wide"]["verbs"].split())


@cache
def _never() -> frozenset[str]:
    cues = load_list("names")["cues"]
    return frozenset((cues["never"] + cues["persons"] + load("pseudonyms")["wide"]["never"]).split())
