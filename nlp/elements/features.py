"""What the tagger sees of each word: its form, its place in sentence and line, the line's roles, its document.

`describe(document)` gives, per line that may hold elements, the tokens and one list of feature strings a token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.data import load
from nlp.elements.layout import Line, lines
from nlp.types import Document, Kind

TOKEN = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:[.,:]\d+)*|\w+(?:[.:/-]\w+)*(?:\.(?=[\s,;)]*[a-zåäö]))?|[^\w\s]")
SENTENCE_END = re.compile(r"[.!?]")


class Token(NamedTuple):
    """The characters start:end of the document; `sentence` counts from 0 within the line."""

    text: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Described:
    """One line with its tokens and their features."""

    line: Line
    tokens: tuple[Token, ...]
    features: tuple[list[str], ...]


@cache
def _classes() -> dict[str, str]:
    """Word to class name, of `elements_words.toml`."""
    out: dict[str, str] = {}
    for name, words in load("elements_words")["classes"].items():
        for word in words.split():
            out[word] = name
    return out


def tokenise(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of start:end."""
    out: list[Token] = []
    sentence = 0
    for m in TOKEN.finditer(text, start, end):
        out.append(Token(m[0], m.start(), m.end(), sentence))
        if SENTENCE_END.fullmatch(m[0]):
            sentence += 1
    return tuple(out)


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "date" if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else "num"
    if not word[0].isalnum():
        return "punct"
    if len(word) > 1 and word.isupper():
        return "caps"
    return "title" if word[0].isupper() else "low"


def _class(word: str) -> str:
    low = word.lower()
    found = _classes().get(low)
    if found:
        return found
    shape = _shape(word)
    if shape != "low" and shape != "title":
        return shape
    for ending in load("elements_words")["endings"]:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return f"-{ending}"
    return "-"


def _line_features(line: Line, order: bool, before: Line | None, marked: frozenset[str], name: str) -> list[str]:
    side = "o" if order else "p"
    role, source = line.role or "none", line.source or "none"
    out = [
        f"role={role}",
        f"rolesrc={role}/{source}",
        f"siderole={side}/{role}",
        f"kind={line.kind.value}/{role}",
        f"head={line.heading_role.name}/{line.label_role.name}/{line.column_role.name}",
    ]
    if line.box:
        out.append("box=" + line.box)
    if before is not None:
        out.append(f"prevrole={before.role or 'none'}/{role}")
    if role == "none":
        out += [f"marked={m}" for m in sorted(marked)] + ["unmarked"] * (not marked) + [f"side={side}"]
    else:
        out += [f"mk={role}/{m}" for m in ("goal", "subgoal", "activity") if m in marked]
    words = re.findall(r"\w+", (line.label or line.column or line.heading).lower())[:4]
    out += [f"hw={w[:7]}" for w in words]
    return out


def describe(document: Document) -> list[Described]:
    """Every line but headings, described. Pure; the features of a line depend on the document alone."""
    found = lines(document)
    order = document.kind is Kind.ORDER
    marked = frozenset(
        r.name
        for line in found
        for r in (line.heading_role, line.label_role, line.column_role)
        if r.name in ("purpose", "goal", "subgoal", "activity", "how", "what")
    )
    out: list[Described] = []
    before: Line | None = None
    for at, line in enumerate(found):
        if line.is_heading or line.box == "off":
            continue
        tokens = tokenise(document.text, line.start, line.end)
        if not tokens:
            continue
        shared = _line_features(line, order, before, marked, "")
        shared.append(f"place={min(4, at * 5 // len(found))}/{'o' if order else 'p'}")
        out.append(Described(line, tokens, tuple(_token_features(tokens, line, shared))))
        before = line
    return out


def _token_features(tokens: tuple[Token, ...], line: Line, shared: list[str]) -> list[list[str]]:
    low = [t.text.lower() for t in tokens]
    cls = [_class(t.text) for t in tokens]
    shape = [_shape(t.text) for t in tokens]
    n = len(tokens)
    role = line.role or "none"
    size = "1" if n < 8 else "2" if n < 16 else "3" if n < 30 else "4"
    out: list[list[str]] = []
    begin = 0
    lead, since = "", 0
    for i, t in enumerate(tokens):
        if i and t.sentence != tokens[i - 1].sentence:
            begin, lead, since = i, "", 0
        f = [f"w={low[i]}", f"c={cls[i]}", f"p4={low[i][:5]}", f"s3={low[i][-3:]}", f"s5={low[i][-5:]}"]
        f += [f"sh={shape[i]}", f"c/role={cls[i]}/{role}"]
        for d in (-3, -2, -1, 1, 2, 3):
            j = i + d
            if 0 <= j < n:
                f += [f"c{d}={cls[j]}", f"w{d}={low[j]}"]
                if abs(d) < 3:
                    f.append(f"p{d}={low[j][:5]}")
            else:
                f.append(f"w{d}=<>")
        f.append(f"cc-={cls[i - 1] if i else '<>'}/{cls[i]}")
        f.append(f"cc+={cls[i]}/{cls[i + 1] if i + 1 < n else '<>'}")
        f.append(f"ccc={cls[i - 1] if i else '<>'}/{cls[i]}/{cls[i + 1] if i + 1 < n else '<>'}")
        f.append(f"cc--={cls[i - 2] if i > 1 else '<>'}/{cls[i - 1] if i else '<>'}/{cls[i]}")
        f.append(f"sen={min(3, t.sentence)}/{role}")
        f.append(f"pos={min(6, i - begin)}")
        if i == begin:
            f += ["first", f"first/{role}", f"first/{cls[i]}", f"first/{role}/{min(2, t.sentence)}"]
        if i == 0:
            f += [f"start/{role}/{line.source}", f"start/{line.kind.value}", f"start/{role}/{size}/{line.kind.value}"]
        if i == n - 1:
            f.append("last")
        f.append(f"sfirst={low[begin]}")
        f.append(f"sfc={cls[begin]}/{cls[begin + 1] if begin + 1 < n else '<>'}")
        f.append(f"lead={lead}/{min(4, since)}")
        f.append(f"lead={lead}")
        if cls[i] in ("att", "modal", "want", "goalword", "so") or low[i] in (",", ":", "och", "men", "–"):
            lead, since = (low[i] if cls[i] == "modal" else cls[i]) if cls[i] not in ("punct",) else low[i], 0
        since += 1
        f += shared
        f.append("size=" + size)
        out.append(f)
    return out
