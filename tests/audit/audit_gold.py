"""The facts of the demo case files as people labelled them: gold lines, and by hand where these are silent."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

from annotations.evaluation.score import FOLLOW_UP, OUTCOME, VERDICT
from outputs.audit.facts import CaseFacts
from outputs.audit.wording import literal_verdict

CASES = Path(__file__).parents[2] / "annotations" / "cases"
DAY = dt.date(2023, 10, 15)
PLAN_MISSING = {"gammal plan": "outdated", "ingen plan": "missing", "mindre än en månad": "late"}

# Read by hand in the investigations: the report's diagnoses of the person.
DIAGNOSES = {
    "FAR-01": "psychosis", "FAR-04": "asperger", "FAR-05": "anxiety", "FAR-07": "asperger depression",
    "NOR-01": "eips", "NOR-02": "eips", "NOR-03": "anxiety", "NOR-04": "eips", "NOR-06": "eips", "RIK-04": "asperger",
    "RIK-05": "eips", "SOD-04": "eips", "SOD-06": "asperger depression", "SOD-07": "asperger depression",
    "SOD-08": "asperger depression",
}  # fmt: skip

# Read by hand in the orders: no goal outside the unit. All other orders have one.
NO_WORK = ("FAR-06", "FAR-07", "NOR-05", "RIK-07")
NO_ORDER = ("FAR-05",)  # refused

# Read by hand: no individual plan under LSS, no investigation of twelve pages, every order sent within two months, all
# who ended for work or studies did so in 2023, all have daily activity under LSS.
ENDED = dt.date(2023, 6, 1)


def gold_facts() -> tuple[CaseFacts, ...]:
    """One case a line of gold.jsonl, in order of case number."""
    lines = (CASES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    with (CASES / "arenden.csv").open(encoding="utf-8-sig", newline="") as f:
        listed = {row["ärendenummer"]: row for row in csv.DictReader(f, delimiter=";")}
    facts = [_facts(g, listed[g["case"]]) for g in map(json.loads, lines)]
    return tuple(sorted(facts, key=lambda f: f.case))


def _facts(g: dict[str, Any], row: dict[str, str]) -> CaseFacts:
    case, dates, guardian = g["case"], g["dates"], g["guardian"]
    approved = g["decision"] == "bifall"
    work = None if case in NO_ORDER else case not in NO_WORK
    return CaseFacts(
        case=case,
        as_of=DAY,
        district=row["stadsdel"],
        sex={"K": "kvinna", "M": "man"}[g["gender"]],
        birth_year=g["birth_year"],
        provider=g["provider"],
        support="LSS",
        decided=dt.date.fromisoformat(dates["decision"]),
        approved=approved,
        first=g["first_decision"],
        investigation_current=g["dur"]["current"],
        copied=g["dur"]["copied"],
        pasted=g["dur"]["pasted"],
        pages=2,
        interests=g["dur"]["interests"],
        life_areas_complete=not g["dur"]["life_areas_missing"],
        plan=_plan(g["conformity"]["plan_missing"]) if approved else "not_applicable",
        verdict=VERDICT[g["conformity"]["class"]],
        literal_verdict=literal_verdict(
            VERDICT[g["conformity"]["class"]], [e["text"] for e in g["order"]], [e["text"] for e in g["plan"]]
        ),
        provider_contacted=g["plan_contact"],
        follow_up=FOLLOW_UP[g["followup"]],
        freda=g["freda"],
        consent=g["consent"],
        contact_without_consent=g["contact_without_consent"],
        minor_children=g["children"]["minor"],
        child_described=g["children"]["described"],
        child_impact=g["children"]["impact"],
        carer_support=g["carer_info"],
        representative=guardian["kind"] if guardian else "none",
        scope_told=bool(guardian and guardian["scope"]),
        sip=g["sip"],
        lss_plan=False,
        care=bool(g["care"]),
        care_place="psychiatry" if "psyk" in (g["care"] or "") else "other" if g["care"] else None,
        fk=g["fk"],
        af=g["af"],
        iwork=g["iwork"],
        outcome=OUTCOME[g["outcome"]],
        outcome_date=ENDED,
        work_goal=work,
        work_stated=work,
        started=dt.date.fromisoformat(dates["order"]),
        start_known=True,
        diagnoses=tuple(DIAGNOSES.get(case, "").split()),
    )


def _plan(why_missing: str | None) -> str:
    return next((status for words, status in PLAN_MISSING.items() if words in (why_missing or "")), "current")
