"""Were relatives told about support for carers? (2021 audit, rule R12.)

Decides: True if a statement in the journal, the investigation or the information box says that information was
given; else False; None while a document is unread. Never: counts intentions, or that relatives help much.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.search import NOTES, current, searched, statements, unread
from nlp.types import CaseFile, Evidence


@dataclass(frozen=True)
class CarerSupportFinding:
    """Whether relatives were informed, and the words."""

    informed: bool | None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> CarerSupportFinding:
    """Whether information is noted."""
    documents = current(case, NOTES)
    unknown = unread(case, NOTES)
    found = tuple(s.evidence for s in statements(case, "carer_info", ("yes",), documents))
    return CarerSupportFinding(True if found else None if unknown else False, found, searched(case, documents), unknown)
