"""One case flattened for counting: the row of the case system's list and the answers of its review record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nlp.types import CaseRow
from outputs.audit.person import birth_year, sex
from outputs.audit.wording import literal_verdict
from outputs.audit.words import care_place, purpose, support

READ = ("read", "read_by_ocr")
IN_ACTIVITY = ("same_provider", "changed_provider")
WORK_KINDS = ("goal", "subgoal")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything that a table asks of one case. None (for a text: "") means that it is not known, never no.

    `sex` is kvinna or man, `support` LSS or SoL, `plan` to `outcome` hold the values of the case-review schema,
    `representative` is none where the file names none. `hours` is the inclusive interval of hours a week.
    `unread` is the number of documents whose text is not known.
    """

    case: str
    as_of: dt.date
    district: str = ""
    sex: str | None = None
    birth_year: int | None = None
    provider: str = ""
    support: str = ""
    decided: dt.date | None = None
    approved: bool | None = None
    first: bool | None = None
    hours: tuple[int, int] | None = None
    investigation_current: bool | None = None
    copied: bool | None = None
    pasted: bool | None = None
    pages: int | None = None
    interests: bool | None = None
    life_areas_complete: bool | None = None
    plan: str | None = None
    verdict: str | None = None
    literal_verdict: str | None = None
    provider_contacted: bool | None = None
    follow_up: str | None = None
    freda: str | None = None
    consent: str | None = None
    contact_without_consent: bool | None = None
    minor_children: bool | None = None
    child_described: bool | None = None
    child_impact: bool | None = None
    carer_support: bool | None = None
    representative: str | None = None
    scope_told: bool | None = None
    sip: bool | None = None
    lss_plan: bool | None = None
    care: bool | None = None
    care_place: str | None = None
    fk: bool | None = None
    af: bool | None = None
    iwork: bool | None = None
    outcome: str | None = None
    outcome_date: dt.date | None = None
    work_goal: bool | None = None
    work_stated: bool | None = None
    purpose: str | None = None
    started: dt.date | None = None
    start_known: bool = False
    diagnoses: tuple[str, ...] | None = None
    unread: int = 0


def case_facts(row: CaseRow, record: Mapping[str, Any]) -> CaseFacts:
    """The facts of one case from its row (all of it may be lacking) and its review record."""
    as_of = dt.date.fromisoformat(record["as_of"])
    decision, investigation = record["decision"], record["investigation"]
    plan, order = record["plan"] or {}, record["order"] or {}
    coordination, representative = record["coordination"], record["representative"]
    current = _unless_unread(record, bool(investigation["current"]), "investigation")
    pages = {d["file"]: d["pages"] for d in record["documents"]}
    diagnoses = record.get("diagnoses") or {}
    return CaseFacts(
        case=row.case or record["case"],
        as_of=as_of,
        district=" ".join(row.district.split()),
        sex=sex(row.gender, row.personal_number),
        birth_year=birth_year(row.personal_number),
        provider=" ".join(row.provider.split()),
        support=support(row.support) or support(decision["paragraph"]),
        decided=_day(decision["decided"]),
        approved=decision["approved"],
        first=decision["first"],
        hours=tuple(decision["hours_per_week"]) if decision["hours_per_week"] else None,
        investigation_current=current,
        copied=investigation["copied"] if investigation["file"] and not investigation["unread"] else None,
        pasted=bool(investigation["pasted_passages"]) if investigation["file"] else None,
        pages=pages.get(investigation["file"]) or None,
        interests={"present": True, "missing": False}.get(investigation["interests"] or ""),
        life_areas_complete=_complete(investigation),
        plan=plan.get("status"),
        verdict=record["conformity"]["verdict"],
        literal_verdict=literal_verdict(record["conformity"]["verdict"], _texts(order), _texts(plan)),
        provider_contacted=_unless_unread(record, record["provider_contacted"], "journal", "information_box"),
        follow_up=record["follow_up"]["status"],
        freda=record["freda"]["status"],
        consent=record["consent"]["status"],
        contact_without_consent=None if record["contacts"]["unread"] else bool(record["contacts_without_consent"]),
        minor_children=record["children"]["minor"],
        child_described=record["children"]["described"],
        child_impact=record["children"]["impact_assessment"],
        carer_support=record["carer_support_informed"],
        representative=representative["kind"] or (None if representative["unread"] else "none"),
        scope_told=bool(representative["scope"]) or (None if representative["unread"] else False),
        sip=coordination["sip"],
        lss_plan=coordination["lss_plan"],
        care=coordination["care"],
        care_place=care_place(e["text"] for e in coordination["evidence"]) if coordination["care"] else None,
        fk=coordination["fk"],
        af=coordination["af"],
        iwork=coordination["iwork"],
        outcome=record["outcome"],
        outcome_date=_day(record["outcome_note"]["date"]),
        work_goal=_work(order.get("elements", ())),
        work_stated=_work([*order.get("elements", ()), *plan.get("elements", ())]),
        purpose=purpose(e["text"] for e in order.get("purpose") or order.get("elements", ())),
        started=_start(record),
        start_known=not _unread(record, ("order", "plan", "journal")),
        diagnoses=tuple(diagnoses["groups"]) if diagnoses.get("groups") is not None else None,
        unread=len(record["unread"]),
    )


def _texts(side: Mapping[str, Any]) -> list[str]:
    return [e["text"] for e in side.get("elements", ())]


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _unread(record: Mapping[str, Any], kinds: Collection[str]) -> bool:
    """True if a document without known text is, or could be, of these kinds: absence in it means nothing."""
    return any(d["status"] not in READ and d["kind"] in (*kinds, "other") for d in record["documents"])


def _unless_unread(record: Mapping[str, Any], answer: bool | None, *kinds: str) -> bool | None:
    """The answer; a no is unknown while a document of these kinds is unread."""
    return None if not answer and _unread(record, kinds) else answer


def _complete(investigation: Mapping[str, Any]) -> bool | None:
    missing = investigation.get("missing_life_areas")
    return not missing if investigation["interests"] is not None and missing is not None else None


def _work(elements: Collection[Mapping[str, Any]]) -> bool | None:
    """True if a goal leads towards work; sub-goals are asked where there is no goal. None where neither was found."""
    for kind in WORK_KINDS:
        asked = [e for e in elements if e["kind"] == kind]
        if asked:
            return any(e.get("work_oriented") for e in asked)
    return None


def _start(record: Mapping[str, Any]) -> dt.date | None:
    """The first day that shows that the support of the latest decision was set going: its order or plan.

    A follow-up, or a note that the person is in a daily activity, shows that it was, not when: then the day of the
    decision. None: nothing shows it.
    """
    return min(_signs(record), default=None)


def _signs(record: Mapping[str, Any]) -> Iterator[dt.date]:
    order, plan, note = record["order"], record["plan"] or {}, record["outcome_note"]
    decided = _day(record["decision"]["decided"]) or dt.date.fromisoformat(record["as_of"])
    if order:
        yield _day(order["date"]) or decided
    if plan.get("status") in ("current", "late"):
        yield _day(plan.get("received")) or _day(plan.get("date")) or decided
    if record["follow_up"]["status"] in ("documented", "noted"):
        yield decided
    if record["outcome"] in IN_ACTIVITY and note["evidence"]:
        yield decided
