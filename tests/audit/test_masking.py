"""What leaves the unit tells of no few persons, neither in so many words nor by reckoning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from audit_people import DAY, people
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from outputs.audit.facts import CaseFacts
from outputs.audit.masking import Shown, shown
from outputs.audit.tables import make_audit
from outputs.audit.types import TOTAL, Audit, Cell, Column, Row, Table

FEW = range(1, 5)


def _table(rows: dict[str, tuple[int, int]], exclusive: bool = False) -> Table:
    """A table of one column: counted and asked by row. The rows of an exclusive table share no case."""
    made, start = [], 0
    for key, (count, of) in rows.items():
        everyone = tuple(f"{n:03}" for n in range(of))
        made.append(Row(key, key, {TOTAL: Cell(everyone[start : start + count], everyone)}))
        start += count if exclusive else 0
    return Table("t", "T", "alla", (Column(TOTAL, "Totalt"),), tuple(made), exclusive=exclusive)


# What one cell on its own shows outside the unit: counted, asked, text.
ALONE = [
    (0, 20, "0 (0 %)"),  # zero may be shown
    (1, 20, "färre än 5"),
    (4, 20, "färre än 5"),
    (5, 20, "5 (25 %)"),
    (16, 20, "visas inte"),  # four are left over
    (15, 20, "15 (75 %)"),
    (20, 20, "20 (100 %)"),
    (19, 20, "visas inte"),
    (0, 4, "visas inte"),  # a group that is too small, whatever is said of it
    (4, 4, "färre än 5"),
    (0, 0, "–"),  # nobody was asked
]


@pytest.mark.parametrize(("count", "of", "text"), ALONE)
def test_few_persons_and_few_others_are_masked(count: int, of: int, text: str) -> None:
    cell = shown(_table({"r": (count, of)}), True)["r", "total"]

    assert cell.text == text
    told = text[0].isdigit() or not of
    assert (cell.count, cell.total) == ((count, of) if told else (None, None))
    assert (cell.percent is None) == (not text[0].isdigit())


@pytest.mark.parametrize(("count", "of", "text"), [(1, 20, "1 (5 %)"), (1, 8, "1 (13 %)"), (0, 0, "–")])
def test_inside_the_unit_all_is_told_with_halves_rounded_up(count: int, of: int, text: str) -> None:
    cell = shown(_table({"r": (count, of)}), False)["r", "total"]

    assert (cell.text, cell.count, cell.total) == (text, count, of)


def test_what_is_called_few_is_not_called_so_where_that_tells_how_few() -> None:
    """Four districts of at least one each in a total of at most four would be one each."""
    facts = [CaseFacts(f"A-{n:02}", DAY, "NSVÖ"[n % 4], "kvinna", minor_children=n < 4) for n in range(40)]
    table = make_audit(facts, DAY, "test").table("parents")
    texts = [shown(table, True)["parents", column].text for column in (TOTAL, *"NSVÖ")]

    assert texts.count("visas inte") == 1
    assert texts.count("färre än 5") == 4


def test_one_hidden_answer_takes_another_with_it() -> None:
    cells = shown(_table({"yes": (3, 30), "no": (12, 30), "perhaps": (15, 30)}, exclusive=True), True)

    assert cells["yes", "total"].text == "färre än 5"
    assert [cells[r, "total"].text for r in ("no", "perhaps")].count("visas inte") == 1


# What the tables mean: whom one table asks, another has counted; numbers that are the sum of others.
ASKED_IS = {
    "interests": ("investigation", "current"),
    "investigation_quality": ("investigation", "current"),
    "conformity_existing": ("plan", "current"),
    "follow_up_content": ("follow_up", "told"),
    "children": ("parents", "parents"),
    "end_reasons": ("outcome", "ended"),
}
SAME = [
    (("conformity", "full"), ("conformity_existing", "full")),
    (("conformity", "partial"), ("conformity_existing", "partial")),
    (("conformity", "none"), ("conformity_existing", "none")),
    (("consent_kinds", "missing"), ("consent", "contact_without"), ("consent", "none")),
    (("consent", "documented"), ("consent_kinds", "given"), ("consent_kinds", "refused")),
    (("contacts", "without"), ("consent", "contact_without")),
    (("conformity", "plan_missing"), ("conformity_literal", "plan_missing")),
    (("conformity", "plan_missing"), ("plan", "late"), ("plan", "outdated"), ("plan", "missing")),
    (("end_reasons", "employment"), ("onward", "employment")),
    (("end_reasons", "studies"), ("onward", "studies")),
    (("finsam", "to_work"), ("onward", "employment")),
]


class Outsider:
    """Knows how the tables are made, and what is shown of them; asks for the bounds of what is not.

    Written from the tables' meaning alone: every cell has a number counted and a number asked, both whole and not
    below 0. Columns add up, answers that shut each other out add up, and what one table asks another has counted.
    """

    def __init__(self, audit: Audit) -> None:
        self.findings = {t.key for t in audit.tables if not t.base}
        self.tables = {t.key: t for t in audit.tables}
        self.cells: dict[str, dict[tuple[str, str], Shown]] = {t.key: shown(t, True) for t in audit.tables}
        self.places: dict[tuple[str, ...], int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.rows: list[dict[int, int]] = []
        for table in audit.tables:
            self._look_at(table)
        for key, (other, row) in ASKED_IS.items():
            for column in self.tables[key].columns:
                self._equal(self._asked(key, column.key), [self._counted(other, row, column.key)])
        for (key, row), *parts in SAME:
            for column in self.tables[key].columns:
                self._equal(self._counted(key, row, column.key), [self._counted(*p, column.key) for p in parts])
        entries = [(n, place, sign) for n, row in enumerate(self.rows) for place, sign in row.items()]
        at, places, signs = zip(*entries, strict=True)
        self.sums = LinearConstraint(csr_matrix((signs, (at, places)), shape=(len(self.rows), len(self.low))), 0, 0)

    def _number(self, *place: str) -> int:
        if place not in self.places:
            self.places[place] = len(self.low)
            self.low.append(0)
            self.high.append(1000)
        return self.places[place]

    def _counted(self, table: str, row: str, column: str) -> int:
        return self._number("counted", table, row, column)

    def _asked(self, table: str, column: str) -> int:
        return self._number("asked", table, column)

    def _equal(self, whole: int, parts: list[int]) -> None:
        self.rows.append({whole: 1, **dict.fromkeys(parts, -1)})

    def _fix(self, number: int, value: int) -> None:
        self.low[number] = self.high[number] = value

    def _look_at(self, table: Table) -> None:
        if table.key in ("unanswered", "provider_directions", "births"):
            return
        grouped = table.key in ("full_by_provider", "work_goal_by_provider", "not_carried_out")
        for row in table.rows:
            for column, cell in row.cells.items():
                counted = self._counted(table.key, row.key, column)
                asked = self._asked(table.key + row.key if grouped else table.key, column)
                rest = self._number("rest", table.key, row.key, column)
                self._equal(asked, [counted, rest])
                told = self.cells[table.key][row.key, column]
                if table.base:  # what was audited is no secret
                    self._fix(counted, cell.count)
                    self._fix(asked, cell.total)
                elif told.count is not None and told.total is not None:
                    self._fix(counted, told.count)
                    self._fix(asked, told.total)
                elif told.text == "färre än 5":
                    self.low[counted], self.high[counted] = 1, 4
            self._columns(table, lambda c, key=row.key: self._counted(table.key, key, c))
        for column in table.columns:
            if table.exclusive and not grouped:
                counted_rows = [self._counted(table.key, r.key, column.key) for r in table.rows]
                self._equal(self._asked(table.key, column.key), counted_rows)

    def _columns(self, table: Table, number: Callable[[str], int]) -> None:
        keys = [c.key for c in table.columns]
        whole, sexes = number(TOTAL), [number(k) for k in keys if k in ("kvinna", "man")]
        for parts, name in ((sexes, "sex"), ([number(k) for k in keys[3:]], "district")):
            if parts:
                self._equal(whole, [*parts, self._number("of neither", name, str(whole))])

    def certain(self, numbers: dict[int, int]) -> set[int]:
        """Those of the numbers (with their true values) that can have no other value, as far as can be known."""
        chance, left = np.random.default_rng(0), set(numbers)
        while left:
            before = len(left)
            for weights in (chance.choice([-1.0, 1.0], len(left)), np.ones(len(left)), -np.ones(len(left))):
                left = self._unmoved(dict(zip(sorted(left), weights, strict=False)), left, numbers)
            if len(left) == before:
                break
        for number in sorted(left):
            for sign in (1.0, -1.0):
                if number in left:
                    left = self._unmoved({number: sign}, left, numbers)
        return left

    def _unmoved(self, goal: dict[int, float], left: set[int], numbers: dict[int, int]) -> set[int]:
        """Those that keep their true value in the solution that is best for the goal."""
        if not goal:
            return left
        wanted = np.zeros(len(self.low))
        wanted[list(goal)] = list(goal.values())
        bounds, whole = Bounds(self.low, self.high), np.ones(len(wanted))
        found = milp(wanted, constraints=self.sums, integrality=whole, bounds=bounds)
        assert found.success
        return {n for n in left if round(found.x[n]) == numbers[n]}


@pytest.mark.parametrize(("count", "districts", "seed"), [(60, 3, 1), (400, 5, 3)])
def test_an_outsider_who_reckons_with_all_tables_works_out_no_few_persons(
    count: int, districts: int, seed: int
) -> None:
    audit = make_audit(people(count, districts, seed), DAY, "test")
    outsider = Outsider(audit)
    few: dict[int, int] = {}
    names: dict[int, str] = {}
    for place, number in outsider.places.items():
        cell = _cell(audit, place)
        if cell and place[1] in outsider.findings:
            value = cell.count if place[0] == "counted" else cell.total - cell.count
            if value in FEW:
                few[number], names[number] = value, " ".join(place)

    assert len(few) > 50
    assert sorted(names[n] for n in outsider.certain(few)) == []


def test_where_only_the_few_are_hidden_the_outsider_works_many_out() -> None:
    """The outsider is no straw man: where only the few themselves are hidden, she finds many of them."""
    audit = make_audit(people(60, 3, 1), DAY, "test")
    plain = replace(audit, tables=tuple(replace(t, hidden=partial(_only_few, t)) for t in audit.tables))
    outsider = Outsider(plain)
    few = {
        number: cell.count
        for place, number in outsider.places.items()
        if place[0] == "counted" and (cell := _cell(audit, place)) and cell.count in FEW
    }

    assert len(outsider.certain(few)) > 20


def _only_few(table: Table) -> dict[tuple[str, str], bool]:
    return {(r.key, c): True for r in table.rows for c, cell in r.cells.items() if cell.count in FEW}


def _cell(audit: Audit, place: tuple[str, ...]) -> Cell | None:
    if place[0] not in ("counted", "rest"):
        return None
    _, table, row, column = place
    return next(r for r in audit.table(table).rows if r.key == row).cells[column]
