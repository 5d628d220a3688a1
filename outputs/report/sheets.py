"""Writes the audit's tables as XLSX: a sheet a table, all figures in one sheet, and inside the unit the cases behind.

Numbers are numbers; every text is written as text, so that nothing a name begins with (`=`, `+`, `-`, `@`) is ever
evaluated. Masked cells hold words, no number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from outputs.audit.masking import Shown, shown
from outputs.audit.types import Audit, Cell, Table
from outputs.data import load
from outputs.report.figures import one_line

SHEET_NAME, COLUMNS = 31, 16_000
"""What Excel takes: characters of a sheet's name, columns of a sheet (rounded down)."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
EPOCH = dt.datetime(2000, 1, 1)
BOLD, LINK = Font(bold=True), Font(color="0B5A8A", underline="single")

Value = str | int | float | None


class Sheet:
    """A sheet that is filled row by row."""

    def __init__(self, book: Any, title: str) -> None:
        self.sheet = book.create_sheet(title)
        self.row = 0
        self._widths: dict[int, int] = {}

    def write(self, values: Iterable[Value], font: Font | None = None) -> None:
        """The next row. Text is never taken for a formula; shares (`float`) are shown in percent."""
        self.row += 1
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            cell = self.sheet.cell(self.row, column, one_line(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", True
            elif isinstance(value, float):
                cell.number_format = "0 %"
            if font:
                cell.font = font
            if self.row > 2:
                self._widths[column] = max(self._widths.get(column, 0), len(str(value)))

    def link(self, column: int, sheet: Sheet, row: int = 1) -> None:
        """Makes a cell of the newest row lead to a row of another sheet."""
        cell = self.sheet.cell(self.row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet.sheet.title}'!A{row}")
        cell.font = LINK

    def end(self) -> None:
        """Sets the widths."""
        for column, longest in self._widths.items():
            letter = get_column_letter(column)
            self.sheet.column_dimensions[letter].width = min(60 if column == 1 else 24, max(9, longest + 2))


def write_xlsx(audit: Audit, path: Path, *, internal: bool) -> None:
    """Writes the workbook. `internal`: unmasked, each figure leads to its cases on the sheet of sources."""
    report = load("report")
    words, book = report["sheets"], Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = "", report["title"]
    book.properties.created = book.properties.modified = EPOCH
    contents, data = Sheet(book, words["contents"]), Sheet(book, words["data"])
    sources = Sheet(book, words["sources"]) if internal else None
    contents.write([report["title"]], BOLD)
    subtitle = report["subtitle"].format(cases=len(audit.cases), as_of=audit.as_of.isoformat())
    contents.write([report["internal"] if internal else subtitle])
    data.write(words["data_head"], BOLD)
    if sources:
        sources.write(words["sources_head"], BOLD)
    taken = {s.title.casefold() for s in book.worksheets}
    sheets = [contents]
    for table in audit.tables:
        sheets.append(Sheet(book, _sheet_name(table.title, taken)))
        _table(sheets[-1], data, sources, table, masked=not internal)
        contents.write([table.title])
        contents.link(1, sheets[-1])
    sheets += [data, *([sources] if sources else [])]
    for sheet in sheets:
        sheet.end()
    book._sheets = [sheet.sheet for sheet in sheets]
    book.save(path)


def _table(sheet: Sheet, data: Sheet, sources: Sheet | None, table: Table, *, masked: bool) -> None:
    report, told = load("report"), shown(table, masked)
    sheet.write([table.title], BOLD)
    sheet.write([report["denominator"]["text"].format(denominator=table.denominator)])
    asked, share = report["sheets"]["asked"], report["sheets"]["share"]
    heads = [h for c in table.columns for h in (c.label, f"{c.label}, {asked}", f"{c.label}, {share}")]
    sheet.write([report["row_heading"], *heads], BOLD)
    sheet.sheet.freeze_panes = "B4"
    for row in table.rows:
        values = {c.key: _values(told[row.key, c.key]) for c in table.columns if c.key in row.cells}
        sheet.write([row.label, *(v for c in table.columns for v in values.get(c.key, (None, None, None)))])
        for n, column in enumerate(table.columns):
            if column.key in values:
                data.write([table.title, row.label, column.label, *values[column.key]])
                if sources and row.cells[column.key].of:
                    sheet.link(2 + 3 * n, sources, sources.row + 1)
                    _list(sources, [table.title, row.label, column.label], row.cells[column.key])
    if table.note:
        sheet.write([])
        sheet.write([table.note])


def _values(told: Shown) -> tuple[Value, Value, Value]:
    """Count, those asked, share; words where it must not be told."""
    if told.count is None:
        return told.text, None, None
    return told.count, told.total, told.count / told.total if told.total else None


def _list(sources: Sheet, where: list[str], cell: Cell) -> None:
    """One row with those counted and one with those asked and not counted."""
    words, counted = load("report")["sheets"], set(cell.cases)
    sources.write([*where, words["yes"], *cell.cases[:COLUMNS]])
    if rest := [case for case in cell.of if case not in counted]:
        sources.write([*where, words["no"], *rest[:COLUMNS]])


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes, told apart by a number."""
    plain = one_line(FORBIDDEN.sub(" ", title))[:SHEET_NAME].strip() or "Tabell"
    name, again = plain, 1
    while name.casefold() in taken:
        again += 1
        name = f"{plain[: SHEET_NAME - 4].strip()} {again}"
    taken.add(name.casefold())
    return name
