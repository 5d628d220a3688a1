"""The audit's tables as they are printed, and their charts. Inside the unit every figure opens its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from outputs.audit.masking import Shown, shown
from outputs.audit.types import TOTAL, Audit, Cell, Column, Table
from outputs.data import load
from outputs.report.content import Bar, Block, Chart, Grid, GridCell, GridRow, Panel, Paragraph, Source
from outputs.report.figures import LABEL_LENGTH, short_names, unbroken


@dataclass
class Printed:
    """The tables of one audit as one report prints them. `sources` fills up as tables are printed."""

    audit: Audit
    internal: bool
    sources: list[Source] = field(default_factory=list)

    @cached_property
    def _shown(self) -> dict[str, dict[tuple[str, str], Shown]]:
        return {t.key: shown(t, masked=not self.internal) for t in self.audit.tables}

    @cached_property
    def tables(self) -> dict[str, Table]:
        """All tables by key; one that has nobody to ask is not in an audit."""
        return {t.key: t for t in self.audit.tables}

    def cell(self, table: str, row: str, column: str) -> Shown | None:
        """A figure, if it may be told and somebody was asked."""
        found = self._shown.get(table, {}).get((row, column))
        return found if found and found.count is not None and found.total else None

    def blocks(self, key: str) -> list[Block]:
        """A table with the line that says who is asked; in parts where it has many columns."""
        table, words = self.tables[key], load("report")
        notes = [words["denominator"]["text"].format(denominator=table.denominator)]
        if table.rule:
            notes.append(words["denominator"]["rule"].format(rule=table.rule))
        note = Paragraph(" ".join([*notes, *([table.note] if table.note else [])]), "note")
        cells = self._shown[key]
        if all(c.total == 0 for c in cells.values()):
            return [Grid(table.title, "", (), ()), Paragraph(words["nobody"], "note"), note]
        if not any(c.count is not None for c in cells.values()):
            return [Grid(table.title, "", (), ()), Paragraph(words["all_masked"], "note"), note]
        labels = short_names((r.label for r in table.rows), LABEL_LENGTH)
        grids: list[Block] = []
        for columns in _parts(table.columns, words["columns_wide"]):
            heads = short_names(c.label for c in columns)
            rows = [
                GridRow(labels[r.label], tuple(self._cell(table, r.key, c, r.cells.get(c.key)) for c in columns))
                for r in table.rows
            ]
            if (asked := self._asked(table, columns)) is not None:
                rows.append(asked)
            title = table.title if not grids else f"{table.title} (forts.)"
            grids.append(Grid(title, words["row_heading"], tuple(heads[c.label] for c in columns), tuple(rows)))
        return [*grids, note]

    def _cell(self, table: Table, row: str, column: Column, cell: Cell | None) -> GridCell:
        if cell is None:
            return GridCell("")
        text = unbroken(self._shown[table.key][row, column.key].text)
        if not self.internal or not cell.cases:
            return GridCell(text)
        anchor, limit = f"u-{len(self.sources) + 1}", load("report")["listed_cases"]
        label = next(r.label for r in table.rows if r.key == row)
        where = f"{table.title}: {label}, {column.label}"
        self.sources.append(Source(anchor, where, cell.cases[:limit], max(0, len(cell.cases) - limit)))
        return GridCell(text, anchor)

    def _asked(self, table: Table, columns: Sequence[Column]) -> GridRow | None:
        """How many were asked in each column, where all rows ask the same and it may be told."""
        totals = [{self._total(table, r.key, c.key) for r in table.rows if c.key in r.cells} for c in columns]
        if any(len(t) != 1 or None in t for t in totals):
            return None
        texts = [str(next(iter(t))) for t in totals]
        return GridRow(load("report")["asked_row"], tuple(GridCell(t) for t in texts))

    def _total(self, table: Table, row: str, column: str) -> int | None:
        return self._shown[table.key][row, column].total

    def chart(self, wanted: Mapping[str, Sequence[str] | str]) -> Chart | None:
        """A chart of some rows of a table, a bar a column; None where most of it may not be shown."""
        table = self.tables.get(str(wanted["table"]))
        if table is None:
            return None
        columns = table.columns
        if len(columns) > load("report")["bars_at_most"]:
            columns = columns[:3]
        names = short_names(c.label for c in columns)
        panels = []
        for row in table.rows:
            told = [(c, self._shown[table.key][row.key, c.key]) for c in columns if c.key in row.cells]
            told = [(c, s) for c, s in told if s.total != 0]
            if row.key in wanted["rows"] and 2 * sum(s.percent is not None for _, s in told) >= len(told) > 0:
                panels.append(Panel(row.label, tuple(Bar(names[c.label], s.text, s.percent) for c, s in told)))
        if not panels:
            return None
        alt = "; ".join(f"{p.title}: " + ", ".join(f"{b.label} {b.text}" for b in p.bars) for p in panels)
        return Chart(load("report")["chart"].format(title=table.title), alt, tuple(panels))


def _parts(columns: Sequence[Column], width: int) -> list[tuple[Column, ...]]:
    """The columns in even parts of at most `width`, each led by the total where there is one."""
    if len(columns) <= width:
        return [tuple(columns)]
    lead = tuple(c for c in columns if c.key == TOTAL)
    rest = [c for c in columns if c.key != TOTAL]
    parts = -(-len(rest) // (width - len(lead)))
    size = -(-len(rest) // parts)
    return [(*lead, *rest[i : i + size]) for i in range(0, len(rest), size)]
