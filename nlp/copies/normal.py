"""Text made comparable: what is the same sentence, whatever its dates, spacing, spelling and scan.

A new date or a new age is no new fact, so both are masked. Numbers, number words and negations are facts: two
sentences that differ in one of them never count as the same, however alike their letters are.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from nlp import data
from nlp.errors import ModelError

COMMON = Path(__file__).parents[2] / "models" / "copies" / "common.json"
DATE, AGE = "xdatumx", "xålderx"
_MONTHS = "jan(?:uari)?|febr?(?:uari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?"
_MONTHS += "|nov(?:ember)?|dec(?:ember)?"
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_DATES = re.compile(
    rf"(?<![\w-])(?:den\s+)?(?:{_YEAR}[-/.]\d\d?[-/.]\d\d?|\d{{6}}(?![-+\d])|{_YEAR}[-/]\d\d"
    rf"|(?:\d\d?(?::[ea]|\s)\s?)?(?:{_MONTHS})\.?(?:\s{_YEAR})?(?!\w)|\d\d?/\d\d?(?:\s?[-–/]\s?\d\d(?:\d\d)?)?(?![\w/])"
    rf"|{_YEAR})(?![\w])",
    re.IGNORECASE,
)
_SMALL = "tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo|trettio|fyrtio|femtio|sextio"
_AGES = re.compile(
    rf"(?<!\w)(?:\d{{1,3}}|{_SMALL}(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio)?)(?:\s+år(?:\s+gam\w+)?(?!\s*\w*\s*sedan)"
    rf"(?!\w)|-?åri(?:g|ga|ge|ng)(?!\w))|(?<=\bfyll[at]\s)\d{{2}}(?!\d)|(?<=\bfyllde\s)\d{{2}}(?!\d)",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"(?<=\w)-\n(?=[a-zåäö])")
_WORD = re.compile(r"\d{2,}(?=[^\W\d_]{2})|[^\W_]+")
_LONG_NUMBER = re.compile(r"\d{4,}")
_RUN = 2  # characters that a scan or a repair of spelling may change in one place
_SHARE = 0.15  # share of the characters that it may change in all


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("copies")["words"][name])


@lru_cache(maxsize=4_000)
def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers in lower case; dates and ages as one mask each."""
    text = _HYPHENATED.sub("", unicodedata.normalize("NFKC", text))
    text = _AGES.sub(f" {AGE} ", _DATES.sub(f" {DATE} ", text))
    return tuple(_WORD.findall(text.lower()))


def undated(words: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens without the masks of dates and ages."""
    return tuple(w for w in words if w not in (DATE, AGE))


def numbers(words: tuple[str, ...]) -> list[str]:
    """The numbers, in figures or words, in sorted order ('två' and '2' are one)."""
    values = data.load("copies")["number_words"]
    found = (str(values.get(w, w)) for w in words if w not in (DATE, AGE))
    return sorted(f for f in found if f[0].isdigit())


def negations(words: tuple[str, ...]) -> int:
    """How often the sentence says no."""
    return sum(w in _words("negation") for w in words)


def is_function_word(word: str) -> bool:
    """True for words without content of their own, and for the masks of dates and ages."""
    return word in (DATE, AGE) or word in _words("function")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude Swedish stem: enough to see 'bostaden' and 'bostad', 'trivdes' and 'trivs' as one word."""
    for ending in data.load("copies")["words"]["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _synonyms() -> dict[str, str]:
    return {stem(w): group[0] for group in data.load("copies")["synonyms"]["groups"] for w in group}


@lru_cache(maxsize=50_000)
def concept(word: str) -> str:
    """The stem, or one name for a group of words that caseworkers use for the same."""
    root = stem(word)
    return _synonyms().get(root, root)


def content(words: tuple[str, ...]) -> frozenset[str]:
    """What the words are about: concepts of the content words, and the numbers."""
    return frozenset(concept(w) for w in words if not is_function_word(w) and not w[0].isdigit()) | frozenset(
        numbers(words)
    )


@lru_cache(maxsize=4_000)
def letters(text: str, dated: bool = False) -> str:
    """The letters and short numbers of a text in a row, dates left out: what spacing and hyphens cannot change.

    With `dated`, months and other dates in words stay: a scan may have broken them past knowing.
    """
    if dated:
        words = tuple(_WORD.findall(_HYPHENATED.sub("", unicodedata.normalize("NFKC", text)).lower()))
    else:
        words = undated(tokens(text))
    return _LONG_NUMBER.sub("", "".join(words))


def same_but_spelling(a: str, b: str) -> bool:
    """True if two sentences differ at most by what a scan or a repair of spelling and spacing changes."""
    if undated(tokens(a)) == undated(tokens(b)):
        return True
    if negations(tokens(a)) != negations(tokens(b)) or _differ_in_numbers(tokens(a), tokens(b)):
        return False
    if _other_words(tokens(a), tokens(b)):
        return False
    return any(_nearly(letters(a, dated), letters(b, dated)) for dated in (False, True))


def _other_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if each has a real word of its own, more than a letter apart: "mamma" for "pappa" is no misspelling."""
    ours = [w for w in set(a) - set(b) if _is_word(w)]
    theirs = [w for w in set(b) - set(a) if _is_word(w)]
    return bool(ours and theirs) and min(Levenshtein.distance(v, w) for v in ours for w in theirs) > 1


def _is_word(word: str) -> bool:
    return len(word) > 1 and (word in _words("function") or word in _words("distinct") or stem(word) in common_words())


@cache
def common_words() -> frozenset[str]:
    """Stems and concepts that are common in case files (`models/copies/train_common.py`).

    Raises `ModelError` if the list is lacking.
    """
    try:
        return frozenset(json.loads(COMMON.read_text(encoding="utf-8"))["words"])
    except (OSError, ValueError, KeyError) as e:
        raise ModelError(f"{COMMON.name} kan inte läsas ({type(e).__name__}). Träna om eller hämta den på nytt.") from e


def _nearly(a: str, b: str) -> bool:
    """True if letters were only changed, lost or added singly, and few of them."""
    allowed = max(1, round(_SHARE * max(len(a), len(b))))
    if a == b:
        return True
    if max(len(a), len(b)) < 4 or Levenshtein.distance(a, b, score_cutoff=allowed) > allowed:
        return False
    return all(
        max(op.src_end - op.src_start, op.dest_end - op.dest_start) <= _RUN
        for op in Levenshtein.opcodes(a, b)
        if op.tag != "equal"
    )


def _differ_in_numbers(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if the numbers differ. A digit that a scan reads as a letter is lost, not another number."""
    ours, theirs = numbers(a), numbers(b)
    return ours != theirs and len(ours) == len(theirs)
