"""What the tagger sees of each word: its form, its place in sentence and line, the line's roles, its document.

`describe(document)` gives, per line that may hold elements, the tokens and one list of feature strings a token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.data import load
from nlp.elements.layout import Line, lines
from nlp.elements.likeness import Order
from nlp.elements.vocabulary import clusters, model_folder
from nlp.types import Document, Element, Kind

TOKEN = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:[.,:]\d+)*|\w+(?:[.:/-]\w+)*(?:\.(?=[\s,;)]*[a-zåäö]))?|[^\w\s]")
CLAUSE_STARTS = frozenset((",", ";", ":", "–", "och", "samt", "men"))
TOPICS = frozenset(("goalword", "subword", "purposeword", "actword", "ask"))
LEADS = TOPICS | {"att", "modal", "want", "so", "agree"}
LEAD_WORDS = frozenset((",", ":", "och", "men", "–"))
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


def _line_features(line: Line, order: bool, before: Line | None, marked: frozenset[str]) -> list[str]:
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


def describe(document: Document, order: Sequence[Element] = ()) -> list[Described]:
    """Every line but headings and boxes that are not ticked. `order`: the elements of the plan's order.

    Pure; the features of a line depend on the document and the order's elements alone.
    """
    found = lines(document)
    is_order = document.kind is Kind.ORDER
    roles = [r.name for line in found for r in (line.heading_role, line.label_role, line.column_role)]
    marked = frozenset(r for r in roles if r in ("purpose", "goal", "subgoal", "activity", "how", "what"))
    against = Order(order) if order and not is_order else None
    out: list[Described] = []
    before: Line | None = None
    for at, line in enumerate(found):
        if line.is_heading or line.box == "off":
            continue
        tokens = tokenise(document.text, line.start, line.end)
        if not tokens:
            continue
        shared = _line_features(line, is_order, before, marked)
        shared.append(f"place={min(4, at * 5 // len(found))}/{'o' if is_order else 'p'}")
        features = _token_features(tokens, line, shared)
        if against:
            _add_likeness(features, document.text, tokens, against)
        out.append(Described(line, tokens, tuple(features)))
        before = line
    if against:
        _add_places(out, against)
    return out


def clause_numbers(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of its clause: a new one after a comma, colon, dash, conjunction or full stop."""
    out: list[int] = []
    for i, token in enumerate(tokens):
        new = i > 0 and (token.sentence != tokens[i - 1].sentence or token.text.lower() in CLAUSE_STARTS)
        out.append((out[-1] if out else 0) + new)
    return out


def _add_likeness(features: list[list[str]], text: str, tokens: tuple[Token, ...], order: Order) -> None:
    for name, numbers in (("clause", clause_numbers(tokens)), ("sentence", [t.sentence for t in tokens])):
        stretches: dict[int, list[int]] = {}
        for i, number in enumerate(numbers):
            stretches.setdefault(number, []).append(i)
        texts = [text[tokens[ii[0]].start : tokens[ii[-1]].end] for ii in stretches.values()]
        for ii, marks in zip(stretches.values(), order.marks(texts), strict=True):
            for i in ii:
                features[i] += [f"{name}:{m}" for m in marks]


def _add_places(found: list[Described], order: Order) -> None:
    """Adds to each token how its clause and its sentence stand among those of the whole plan."""
    for name in ("c", "s"):
        parts: dict[tuple[int, int], list[int]] = {}
        for at, line in enumerate(found):
            numbers = clause_numbers(line.tokens) if name == "c" else [t.sentence for t in line.tokens]
            for i, number in enumerate(numbers):
                parts.setdefault((at, number), []).append(i)
        texts = [" ".join(found[at].tokens[i].text for i in ii) for (at, _), ii in parts.items()]
        marks = order.places(texts, [at for at, _ in parts])
        for ((at, _), ii), told in zip(parts.items(), marks, strict=True):
            for i in ii:
                found[at].features[i].extend(name + mark for mark in told)


def _list_size(tokens: tuple[Token, ...]) -> str:
    """How many short parts a line has between commas: a list, or a sentence."""
    parts = [0]
    for token in tokens:
        if token.text in (",", ";", "och", "samt"):
            parts.append(0)
        elif token.text != ".":
            parts[-1] += 1
    return f"{min(4, len(parts))}/{'short' if max(parts) <= 4 else 'mid' if max(parts) <= 8 else 'long'}"


def _token_features(tokens: tuple[Token, ...], line: Line, shared: list[str]) -> list[list[str]]:
    low = [t.text.lower() for t in tokens]
    cls = [_class(t.text) for t in tokens]
    shape = [_shape(t.text) for t in tokens]
    groups = [clusters(model_folder(), w) if w[0].isalpha() else () for w in low]
    clause = clause_numbers(tokens)
    n = len(tokens)
    role = line.role or "none"
    size = "1" if n < 8 else "2" if n < 16 else "3" if n < 30 else "4"
    listed = f"list={role}/{_list_size(tokens)}"
    out: list[list[str]] = []
    begin = 0
    lead, since = "", 0
    topic, said = "", 0
    for i, t in enumerate(tokens):
        if i and t.sentence != tokens[i - 1].sentence:
            begin, lead, since = i, "", 0
        f = [f"w={low[i]}", f"c={cls[i]}", f"p4={low[i][:5]}", f"s3={low[i][-3:]}", f"s5={low[i][-5:]}"]
        f += [f"sh={shape[i]}", f"c/role={cls[i]}/{role}"]
        f += [f"k{g}={v}" for g, v in enumerate(groups[i])]
        for d in (-3, -2, -1, 1, 2, 3):
            j = i + d
            if 0 <= j < n:
                f += [f"c{d}={cls[j]}", f"w{d}={low[j]}"]
                if abs(d) < 3:
                    f.append(f"p{d}={low[j][:5]}")
                    f += [f"k{d}{g}={v}" for g, v in enumerate(groups[j][:2])]
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
        if i == 0 or clause[i] != clause[i - 1] or cls[i - 1] in ("att", "modal", "want"):
            ahead = {w for j in range(i, min(n, i + 14)) if clause[j] == clause[i] for w in groups[j][:2]}
            ahead |= {low[j][:5] for j in range(i, min(n, i + 14)) if clause[j] == clause[i]}
            f += [f"ahead={a}" for a in sorted(ahead)]
        if i == n - 1:
            f.append("last")
        f.append(f"sfirst={low[begin]}")
        f.append(f"sfc={cls[begin]}/{cls[begin + 1] if begin + 1 < n else '<>'}")
        f.append(f"lead={lead}/{min(4, since)}")
        f.append(f"lead={lead}")
        f.append(f"topic={topic}/{min(2, t.sentence - said) if topic else 0}")
        f.append(f"topic/role={topic}/{role}")
        if cls[i] in TOPICS:
            topic, said = cls[i], t.sentence
        if cls[i] in LEADS or low[i] in LEAD_WORDS:
            lead = low[i] if cls[i] == "modal" or low[i] in LEAD_WORDS else cls[i]
            since = 0
        since += 1
        f += shared
        f += ["size=" + size, listed]
        out.append(f)
    return out
