"""Were the FREDA questions about violence asked? (2021 audit, rule R7.)

Decides: *asked* if any document read says so (declined to answer is asked); else *not_asked_documented* if one says
that they were not asked; else *missing*; None instead of missing while a document is unread. `follows_routine` is
True where they stand under Ansökan avser in the investigation, or both in the journal and the information box.
Precedence: asked before not asked, then the latest. Never: shows more than the words that say whether the
questions were asked; takes training, reminders or plans for an answer.
Example: 'FREDA kunde inte ställas, modern satt med.' -> not_asked_documented.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.search import kind_of, latest, place, searched, statements, unread
from nlp.types import CaseFile, Evidence, Kind, Statement

KINDS = frozenset({Kind.JOURNAL, Kind.INVESTIGATION, Kind.INFORMATION_BOX, Kind.APPLICATION, Kind.SIP})


@dataclass(frozen=True)
class FredaFinding:
    """The fields of `freda` in the case-review schema; status None: cannot be told while `unread` is unread."""

    status: str | None
    date: str | None = None
    place: str | None = None
    follows_routine: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> FredaFinding:
    """Status, date, place and the words."""
    documents = case.of_kind(*KINDS)
    where, unknown = searched(case, documents, "application"), unread(case, KINDS)
    for value, status in (("asked", "asked"), ("not_asked", "not_asked_documented")):
        found = list(statements(case, "freda", (value,), documents))
        last = latest(found)
        if last is None:
            continue
        return FredaFinding(
            status,
            last.when.isoformat() if last.when else None,
            _place(case, last),
            _follows_routine(case, found) if value == "asked" else None,
            tuple(s.evidence for s in found),
            where,
            unknown,
        )
    return FredaFinding(None if unknown else "missing", searched=where, unread=unknown)


def _key(case: CaseFile, statement: Statement) -> str | None:
    at = statement.evidence.start
    for section in case.sections.get(statement.evidence.file, ()):
        if at is not None and section.start <= at < section.end:
            return section.key
    return None


def _place(case: CaseFile, statement: Statement) -> str | None:
    document = next((d for d in case.documents if d.file == statement.evidence.file), None)
    return place(case, document, _key(case, statement)) if document else None


def _follows_routine(case: CaseFile, found: list[Statement]) -> bool:
    kinds = {kind_of(case, s) for s in found}
    return any(_key(case, s) == "application" for s in found) or {Kind.JOURNAL, Kind.INFORMATION_BOX} <= kinds
