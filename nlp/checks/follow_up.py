"""Has the support been followed up? (2021 audit, rule R6.)

Decides: *documented* if a follow-up of the support is told with content in the investigation of the latest
decision, the journal or the information box; *noted* if it is only said to be booked or held; else *none*; None
instead of none while a document is unread. First decisions and refusals are *not_applicable*.
Never: counts follow-ups of aids, medication or plans, cancelled meetings, or what a form asks for.
Example: 'Uppf.möte DV genomfört.' -> noted.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.search import NOTES, current, kind_of, searched, statements, unread
from nlp.types import CaseFile, Evidence


@dataclass(frozen=True)
class FollowUpFinding:
    """The fields of `follow_up` in the case-review schema; `places`: kinds of document in which it stands."""

    status: str | None
    places: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> FollowUpFinding:
    """Status and the words."""
    if not case.decision.approved or case.decision.first:
        return FollowUpFinding("not_applicable")
    documents = current(case, NOTES)
    where, unknown = searched(case, documents), unread(case, NOTES)
    for values, status in ((("content",), "documented"), (("booked", "held"), "noted")):
        found = list(statements(case, "follow_up", values, documents))
        if found:
            kinds = tuple(dict.fromkeys(kind_of(case, s).value for s in found))
            return FollowUpFinding(status, kinds, tuple(s.evidence for s in found), where, unknown)
    return FollowUpFinding(None if unknown else "none", searched=where, unread=unknown)
