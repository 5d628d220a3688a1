"""Puts the documents of one case in order: which investigation, order and plan belong to the latest decision.

Nothing dated after the day looked from is seen, entries of a journal included. A document of another person stands
in the file but leads nothing. A plan that belongs to an earlier
decision, or came in when a one-year decision was about to end, counts as lacking (2021 audit, rule R4).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence

from nlp import data
from nlp.assembly.decisions import decision_facts
from nlp.assembly.kinds import describe
from nlp.assembly.person import names, own
from nlp.sections import sections
from nlp.types import CaseFile, CaseRow, DecisionFacts, Document, Kind, Section, Statement

PLAN_CAME = re.compile(
    r"\b(?:gp|gfp|genomförandeplan\w*|planen?|gen\.?plan)\b[^.]{0,40}?\b(?:ink|inkom|in\b|kom|mottag|ankom)|\b(?:inkom\w*|mottag\w*)\b[^.]{0,30}\b(?:gp|gfp|genomförandeplan)",
    re.I,
)

FindStatements = Callable[[Document, Sequence[Section], Collection[str]], tuple[Statement, ...]]


def assemble(
    case: str,
    documents: Sequence[Document],
    *,
    as_of: dt.date,
    row: CaseRow | None = None,
    find_statements: FindStatements | None = None,
) -> CaseFile:
    """The case file seen from `as_of`. `find_statements` (nlp.statements) is asked once a document."""
    row = row or CaseRow(case)
    known = [d for d in map(describe, documents) if d.date is None or d.date <= as_of]
    parts = {d.file: tuple(s for s in sections(d) if s.date is None or s.date <= as_of) for d in known if d.text}
    hers, called = own(known, row), names(known, row)
    decision = decision_facts(hers, row, as_of)
    investigations = _of_kind(hers, Kind.INVESTIGATION)
    investigation = investigations[-1] if investigations else None
    orders = _of_kind(hers, Kind.ORDER)
    plan, plan_status = _plan(hers, parts, decision)
    return CaseFile(
        case=case,
        as_of=as_of,
        row=row,
        documents=tuple(known),
        decision=decision,
        investigation=investigation,
        investigation_current=investigation is not None and _made_for(investigation, decision),
        earlier_investigation=investigations[-2] if len(investigations) > 1 else None,
        order=orders[-1] if orders else None,
        plan=plan,
        plan_status=plan_status,
        sections=parts,
        statements=tuple(s for d in hers if d.file in parts for s in find_statements(d, parts[d.file], called))
        if find_statements
        else (),
    )


def _of_kind(documents: Sequence[Document], kind: Kind) -> list[Document]:
    """Documents of a kind, oldest first, those without a date before all."""
    return sorted((d for d in documents if d.kind is kind), key=lambda d: (d.date or dt.date.min, d.file))


def _made_for(investigation: Document, decision: DecisionFacts) -> bool:
    """Whether the investigation was made for the decision (both dates known), by days between them."""
    if investigation.date is None or decision.decided is None:
        return True
    limits = data.load("decisions")["investigation"]
    age = (decision.decided - investigation.date).days
    return bool(-limits["after_days"] <= age <= limits["current_days"])


def _plan(
    documents: Sequence[Document], parts: dict[str, tuple[Section, ...]], decision: DecisionFacts
) -> tuple[Document | None, str]:
    plans = _of_kind(documents, Kind.PLAN)
    if not decision.approved:
        return (plans[-1] if plans else None), "not_applicable"
    if not plans:
        return None, "missing"
    plan, limits = plans[-1], data.load("decisions")["plan"]
    decided = decision.decided or decision.valid_from
    if plan.date and decided and (decided - plan.date).days > limits["earlier_days"]:
        return plan, "outdated"
    came = plan.received or _noted_arrival(plan, documents, parts) or plan.date
    if came and decision.valid_to and decided:
        start = decision.valid_from or decided
        short = (decision.valid_to - start).days <= limits["short_decision_days"]
        if short and (decision.valid_to - came).days < limits["late_days"]:
            return plan, "late"
    return plan, "current"


def _noted_arrival(
    plan: Document, documents: Sequence[Document], parts: dict[str, tuple[Section, ...]]
) -> dt.date | None:
    """The day on which the journal notes that the plan came in, the first on or after the plan's own date."""
    for document in documents:
        if document.kind is not Kind.JOURNAL:
            continue
        for entry in parts.get(document.file, ()):
            words = f"{entry.heading}. {document.text[entry.start : entry.end]}"
            if entry.date and (plan.date is None or entry.date >= plan.date) and PLAN_CAME.search(words):
                return entry.date
    return None
