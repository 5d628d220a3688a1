"""Words and phrases to concepts: a small matcher over lists that may be changed without touching Python.

A pattern is one or more tokens in small letters; a star at either end of a token stands for any letters there.
Full stops and hyphens do not count, so that 't.o.m.', 't o m' and 'FREDA-frågor' match as written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+|_{2,}|[^\w\s]")
PATTERN_TOKEN = re.compile(r"\*?[^\W_]+\*?|_{2,}|[^\w\s*]")
SILENT = frozenset(".-'’\"”“»«")
Pattern = tuple[str, str]  # exact, prefix, suffix or infix; the letters
Form = tuple[str, tuple[Pattern, ...]]  # a concept, and what follows its first word


class Token(NamedTuple):
    """A word or sign, in small letters, with its place."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """The characters start:end carry a concept."""

    start: int
    end: int
    concept: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words and signs of text[start:end]; offsets into `text`."""
    stop = len(text) if end is None else end
    return [Token(m[0].lower(), m.start(), m.end()) for m in TOKEN.finditer(text, start, stop) if m[0] not in SILENT]


class Lexicon:
    """Finds the concepts of `patterns` (concept to its words and phrases)."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        self._forms: dict[tuple[str, str], list[Form]] = defaultdict(list)
        self._seen: dict[str, list[Form]] = {}
        for concept, words in patterns.items():
            for word in words:
                first, *rest = [t for t in PATTERN_TOKEN.findall(word) if t not in SILENT]
                self._forms[_kind(first)].append((concept, tuple(map(_kind, rest))))
        self._infix_lengths = sorted({len(core) for kind, core in self._forms if kind == "infix"})

    def find(self, words: Sequence[Token]) -> list[Hit]:
        """All hits in order of their first token; hits of different patterns may overlap."""
        hits = []
        for i, token in enumerate(words):
            for concept, rest in self._starting_with(token.text):
                last = i + len(rest)
                if last < len(words) and all(_matches(p, words[i + k].text) for k, p in enumerate(rest, 1)):
                    hits.append(Hit(token.start, words[last].end, concept))
        return hits

    def _starting_with(self, word: str) -> list[Form]:
        known = self._seen.get(word)
        if known is None:
            n = len(word)
            keys = [("exact", word)]
            keys += [("prefix", word[:k]) for k in range(1, n + 1)]
            keys += [("suffix", word[k:]) for k in range(n)]
            keys += list({("infix", word[i : i + k]) for k in self._infix_lengths for i in range(n - k + 1)})
            known = [form for key in keys for form in self._forms.get(key, ())]
            if len(self._seen) < 50_000:
                self._seen[word] = known
        return known


def _kind(pattern: str) -> Pattern:
    core = pattern.strip("*")
    if pattern.startswith("*"):
        return ("infix" if pattern.endswith("*") else "suffix"), core
    return ("prefix" if pattern.endswith("*") else "exact"), core


def _matches(pattern: Pattern, word: str) -> bool:
    kind, core = pattern
    if kind == "exact":
        return word == core
    if kind == "prefix":
        return word.startswith(core)
    return word.endswith(core) if kind == "suffix" else core in word
