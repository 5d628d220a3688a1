"""What a heading, a label or the name of a column says about the text below it.

`role_of("Kortsiktiga mål (mätbara)")` is `Role("subgoal", 1.0)`. The phrases are data (`elements_headings.toml`);
the longest phrase that begins the heading wins, then keywords. A heading that none of them knows has role "".
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.data import load

ELEMENT_ROLES = ("purpose", "goal", "subgoal", "activity")
QUIET_ROLES = ("how", "when", "who", "follow_up", "signature", "person", "method", "frame")


class Role(NamedTuple):
    """A role and how sure it is: 2 the whole heading is known, 1 it begins or holds a known phrase, 0 unknown."""

    name: str = ""
    known: int = 0


class _Lexicon(NamedTuple):
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]  # by first word, longest first
    keywords: list[tuple[re.Pattern[str], str]]
    begins: frozenset[str]
    questions: dict[str, frozenset[str]]
    heading_lead: re.Pattern[str]
    body_lead: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    data = load("elements_headings")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role, texts in data["phrases"].items():
        for text in texts:
            words = tuple(text.split())
            phrases.setdefault(words[0], []).append((words, role))
    for entries in phrases.values():
        entries.sort(key=lambda e: (-sum(w != "*" for w in e[0]), -len(e[0])))
    keywords = [
        (re.compile("|".join(w.replace("*", r"\w*") for w in words)), role) for role, words in data["keywords"].items()
    ]
    leads = [re.compile("(?:" + "|".join(data["strip"][name]) + ")+") for name in ("heading", "body")]
    questions = {role: frozenset(words) for role, words in data["questions"].items()}
    begins = questions.pop("begins")
    return _Lexicon(phrases, keywords, begins, questions, *leads)


def strip_lead(text: str) -> int:
    """Length of the numbering, box or form-field name that begins a text."""
    m = _lexicon().body_lead.match(text.lower())
    return m.end() if m else 0


@cache
def role_of(text: str) -> Role:
    """The role of a heading, label or column name, as printed."""
    lexicon = _lexicon()
    lead = lexicon.heading_lead.match(text.lower())
    bare = text[lead.end() if lead else 0 :].lower()
    bare = re.sub(r"\([^()]*\)?", " ", bare)
    words = re.findall(r"[\wåäöé]+(?:\.\d+)*", bare)
    if not words:
        return Role()
    for phrase, role in lexicon.phrases.get(words[0], []):
        if len(phrase) <= len(words) and all(p in ("*", w) for p, w in zip(phrase, words, strict=False)):
            rest = [w for w in words[len(phrase) :] if not re.fullmatch(r"[\d.]+[a-z]?", w)]
            if rest and len(phrase) == 1 and words[0] in lexicon.begins:
                break
            return Role(role, 1 if rest else 2)
    if len(words) > 9:
        return Role()
    if words[0] in lexicon.begins:
        for role, known in lexicon.questions.items():
            if known.intersection(words[1:]):
                return Role(role, 1)
    for pattern, role in lexicon.keywords:
        if any(pattern.fullmatch(w) for w in words):
            return Role(role, 1)
    return Role()
