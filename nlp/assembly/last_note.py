"""The day of the last note in a case file, from which the years until gallring are counted.

The latest day that any document bears, that a journal entry or a plan's section is dated, or that an information box
names: a later day keeps the file longer, never shorter. Documents without any day are named, since one of them may
be the last. Days after the one looked from are plans or slips of the pen and count for nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nlp.dates import find_dates
from nlp.types import CaseFile, Document, Kind


@dataclass(frozen=True, slots=True)
class LastNote:
    """The day and the file where it stands; `undated`: read files that bear no day at all."""

    date: dt.date | None = None
    file: str = ""
    undated: tuple[str, ...] = ()


def last_note(case: CaseFile) -> LastNote:
    """The last note of the case file, seen from its day. None where no day is known."""
    days = {d.file: _days(case, d) for d in case.documents}
    dated = [(day, file) for file, found in days.items() for day in found]
    day, file = max(dated, default=(None, ""), key=lambda pair: pair[0])
    readable = (d.file for d in case.documents if d.status.has_text)
    return LastNote(day, file, tuple(sorted(f for f in readable if not days[f])))


def _days(case: CaseFile, document: Document) -> list[dt.date]:
    days = [document.date, document.received]
    if document.kind in (Kind.JOURNAL, Kind.PLAN):
        days += [s.date for s in case.sections.get(document.file, ())]
    if document.kind is Kind.INFORMATION_BOX:
        days += [m.last for m in find_dates(document.text, document.date)]
    return [d for d in days if d is not None and d <= case.as_of]
