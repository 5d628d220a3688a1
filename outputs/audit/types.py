"""What the audit is made of: tables of cells, each of which knows the cases behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """A share: the cases counted, out of the cases asked. Case numbers in order, each once."""

    cases: tuple[str, ...]
    of: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.cases)

    @property
    def total(self) -> int:
        return len(self.of)

    @property
    def percent(self) -> int | None:
        """Whole percent, half rounded up as in the report; None where nobody was asked."""
        return (200 * self.count + self.total) // (2 * self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Column:
    """A group of cases: `total`, a sex (`kvinna`, `man`) or a district by its name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over all columns. `cells` by column key; a column that the figure is not told for is lacking."""

    key: str
    label: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `exclusive`: the rows are answers that shut each other out, so that they add up to the whole.

    `denominator` says in Swedish which cases are asked; `rule` is the report's rule (R1 ... R13) if there is one.
    `base`: what was audited (cases, approvals, renewals), no finding. `hidden`: the cells, by row and column, that
    are masked in anything that leaves the unit (True: may be said to be few), worked out over all tables of the audit
    when asked for; None: a table that stands alone.
    """

    key: str
    title: str
    denominator: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rule: str = ""
    note: str = ""
    exclusive: bool = False
    base: bool = False
    hidden: Callable[[], Mapping[tuple[str, str], bool]] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Audit:
    """All tables over one set of cases, seen from one day.

    `left_out`: cases that could not be counted, or (if among `cases`) not in every table, with why.
    """

    as_of: dt.date
    version: str
    cases: tuple[str, ...]
    tables: tuple[Table, ...]
    left_out: dict[str, str] = field(default_factory=dict)

    def table(self, key: str) -> Table:
        """The table of that key. Raises `KeyError`."""
        return {t.key: t for t in self.tables}[key]
