"""SIP, LSS individual plan, and ongoing contact with care, Försäkringskassan, Arbetsförmedlingen and IWork. (R10.)

Decides over the investigation of the latest decision, the journal, the information box, SIP and plan documents:
True if a statement says that it is current or ongoing; else False; None while a document is unread. For IWork,
information given about it counts as well (the audit asked whether the way there was made known).
Never: counts declined, ended or only discussed coordination, benefits without contact, past contact.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.search import current, searched, statements, unread
from nlp.types import CaseFile, Evidence, Kind

KINDS = frozenset({Kind.INVESTIGATION, Kind.JOURNAL, Kind.INFORMATION_BOX, Kind.SIP})
QUESTIONS = {
    "sip": ("current",),
    "lss_plan": ("current",),
    "care": ("ongoing",),
    "fk": ("ongoing",),
    "af": ("ongoing",),
    "iwork": ("ongoing",),
}


@dataclass(frozen=True)
class CoordinationFinding:
    """The fields of `coordination` in the case-review schema."""

    sip: bool | None
    lss_plan: bool | None
    care: bool | None
    fk: bool | None
    af: bool | None
    iwork: bool | None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> CoordinationFinding:
    """What is current or ongoing, with the words."""
    documents = current(case, KINDS)
    unknown = unread(case, KINDS)
    found = {q: list(statements(case, q, values, documents)) for q, values in QUESTIONS.items()}
    if case.of_kind(Kind.SIP):
        found["sip"] += [s for s in case.statements if s.question == "sip" and s.value == "current"]
    found["iwork"] += statements(case, "iwork_info", ("yes",), documents)
    answers = {q: bool(s) or (None if unknown else False) for q, s in found.items()}
    return CoordinationFinding(
        **answers,
        evidence=tuple(s.evidence for statements_of in found.values() for s in statements_of),
        searched=searched(case, documents),
        unread=unknown,
    )
