"""What a cell shows: the figure inside the unit, masked where it would tell of a few persons outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from outputs.audit.suppression import hidden_cells
from outputs.audit.types import Cell, Table
from outputs.data import load

Key = tuple[str, str]

NOBODY = "–"
HIDDEN = "visas inte"
FEW = "färre än {n}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as it may be written: `14 (18 %)`, `färre än 5`, `visas inte`, or `–` where nobody was asked.

    `count`, `percent` and `total` (those asked) are None where they must not be told.
    """

    text: str
    count: int | None = None
    percent: int | None = None
    total: int | None = None


def shown(table: Table, masked: bool) -> dict[tuple[str, str], Shown]:
    """What each cell shows, by row and column key. `masked`: for what leaves the unit."""
    hidden: Mapping[Key, bool] = {}
    if masked:
        hidden = table.hidden() if table.hidden else hidden_cells([table])[table.key]
    return {
        (row.key, key): _masked(hidden[row.key, key]) if (row.key, key) in hidden else _open(cell)
        for row in table.rows
        for key, cell in row.cells.items()
    }


def with_hidden(tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables of one audit, each with the cells that must be masked outside the unit."""
    known = tuple(tables)
    hidden = cache(lambda: hidden_cells(known))
    return tuple(replace(t, hidden=partial(_of_table, hidden, t.key)) for t in known)


def _of_table(hidden: Callable[[], dict[str, dict[Key, bool]]], key: str) -> dict[Key, bool]:
    return hidden()[key]


def _open(cell: Cell) -> Shown:
    if not cell.total:
        return Shown(NOBODY, 0, None, 0)
    return Shown(f"{cell.count} ({cell.percent} %)", cell.count, cell.percent, cell.total)


def _masked(is_few: bool) -> Shown:
    return Shown(FEW.format(n=load("audit")["limits"]["mask_below"]) if is_few else HIDDEN)
