"""Rows of a table: one measure counted in every column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    return [TOTAL, *SEXES, *sorted({f.district for f in cases if f.district}, key=str.casefold)]


def make_row(measure: Measure, cases: Sequence[CaseFacts], columns: Sequence[Column]) -> Row:
    """The measure over the cases (in order of case number), column by column."""
    answers = [(f, measure.counts(f)) for f in cases if measure.asked(f)]
    known = [(f, bool(counts)) for f, counts in answers if counts is not None]
    return Row(measure.key, measure.label, {c.key: _cell([x for x in known if _in(x[0], c.key)]) for c in columns})


def _in(case: CaseFacts, column: str) -> bool:
    return column in (TOTAL, case.sex) or (column == case.district and column not in SEXES)


def _cell(known: Sequence[tuple[CaseFacts, bool]]) -> Cell:
    return Cell(tuple(f.case for f, counts in known if counts), tuple(f.case for f, _ in known))
