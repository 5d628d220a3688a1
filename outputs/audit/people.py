"""Tables that are no plain counts of answers: birth years, and providers that state a work direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from outputs.audit.facts import CaseFacts
from outputs.audit.types import TOTAL, Cell, Column, Row, Table
from outputs.data import load


def births(cases: Sequence[CaseFacts]) -> Table:
    """The span of birth years and the most common decade, as in the 2021 report; nothing from too few persons."""
    words, limits = load("audit")["births"], load("audit")["limits"]
    years = {f.case: f.birth_year for f in cases if f.birth_year is not None}
    rows: list[Row] = []
    if len(years) >= limits["fewest_for_span"]:
        everyone = tuple(years)
        decade, _ = min(Counter(y // 10 for y in years.values()).items(), key=lambda d: (-d[1], d[0]))
        first, last = min(years.values()), max(years.values())
        rows.append(_row("span", words["span"].format(first=first, last=last), everyone, everyone))
        label = words["decade"].format(first=10 * decade, last=10 * decade + 9)
        rows.append(_row("decade", label, tuple(c for c, y in years.items() if y // 10 == decade), everyone))
    return Table("births", words["title"], words["denominator"], _total(), tuple(rows))


def provider_directions(cases: Sequence[CaseFacts]) -> Table:
    """How many providers have a goal towards work in any order or plan; each stands by one of its cases."""
    words = load("audit")["provider_directions"]
    known = [f for f in cases if f.approved and f.provider and f.work_stated is not None]
    states: dict[str, str] = {}
    for f in sorted(known, key=lambda f: (not f.work_stated, f.case)):
        states.setdefault(f.provider, f.case)
    chosen = {f.case: f.work_stated for f in known if f.case in states.values()}
    row = _row("states", words["states"], tuple(c for c, work in chosen.items() if work), tuple(chosen))
    rows = (row,) if chosen else ()
    return Table("provider_directions", words["title"], words["denominator"], _total(), rows, note=words["note"])


def _total() -> tuple[Column, ...]:
    return (Column(TOTAL, load("audit")["columns"][TOTAL]),)


def _row(key: str, label: str, counted: tuple[str, ...], of: tuple[str, ...]) -> Row:
    return Row(key, label, {TOTAL: Cell(counted, of)})
