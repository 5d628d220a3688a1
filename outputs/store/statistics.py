"""The audit's figures by day, so that they can be followed over time: counts only, no case numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from outputs.audit.stored import Figure, Key
from outputs.store.store import Store


def save_figures(store: Store, day: dt.date, figures: Mapping[Key, Figure]) -> None:
    """Puts the figures of one day (by table, row and column key) in the place of those of an earlier run that day."""
    with store.writing() as db:
        db.execute("delete from statistics where day = ?", [day.isoformat()])
        db.table("statistics").insert_all(
            {
                "day": day.isoformat(), "table": table, "row": row, "column": column, "count": figure.count,
                "total": figure.total,
            }
            for (table, row, column), figure in figures.items()
        )  # fmt: skip


def days(store: Store) -> list[dt.date]:
    """The days of which figures are kept, oldest first."""
    return [dt.date.fromisoformat(r["day"]) for r in store.db.query("select distinct day from statistics order by day")]


def figures_of(store: Store, day: dt.date) -> dict[Key, Figure]:
    """The figures of one day."""
    rows = store.db.query('select "table", row, "column", count, total from statistics where day = ?', [str(day)])
    return {(r["table"], r["row"], r["column"]): Figure(r["count"], r["total"]) for r in rows}
