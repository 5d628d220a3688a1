"""Does the plan carry the order? Elements of both, their links, and the verdict of the 2021 audit.

Precedence: a refused decision has no verdict; a plan that is lacking, late or of an earlier decision is
*plan_missing*; else the links decide (`nlp.conformity`). An order or plan whose text is not known gives no verdict
(None), never *missing*. A purpose is kept apart and linked to nothing.
Measured: see the scoreboard in README.md and `models/relation/FIGURES.md`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nlp.conformity import align, judge
from nlp.elements import find_elements
from nlp.types import CaseFile, Document, Element, ElementKind, Evidence, Kind, Link, Relation

LACKING = ("missing", "late", "outdated")


@dataclass(frozen=True)
class OrderFinding:
    """The order of the latest decision and its elements."""

    file: str
    date: dt.date | None
    purpose: tuple[Evidence, ...] = ()
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True)
class PlanFinding:
    """The plan, whether it counts (`status`), and its elements."""

    status: str | None
    file: str | None = None
    date: dt.date | None = None
    received: dt.date | None = None
    elements: tuple[Element, ...] = ()
    searched: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ConformityFinding:
    """Verdict, score and links; `evidence` is what a reader wants to see first: changed, missing, added."""

    verdict: str | None
    score: float | None = None
    confidence: float | None = None
    sentence: str = ""
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class OrderPlanFinding:
    """All that is said of order and plan."""

    order: OrderFinding | None
    plan: PlanFinding
    conformity: ConformityFinding


def find(case: CaseFile) -> OrderPlanFinding:
    """Order, plan and whether they agree. Raises `ModelError` if weights are lacking."""
    order = _order(case.order)
    plan = _plan(case, order.elements if order else ())
    if plan.status == "not_applicable":
        return OrderPlanFinding(order, plan, ConformityFinding("not_applicable"))
    if plan.status in LACKING:
        return OrderPlanFinding(order, plan, ConformityFinding("plan_missing"))
    if order is None or not order.elements or not plan.elements:
        return OrderPlanFinding(order, plan, ConformityFinding(None))
    links = align(order.elements, plan.elements)
    result = judge(links)
    found = {e.id: e.evidence for e in (*order.elements, *plan.elements)}
    telling = [
        i
        for r in (Relation.MISSING, Relation.CHANGED, Relation.ADDED)
        for x in links
        if x.relation is r
        for i in (x.order, *x.plan)
    ]
    evidence = tuple(found[i] for i in telling if i is not None)
    return OrderPlanFinding(
        order,
        plan,
        ConformityFinding(result.verdict, result.score, result.confidence, result.sentence, links, evidence),
    )


def _elements(document: Document, order: tuple[Element, ...] = ()) -> tuple[tuple[Evidence, ...], tuple[Element, ...]]:
    found = find_elements(document, order)
    purpose = tuple(e.evidence for e in found if e.kind is ElementKind.PURPOSE)
    return purpose, tuple(e for e in found if e.kind is not ElementKind.PURPOSE)


def _order(document: Document | None) -> OrderFinding | None:
    if document is None:
        return None
    purpose, elements = _elements(document)
    return OrderFinding(document.file, document.date, purpose, elements)


def _plan(case: CaseFile, order: tuple[Element, ...]) -> PlanFinding:
    plan = case.plan
    if plan is None:
        unread = any(d.kind in (Kind.PLAN, Kind.OTHER) for d in case.unread)
        status = None if unread and case.plan_status == "missing" else case.plan_status
        return PlanFinding(status, searched=tuple(d.file for d in case.documents))
    elements = _elements(plan, order)[1]
    first = next((b for b in plan.blocks if b.end > b.start), None)
    head = (plan.evidence(first.start, first.end),) if first else ()
    return PlanFinding(case.plan_status, plan.file, plan.date, plan.received, elements, (), head)
