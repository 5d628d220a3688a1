"""The tables of an audit as numbers and the sums that tie them together: what an outsider can reckon with.

A number is a set of cases, so that the same cases counted in two tables are one number. While the sums are sought the
sets are bits of integers; what goes out names each set by its place in `Relations.sizes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from outputs.audit.rows import SEXES
from outputs.audit.types import TOTAL, Cell, Table

Place = tuple[str, str, str]


class Numbers(NamedTuple):
    """The numbers of one cell: cases counted, asked, and asked but not counted."""

    counted: int
    asked: int
    rest: int


class Sum(NamedTuple):
    """`whole` is the sum of `parts`, which share no case."""

    whole: int
    parts: tuple[int, ...]


@dataclass(slots=True)
class Relations:
    """All cells by table, row and column key, the sums between their numbers, and the numbers that are no secret.

    Numbers are named by their place in `sizes`, which says how many cases each stands for.
    """

    cells: dict[Place, Numbers] = field(default_factory=dict)
    sums: set[Sum] = field(default_factory=set)
    base: set[int] = field(default_factory=set)
    sizes: list[int] = field(default_factory=list)
    names: dict[int, int] = field(default_factory=dict)

    def name(self, bits: int) -> int:
        """The number of these cases."""
        if bits not in self.names:
            self.names[bits] = len(self.sizes)
            self.sizes.append(bits.bit_count())
        return self.names[bits]

    def add(self, whole: int, parts: Iterable[int]) -> None:
        """A sum of sets of cases, as bits; empty sets and sums of one part say nothing."""
        told = [p for p in parts if p]
        if whole and told != [whole]:
            self.sums.add(Sum(self.name(whole), tuple(sorted(map(self.name, told)))))


Line = tuple[Table, list[dict[str, Numbers]]]


def relations(tables: Sequence[Table]) -> Relations:
    """Every sum that follows from how the tables are made.

    A share and its rest; the total and its sexes or districts (with those of neither); rows that shut each other out;
    groups; a row that several rows of another table make up.
    """
    places: dict[str, int] = {}
    found = Relations()
    lines: list[Line] = [
        (table, [{c: _numbers(places, cell) for c, cell in row.cells.items()} for row in table.rows])
        for table in tables
    ]
    for table, rows in lines:
        for row, cells in zip(table.rows, rows, strict=True):
            for column, numbers in cells.items():
                named = Numbers(*map(found.name, numbers))
                found.cells[table.key, row.key, column] = named
                found.add(numbers.asked, (numbers.counted, numbers.rest))
                if table.base:
                    found.base |= set(named)
            for kind in range(3):
                _across(found, {c: numbers[kind] for c, numbers in cells.items()})
        for kind in _disjoint(table, rows):
            for column in rows[0]:
                parts = [r[column][kind] for r in rows]
                found.add(_union(parts), parts)
    _between(found, lines)
    return found


def _numbers(places: dict[str, int], cell: Cell) -> Numbers:
    """The numbers of one cell as bits, one bit a case."""
    count, of = (_bits(places, cases) for cases in (cell.cases, cell.of))
    return Numbers(count, of, of & ~count)


def _bits(places: dict[str, int], cases: Sequence[str]) -> int:
    where = [places.setdefault(case, len(places)) for case in cases]
    bits = bytearray(max(where, default=0) // 8 + 1)
    for place in where:
        bits[place // 8] |= 1 << place % 8
    return int.from_bytes(bits, "little")


def _union(parts: Iterable[int]) -> int:
    out = 0
    for part in parts:
        out |= part
    return out


def _across(found: Relations, columns: dict[str, int]) -> None:
    """The total is the sum of the sexes, and of the districts, with those of whom that is not known."""
    if TOTAL not in columns:
        return
    whole = columns[TOTAL]
    sexes = [columns[s] for s in SEXES if s in columns]
    districts = [bits for key, bits in columns.items() if key not in (TOTAL, *SEXES)]
    for parts in (sexes, districts):
        if parts:
            found.add(whole, (*parts, whole & ~_union(parts)))


def _disjoint(table: Table, rows: Sequence[dict[str, Numbers]]) -> Iterator[int]:
    """Which numbers of the rows add up: the counts of answers that shut each other out, all of separate groups."""
    if len(rows) < 2:
        return
    if table.exclusive:
        yield Numbers._fields.index("counted")
        return
    first = next(iter(rows[0]))
    asked = [r[first].asked for r in rows]
    if sum(a.bit_count() for a in asked) == _union(asked).bit_count():
        yield from range(3)


def _between(found: Relations, lines: Sequence[Line]) -> None:
    """A row that is made up of rows of another table whose rows shut each other out."""
    exclusive = [(t, rows) for t, rows in lines if t.exclusive and rows and TOTAL in rows[0]]
    for table, rows in lines:
        for row in rows:
            for other, parts in exclusive:
                if other is not table and TOTAL in row:
                    for get in (_counted, _rest):
                        _made_up(found, row, parts, get)


def _made_up(
    found: Relations, row: dict[str, Numbers], parts: Sequence[dict[str, Numbers]], get: Callable[[Numbers], int]
) -> None:
    whole = get(row[TOTAL])
    inside = [p for p in parts if p[TOTAL].counted and not p[TOTAL].counted & ~whole]
    if len(inside) > 1 and _union(p[TOTAL].counted for p in inside) == whole:
        for column in row.keys() & parts[0].keys():
            found.add(get(row[column]), [p[column].counted for p in inside])


def _counted(numbers: Numbers) -> int:
    return numbers.counted


def _rest(numbers: Numbers) -> int:
    return numbers.rest
