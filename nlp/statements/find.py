"""Whole documents and single notes to statements, through the same components.

Units: a journal entry; else each paragraph, bullet or table row of a section. A line of an information box is a
unit of its own. Never: reads orders (they state goals), headings as statements, documents without text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nlp.copies.outdated import why_outdated
from nlp.copies.person import Person
from nlp.data import load
from nlp.dates import find_dates
from nlp.language import sentences
from nlp.statements.decide import Answer, decide
from nlp.statements.items import items
from nlp.statements.parties import find_parties
from nlp.statements.person import masked, names_of
from nlp.statements.rules import unit
from nlp.statements.scope import find_scope
from nlp.types import Block, Document, Kind, Section, Statement

NOTE_KINDS = {
    "journal": Kind.JOURNAL,
    "utredning": Kind.INVESTIGATION,
    "beslut": Kind.DECISION,
    "beställning": Kind.ORDER,
    "plan": Kind.PLAN,
    "genomförandeplan": Kind.PLAN,
    "informationsruta": Kind.INFORMATION_BOX,
    "sip": Kind.SIP,
    "ansökan": Kind.APPLICATION,
}
UNTIL = re.compile(
    r"(?:t\.?\s?o\.?\s?m\.?|till och med|längst till|upphör(?:de)?|löp(?:er|te|t) ut|(?:gick|gått|går) ut"
    r"|fram till|slutdatum|senast|till(?: den)?|giltigt till|gräns|\s[–-])\W*(?:den\s)?$",
    re.IGNORECASE,
)
ASKED = frozenset(load("statements")["questions"]["of_notes"])
OF_WHOLE_LINE = frozenset({"outcome"})
PARTIED = frozenset({"consent", "contact", "poa"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit's place in the document's text, the heading over it and the day of its entry or document."""

    start: int
    end: int
    heading: str
    date: dt.date | None


def find_statements(document: Document, parts: Sequence[Section], names: Collection[str] = ()) -> tuple[Statement, ...]:
    """What the document says to the audit's questions, in order. `parts` are its sections; `names` the person's
    names, known beside those in the document's form head."""
    if document.kind is Kind.ORDER:
        return ()
    out, own = [], names_of(document) | frozenset(names)
    for stretch in stretches(document, parts):
        text = masked(document.text[stretch.start : stretch.end], own)
        for answer in _answers(text, masked(stretch.heading, own), document.kind, stretch.date, "file"):
            out.append(_statement(document, stretch, text, answer))
    return tuple(out)


def read_note(note: Mapping[str, Any]) -> dict[str, str]:
    """Question to value for one note with `doc`, `heading`, `date` (ISO) and `text`; what is not found is left out."""
    kind, text, heading = (
        NOTE_KINDS.get(note.get("doc") or "", Kind.OTHER),
        note.get("text") or "",
        note.get("heading") or "",
    )
    day = dt.date.fromisoformat(note["date"]) if note.get("date") else None
    answers = [a for a in _answers(text, heading, kind, day, "note") if a.question in ASKED]
    found = {a.question: a.value for a in reversed(answers)}
    if kind is Kind.INVESTIGATION and day and any(why_outdated(text[a:b], day, Person()) for a, b in sentences(text)):
        found["stale"] = "yes"
    return found


def _answers(text: str, heading: str, kind: Kind, day: dt.date | None, source: str) -> list[Answer]:
    """The answers of a unit. In a line of an information box each item is read by itself as well, and believed
    before the line as a whole; what became of the person is told by the line."""
    whole = list(decide(unit(text, heading, kind, day), source))
    parts = list(items(text, 0, len(text))) if kind is Kind.INFORMATION_BOX else []
    if len(parts) < 2:
        return whole
    of_items = [
        answer._replace(start=answer.start + start, end=answer.end + start)
        for start, end in parts
        for answer in decide(unit(text[start:end], heading, kind, day), source)
        if answer.question not in OF_WHOLE_LINE
    ]
    told = {a.question for a in of_items}
    return of_items + [a for a in whole if a.question not in told]


def stretches(document: Document, parts: Sequence[Section]) -> Iterator[Stretch]:
    """The units of a document, in order. Text pasted from reports (headed so) is no word of the caseworker's."""
    for section in parts:
        if section.key == "report":
            continue
        day = section.date or document.date
        if document.kind is Kind.JOURNAL:
            yield Stretch(section.start, section.end, section.heading, day)
            continue
        for _, blocks in groupby(section.blocks, key=_row):
            group = list(blocks)
            yield Stretch(group[0].start, group[-1].end, section.heading, day)


def _row(block: Block) -> tuple[int, int]:
    """Cells of one row belong together; every other block stands alone."""
    return (block.cell.table, block.cell.row) if block.cell else (-1, block.start)


def _statement(document: Document, stretch: Stretch, text: str, answer: Answer) -> Statement:
    words = text[answer.start : answer.end]
    days = [d for d in find_dates(words, stretch.date) if not UNTIL.search(words[: d.start])]
    day_of_words = next((d.first for d in days if stretch.date is None or d.first <= stretch.date), None)
    told = day_of_words if answer.question in ("freda", "consent", "sip") else None
    return Statement(
        answer.question,
        answer.value,
        document.evidence(stretch.start + answer.start, stretch.start + answer.end),
        when=told or stretch.date or day_of_words,
        until=_until(words, stretch.date) if answer.question in ("consent", "sip", "poa") else None,
        parties=_parties(answer.question, words, f"{stretch.heading}. {text}"),
        scope=find_scope(text) if answer.question == "representative" else (),
    )


def _parties(question: str, words: str, text: str) -> tuple[str, ...]:
    """Those with whom a contact is, named anywhere in the unit; towards whom consent holds, named in its words."""
    if question not in PARTIED:
        return ()
    found = find_parties(text) if question == "contact" else find_parties(words) or find_parties(text)
    return tuple(dict.fromkeys(p.text for p in found))


def _until(words: str, anchor: dt.date | None) -> dt.date | None:
    """The end of validity that the words name ('t.o.m. 2020-12-31', 'upphör 2023-06-30')."""
    for day in find_dates(words, anchor):
        if UNTIL.search(words[: day.start]):
            return day.last
    return None
