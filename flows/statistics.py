"""The audit's tables over all cases of the store, kept as figures of the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from nlp.version import review_version
from outputs.audit.load import facts_of_store
from outputs.audit.stored import published
from outputs.audit.tables import make_audit
from outputs.audit.types import TOTAL
from outputs.store import Store
from outputs.store.statistics import days, figures_of, save_figures


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over all cases: whole percent today and on the day before of which figures are kept."""

    label: str
    count: int
    total: int
    percent: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a day over all cases; `since` is the day compared with."""

    day: dt.date
    cases: int
    left_out: int
    figures: int
    since: dt.date | None
    lines: tuple[Line, ...]


def save_statistics(path: Path, day: dt.date) -> Statistics:
    """Counts the audit's tables and keeps their figures, per district and sex, under the day.

    Raises `StoreError`, or `SettingsError` for the tables' layout.
    """
    with Store(path) as store:
        facts, left_out = facts_of_store(store)
        audit = make_audit(facts, day, review_version(), left_out)
        figures = published(audit, masked=False).figures
        since = max((d for d in days(store) if d < day), default=None)
        before = figures_of(store, since) if since else {}
        save_figures(store, day, figures)
    lines = []
    for table in audit.tables:
        for row in table.rows:
            key = (table.key, row.key, TOTAL)
            if key in figures:
                cell, old = row.cells[TOTAL], before.get(key)
                then = (200 * old.count + old.total) // (2 * old.total) if old else None
                lines.append(Line(f"{table.title}: {row.label}", cell.count, cell.total, cell.percent, then))
    return Statistics(day, len(audit.cases), len(left_out), len(figures), since, tuple(lines))
