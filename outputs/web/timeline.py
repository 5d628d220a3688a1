"""The time line of the latest decision: what came when, what is lacking, what came late; drawn and as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outputs.data import load
from outputs.values import at

SHOWN = ("application", "investigation", "decision", "order", "plan")
WIDTH, MARGIN, ROW = 1000.0, 30.0, 22


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `day` None: it is lacking. `x` and `row`: its place in the drawing."""

    label: str
    day: str | None
    late: bool = False
    x: float = 0.0
    row: int = 0
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in order of time, and those that are lacking. `today` is the place of the day looked from."""

    events: tuple[Event, ...]
    lacking: tuple[str, ...]
    as_of: str
    today: float
    rows: int


def timeline(record: Mapping[str, Any]) -> Timeline:
    """The time line of a case review."""
    kinds = load("words")["kind"]
    found: list[tuple[str, str, bool]] = []
    for document in record["documents"]:
        day = document["received"] if document["kind"] == "plan" else None
        day = day or document["date"]
        if document["kind"] in SHOWN and day:
            late = document["kind"] == "plan" and at(record, "plan.status") == "late"
            found.append((day, kinds[document["kind"]], late))
    if (ends := at(record, "decision.valid_to")) is not None:
        ended = bool(at(record, "decision.expired"))
        found.append((ends, "Beslutet har upphört" if ended else "Beslutet upphör", ended))
    if (starts := at(record, "decision.valid_from")) is not None:
        found.append((starts, "Beslutet börjar gälla", False))
    asked = at(record, "freda.date")
    if asked:
        found.append((asked, "FREDA", False))
    found = sorted(set(found))
    lacking = []
    if at(record, "plan.status") in ("missing", "outdated"):
        lacking.append("Genomförandeplan för det gällande beslutet saknas")
    if at(record, "investigation.current") is False:
        lacking.append("Utredning för det senaste beslutet saknas")
    if at(record, "order.file") is None:
        lacking.append("Beställning saknas")
    if at(record, "follow_up.status") == "none":
        lacking.append("Uppföljning saknas")
    return _drawn(found, tuple(lacking), record["as_of"])


def _drawn(found: list[tuple[str, str, bool]], lacking: tuple[str, ...], as_of: str) -> Timeline:
    """Places the events on a line. Labels that would meet go a row down, the earlier lower: no stem crosses one."""
    days = [dt.date.fromisoformat(day) for day, _, _ in found] + [dt.date.fromisoformat(as_of)]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def place(day: dt.date) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days / span, 1)

    rows: list[float] = []  # where the leftmost label of each row begins
    events = []
    for (day, label, late), date in reversed(list(zip(found, days, strict=False))):
        x, length = place(date), 7.2 * (len(label) + 12)
        anchor = "end" if x + length > WIDTH else "start"
        left = x - length if anchor == "end" else x
        row = next((n for n, begins in enumerate(rows) if left + length + 10 < begins), len(rows))
        rows[row:] = [left, *rows[row + 1 :]]
        events.append(Event(label, day, late, x, row, anchor))
    return Timeline(tuple(reversed(events)), lacking, as_of, place(days[-1]), len(rows))
