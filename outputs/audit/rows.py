"""Rows of a table: one measure counted in every column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from outputs.audit.facts import CaseFacts
from outputs.audit.types import TOTAL, Cell, Column, Row

SEXES = ("kvinna", "man")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: who is asked, and who counts (None: the answer is not known; then the case is not asked)."""

    key: str
    label: str
    asked: Callable[[CaseFacts], bool]
    counts: Callable[[CaseFacts], bool | None]


def column_keys(cases: Sequence[CaseFacts]) -> list[str]:
    """Total, the two sexes, then the districts by name. A case without district or sex stands in the total only."""
    districts = {f.district for f in cases} - {"", TOTAL, *SEXES}
    return [TOTAL, *SEXES, *sorted(districts, key=str.casefold)]


def make_row(measure: Measure, cases: Sequence[CaseFacts], columns: Sequence[Column]) -> Row:
    """The measure over the cases (in order of case number), column by column."""
    counted: dict[str, list[str]] = {c.key: [] for c in columns}
    asked: dict[str, list[str]] = {c.key: [] for c in columns}
    for case in cases:
        counts = measure.counts(case) if measure.asked(case) else None
        if counts is None:
            continue
        for key in _keys(case):
            if key in asked:
                asked[key].append(case.case)
                if counts:
                    counted[key].append(case.case)
    cells = {key: Cell(tuple(counted[key]), tuple(of)) for key, of in asked.items()}
    return Row(measure.key, measure.label, cells)


def _keys(case: CaseFacts) -> Iterator[str]:
    """The columns in which a case stands."""
    yield TOTAL
    if case.sex:
        yield case.sex
    if case.district not in (TOTAL, *SEXES):
        yield case.district
