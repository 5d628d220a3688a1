"""Facts of the latest decision, and the extent that the order of SoL sysselsättning gives. (Issue: 8.)

Decides: approved or refused, first or renewal, period, paragraph (from the case file's `DecisionFacts`); whether
the decision has run out or does so within the months in the settings; the interval of hours a week that the order
or decision names, brought to the city's steps (1-12, 10-24, 22-40). None: the file does not tell,
or nothing is decided yet on that day.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from nlp.data import load
from nlp.types import CaseFile, Document, Evidence

HOURS = re.compile(
    r"(?P<low>\d{1,2})\s*(?:[-–—]|till)\s*(?P<high>\d{1,2})\s*(?:h|tim\w*)\.?(?:\s*(?:/|per|i|om|varje)\s*v\w*|/v\w*)",
    re.I,
)


@dataclass(frozen=True)
class DecisionFinding:
    """Facts of the decision; dates are ISO 8601, hours a week inclusive."""

    approved: bool | None
    first: bool | None
    decided: str | None
    valid_from: str | None
    valid_to: str | None
    paragraph: str
    expired: bool | None
    expires_soon: bool | None
    hours_per_week: tuple[int, int] | None = None
    evidence: tuple[Evidence, ...] = ()


def find(case: CaseFile) -> DecisionFinding:
    """The facts, seen from the case file's day."""
    facts, end = case.decision, case.decision.valid_to
    soon = load("checks_limits")["decision"]["expires_soon_days"]
    hours, evidence = _hours([d for d in (case.order, *case.documents) if d])
    return DecisionFinding(
        facts.approved,
        facts.first,
        _iso(facts.decided),
        _iso(facts.valid_from),
        _iso(end),
        facts.paragraph,
        end < case.as_of if end and facts.approved else None,
        case.as_of <= end <= case.as_of + dt.timedelta(days=soon) if end and facts.approved else None,
        hours,
        evidence,
    )


def _hours(documents: list[Document]) -> tuple[tuple[int, int] | None, tuple[Evidence, ...]]:
    steps = [tuple(step) for step in load("checks_limits")["decision"]["hours_per_week"]]
    for document in documents:
        for m in HOURS.finditer(document.text):
            found = int(m["low"]), int(m["high"])
            if found in steps:
                return found, (document.evidence(m.start(), m.end()),)
    return None, ()


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
