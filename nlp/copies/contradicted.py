"""What the investigation says, and the journal or another document says has changed since.

Decides, topic by topic (`copies.toml`, [[topic]]): a later sentence *tells* of a change that has happened (moved,
left, died, granted, ended); a sentence of the investigation *claims* the state before it. Named topics need the
same name in both (or, where no name is told, the same relative). The others need the claim to stand unchanged
since an earlier version, unless the topic says that the two cannot both be true.
Precedence: the first topic that fits a claim. Told before the earlier version or after the investigation's day:
not counted. Never: plans and wishes to change, changes in other people's lives, a change that the same section of
the investigation tells of too.
Example: "Lena S har slutat i juni, ny är Omar B" (journal) against "boendestödjaren Lena är med" (investigation).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp import data
from nlp.copies.findings import StaleStatement
from nlp.copies.normal import concept, content, tokens
from nlp.copies.person import Person, person_of
from nlp.copies.units import Outline, Sentence
from nlp.language.sentences import sentences
from nlp.sections import sections
from nlp.types import CaseFile, Document, Evidence, Kind

NAME = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäöéü]{2,}(?:-[A-ZÅÄÖ][a-zåäöé]+)?")
SOURCES = (Kind.JOURNAL, Kind.APPLICATION, Kind.INFORMATION_BOX, Kind.SIP, Kind.DECISION, Kind.ORDER)
AFTER = dt.timedelta(days=7)  # an investigation is finished some days after it is dated


@dataclass(frozen=True)
class Topic:
    """One kind of change: patterns of the telling and the claim, and what spares the claim."""

    name: str
    told: re.Pattern[str]
    claim: re.Pattern[str]
    unless: re.Pattern[str]
    areas: frozenset[str]
    named: bool
    kin: bool
    own: bool
    kept: bool
    reason: str


@dataclass(frozen=True)
class Told:
    """A sentence of another document, and its day."""

    text: str
    day: dt.date | None
    evidence: Evidence


@cache
def _topics() -> tuple[Topic, ...]:
    return tuple(
        Topic(
            t["name"],
            re.compile(t["told"], re.IGNORECASE),
            re.compile(t["claim"], re.IGNORECASE),
            re.compile(t["unless"], re.IGNORECASE),
            frozenset(t["areas"]),
            t["named"],
            t.get("kin", False),
            t["own"],
            t["kept"],
            t["reason"],
        )
        for t in data.load("copies")["topic"]
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(data.load("copies")["told"][name], re.IGNORECASE)


def contradictions(case: CaseFile, ours: Outline, kept: set[int] | None) -> Iterator[StaleStatement]:
    """Claims of the investigation that another document says are over.

    `kept` are the starts of its sentences that stand unchanged since an earlier version, None without one.
    """
    written, person = ours.document.date, person_of(case)
    if written is None:
        return
    since = case.earlier_investigation.date if case.earlier_investigation else None
    common = {w for d in case.documents for w in re.findall(r"\b[a-zåäö]{3,}\b", d.text)}
    for told in _told(case):
        if told.day is not None and (told.day > written + AFTER or (since is not None and told.day <= since)):
            continue
        for topic in _topics():
            for claim in _claims(topic, told, ours, kept, person, common):
                words = ours.document.evidence(claim.start, claim.end)
                yield StaleStatement(words, told.evidence, topic.reason, topic.name)


def _told(case: CaseFile) -> Iterator[Told]:
    """Sentences of the other documents. Undated text tells nothing of when."""
    for document in case.documents:
        if document.kind not in SOURCES or not document.status.has_text:
            continue
        for section in case.sections.get(document.file) or sections(document):
            day = section.date or document.date
            if day is None:
                continue
            for block in section.blocks:
                yield from _sentences(document, block.start, block.end, day)


def _sentences(document: Document, first: int, last: int, day: dt.date) -> Iterator[Told]:
    for start, end in sentences(document.text[first:last].replace("\n", " ")):
        words = document.evidence(first + start, first + end)
        yield Told(words.text.replace("\n", " "), day, words)


def _claims(
    topic: Topic, told: Told, ours: Outline, kept: set[int] | None, person: Person, common: set[str]
) -> Iterator[Sentence]:
    """The sentences of the investigation that claim what the told sentence ends; one, where no name ties them."""
    m = topic.told.search(told.text)
    if (
        m is None
        or (topic.kept and kept is None)
        or _pattern("only_thought").search(_clause(told.text, m.start(), m.end()))
    ):
        return
    known = common | set(person.names)
    names = {n for n in _names(told.text) if n not in known and n.removesuffix("s") not in person.names}
    kin: frozenset[str] = frozenset()
    if topic.named:
        near = _near(told.text, m.start(), m.end())
        names &= _names(near)
        kin = _kin(near, person) if topic.kin and not names else kin
    if topic.own and not _is_own(told.text, m.start(), names):
        return
    for sentence in ours.sentences:
        section = ours.sections[sentence.section]
        if topic.areas and section.area not in topic.areas and section.key not in topic.areas:
            continue
        if not topic.claim.search(sentence.text) or (kept is not None and sentence.start not in kept and topic.kept):
            continue
        body = ours.document.text[section.start : section.end]
        if topic.unless.search(body):
            continue
        here = _names(sentence.text)
        if topic.named and not (names & here) and not (kin & content(tokens(sentence.text))):
            continue
        if not topic.named and names & _names(body) and not _left(told.text, here):
            continue  # the section knows the place or the person that is told of
        if topic.name == "dagar" and not _other_number(told.text, sentence.text):
            continue
        yield sentence
        if not topic.named:
            return


def _names(text: str) -> set[str]:
    """Capitalised words in lower case, words for relatives left out."""
    kin = data.load("copies")["told"]["kin"]
    return {n for m in NAME.finditer(text) if concept(n := m[0].lower()) not in kin}


def _clause(text: str, start: int, end: int) -> str:
    """The clause round the words that tell of the change, without them."""
    before = re.split(r"[,;:–]\s|\s(?:och|men)\s", text[:start])[-1]
    return before + " " + re.split(r"[,;:.]", text[end:])[0]


def _is_own(text: str, start: int, names: set[str]) -> bool:
    """True if nobody else than the person is named as the one who changes."""
    before = re.split(r"[,;:.]\s|\soch\s", text[:start])[-1]
    near = " ".join(before.split()[-4:])
    others = _names(near) & names
    return not others and not _pattern("others").search(near)


def _near(text: str, start: int, end: int) -> str:
    """The words right beside the verb: who it is that left or died, not whose dog."""
    before = re.split(r"[;:.]\s", text[:start])[-1].split()[-5:]
    last = next((i for i in range(len(before) - 1, -1, -1) if _pattern("somebody_else").fullmatch(before[i])), -1)
    return " ".join(before[last + 1 :]) + " " + " ".join(re.split(r"[,;:.]", text[end:])[0].split()[:3])


def _kin(near: str, person: Person) -> frozenset[str]:
    """Relatives of the person herself beside the verb; "Annas mamma" is none of hers."""
    found = set()
    words = near.split()
    for before, word in zip(["", *words], words, strict=False):
        whose = before.lower().strip(".,")
        others = before[:1].isupper() and whose.endswith("s") and whose.removesuffix("s") not in person.names
        kind = concept(word.lower().strip(".,"))
        if kind in data.load("copies")["told"]["kin"] and not others:
            found.add(kind)
    return frozenset(found)


def _left(text: str, here: set[str]) -> bool:
    """True if the told sentence says that a place that the claim names was left."""
    return any(
        m[1].lower() in here
        for m in re.finditer(r"(?:från|lämna\w*(?: \w+)?|slutat på|slutat hos) ([A-ZÅÄÖ]\w+)", text)
    )


def _other_number(told: str, claim: str) -> bool:
    values: dict[str, int] = data.load("copies")["number_words"]

    def days(text: str) -> set[str]:
        found = re.findall(r"(\w+) (?:dagar|dgr|förmiddagar|pass)", text.lower())
        return {str(values.get(f, f)) for f in found if f.isdigit() or f in values}

    ours = days(claim)
    return (bool(ours) and bool(days(told)) and not ours <= days(told)) or (
        "tidigare" in told and bool(ours & days(told))
    )
