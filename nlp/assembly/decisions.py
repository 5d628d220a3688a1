"""The latest decision on the day looked from: approved or refused, first or renewal, period, paragraph.

The case system's list is believed before the documents, a decision document before what other documents say of
it. What the file does not tell stays None.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from nlp import data
from nlp.dates import find_dates
from nlp.types import CaseRow, DecisionFacts, Document, Kind

BETWEEN = re.compile(
    r"[\s,.]*(?:[–—-]|till(?:\s*och\s*med)?|t\.?\s?o\.?\s?m\.?|och\s+slutar\s+gälla|och\s+upphör)[\s,.:]*(?:den\s+)?",
    re.I,
)
REFUSED_WORDS = ("avslag", "avslås", "avslagen")


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in data.load("decisions")[name]), re.I)


def decision_facts(documents: Sequence[Document], row: CaseRow, as_of: dt.date) -> DecisionFacts:
    """What is known of the latest decision made on or before `as_of`. A listed decision of a later day is not seen."""
    known = [d for d in documents if d.kind is Kind.DECISION and (d.date is None or d.date <= as_of)]
    later = row.decided is not None and row.decided > as_of
    if later:
        row = replace(row, decision="", decided=None, valid_from=None, valid_to=None)
    latest = max(known, key=lambda d: (d.date or dt.date.min, d.file), default=None)
    text = latest.text if latest else ""
    valid_from, valid_to = period(text)
    return DecisionFacts(
        approved=None if later and not known else _approved(row.decision or text),
        first=_first(documents, latest),
        decided=row.decided or (latest.date if latest else None),
        valid_from=row.valid_from or valid_from,
        valid_to=row.valid_to or valid_to,
        paragraph=" ".join(m[0].split()) if (m := _patterns("paragraph").search(text)) else "",
    )


def period(text: str) -> tuple[dt.date | None, dt.date | None]:
    """The first two days that stand as 'from … to …' in the text (None where it does not say)."""
    days = [m for m in find_dates(text) if m.first == m.last]
    for one, two in pairwise(days):
        if one.first < two.first and BETWEEN.fullmatch(text[one.end : two.start]):
            return one.first, two.first
    return None, None


def _approved(text: str) -> bool:
    """Refused only where the text says so and does not also approve ("Delvis bifall")."""
    if text.strip().lower() in REFUSED_WORDS:
        return False
    refused, approved = _patterns("refused").search(text), _patterns("approved").search(text)
    return not refused or (approved is not None and approved.start() < refused.start())


def _first(documents: Iterable[Document], decision: Document | None) -> bool | None:
    """Whether this is the person's first decision on the support. What says
    so outright ("har inte haft insatsen tidigare") goes before words of going on; an investigation that tells of no
    earlier decision is taken to have none."""
    documents = list(documents)
    if sum(d.kind is Kind.INVESTIGATION for d in documents) > 1 or sum(d.kind is Kind.DECISION for d in documents) > 1:
        return False
    order = (Kind.DECISION, Kind.APPLICATION, Kind.INVESTIGATION, Kind.JOURNAL)
    texts = [
        d.text[:1500]
        for kind in order
        for d in documents
        if d.kind is kind and (kind is not Kind.DECISION or d is decision)
    ]
    first = any(_patterns("first").search(t) for t in texts)
    renewal = any(_patterns("renewal").search(t) for t in texts)
    if first:
        return True
    if renewal:
        return False
    return True if any(d.kind is Kind.INVESTIGATION for d in documents) else None
