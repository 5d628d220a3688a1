"""Where the checks look: statements by question and kind of document, the places searched, what is unread.

A finding of absence holds only where every document that could say otherwise is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from nlp.types import CaseFile, Document, Kind, Statement

SWEDISH = {
    Kind.APPLICATION: "Ansökan",
    Kind.INVESTIGATION: "Utredning",
    Kind.DECISION: "Beslut",
    Kind.ORDER: "Beställning",
    Kind.PLAN: "Genomförandeplan",
    Kind.JOURNAL: "Journal",
    Kind.INFORMATION_BOX: "Informationsruta",
    Kind.SIP: "SIP",
    Kind.OTHER: "Övrig handling",
}
NOTES = frozenset({Kind.JOURNAL, Kind.INVESTIGATION, Kind.INFORMATION_BOX})


def current(case: CaseFile, kinds: Collection[Kind]) -> tuple[Document, ...]:
    """The documents of these kinds, earlier investigations left out."""
    return tuple(
        d for d in case.documents if d.kind in kinds and (d.kind is not Kind.INVESTIGATION or d is case.investigation)
    )


def statements(
    case: CaseFile, question: str, values: Collection[str] = (), documents: Collection[Document] | None = None
) -> Iterator[Statement]:
    """Statements to a question in the order of the file; `documents`: only in these."""
    files = {d.file for d in (case.documents if documents is None else documents)}
    for s in case.statements:
        if s.question == question and (not values or s.value in values) and s.evidence.file in files:
            yield s


def kind_of(case: CaseFile, statement: Statement) -> Kind:
    """The kind of the document in which the statement stands."""
    return next((d.kind for d in case.documents if d.file == statement.evidence.file), Kind.OTHER)


def place(case: CaseFile, document: Document, key: str | None = None) -> str:
    """'Utredning 2019-03-04 (Ansökan avser)': a document, and the part of it with this key if it has one."""
    name = SWEDISH[document.kind]
    if document.date:
        name += f" {document.date.isoformat()}"
    elif years := sorted({s.date.year for s in case.sections.get(document.file, ()) if s.date}):
        name += f" {years[0]}" if len(years) == 1 else f" {years[0]}–{years[-1]}"
    if key:
        heading = next((s.heading for s in case.sections.get(document.file, ()) if s.key == key), None)
        name += f" ({heading})" if heading else ""
    return name


def searched(case: CaseFile, documents: Collection[Document], key: str | None = None) -> tuple[str, ...]:
    """The places that were read for an answer."""
    return tuple(place(case, d, key if d.kind is Kind.INVESTIGATION else None) for d in documents if d.status.has_text)


def unread(case: CaseFile, kinds: Collection[Kind]) -> tuple[str, ...]:
    """Files whose text is not known and that are, or could be, of these kinds: absence in them means nothing."""
    return tuple(d.file for d in case.unread if d.kind in kinds or d.kind is Kind.OTHER)


def latest(found: Collection[Statement]) -> Statement | None:
    """The statement that is told last; those without a date come before all."""
    return max(found, key=lambda s: s.when or dt.date.min, default=None)
