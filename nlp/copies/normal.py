"""Text made comparable: what is the same sentence, whatever its dates, spacing, spelling and scan.

A new date or a new age is no new fact, so both are masked. Numbers, number words and negations are facts: two
sentences that differ in one of them never count as the same, however alike their letters are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from nlp import data

DATE, AGE = "0datum", "0ålder"
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
_WORD = re.compile(r"[^\W_]+")
_RUN = 2  # characters that a scan or a repair of spelling may change in one place
_SHARE = 0.12  # share of the characters that it may change in all


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("copies")["words"][name])


@lru_cache(maxsize=50_000)
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


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A crude Swedish stem: enough to see 'bostaden' and 'bostad', 'trivdes' and 'trivs' as one word."""
    for ending in data.load("copies")["words"]["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _synonyms() -> dict[str, str]:
    return {stem(w): group[0] for group in data.load("copies")["synonyms"]["groups"] for w in group}


@lru_cache(maxsize=200_000)
def concept(word: str) -> str:
    """The stem, or one name for a group of words that caseworkers use for the same."""
    root = stem(word)
    return _synonyms().get(root, root)


def content(words: tuple[str, ...]) -> frozenset[str]:
    """What the words are about: concepts of the content words, and the numbers."""
    return frozenset(concept(w) for w in words if not is_function_word(w) and not w[0].isdigit()) | frozenset(
        numbers(words)
    )


def same_but_spelling(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if two sentences differ at most by what a scan or a repair of spelling and spacing changes."""
    if a == b:
        return True
    joined_a, joined_b = "".join(undated(a)), "".join(undated(b))
    longest = max(len(joined_a), len(joined_b))
    if longest < 8 or abs(len(joined_a) - len(joined_b)) > max(2, _SHARE * longest):
        return joined_a == joined_b
    if negations(a) != negations(b) or _differ_in_numbers(a, b):
        return False
    distance = Levenshtein.distance(joined_a, joined_b, score_cutoff=int(_SHARE * longest) + 1)
    if distance > max(1, _SHARE * longest):
        return False
    runs = (
        max(op.src_end - op.src_start, op.dest_end - op.dest_start)
        for op in Levenshtein.opcodes(joined_a, joined_b)
        if op.tag != "equal"
    )
    return all(run <= _RUN for run in runs)


def _differ_in_numbers(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if the numbers differ. A digit that a scan reads as a letter is lost, not another number."""
    ours, theirs = numbers(a), numbers(b)
    return ours != theirs and len(ours) == len(theirs)
