"""The formats of the export: JSON Lines, CSV and SQLite for Datasette."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from sqlite_utils import Database

from outputs.data import load
from outputs.pseudonyms.tables import Row, columns

RISKY = re.compile(r"[\s'\u200b\ufeff]*[=+\-@|%\t\r\n＝＋－＠﹢﹣]|[\s]*'")
DATABASE = "granskningar.db"


class Writer(Protocol):
    """Writes the rows of tables, one case at a time."""

    def add(self, table: str, rows: Iterable[Row]) -> None: ...

    def close(self) -> None: ...


class JsonLines:
    """One file a table, one JSON object a line; `arenden` with the whole record."""

    def __init__(self, folder: Path, tables: Iterable[str]) -> None:
        self._files = {t: (folder / f"{t}.jsonl").open("w", encoding="utf-8") for t in tables}

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self._files[table].writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


class Csv:
    """One file a table, for spreadsheets: UTF-8 with BOM, semicolon, every value in quotation marks."""

    def __init__(self, folder: Path, tables: Iterable[str]) -> None:
        self._files = {t: (folder / f"{t}.csv").open("w", encoding="utf-8-sig", newline="") for t in tables}
        self._writers = {t: csv.writer(f, delimiter=";", quoting=csv.QUOTE_ALL) for t, f in self._files.items()}
        for table, writer in self._writers.items():
            writer.writerow(columns(table))

    def add(self, table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            self._writers[table].writerow([harmless(flat(row.get(name))) for name in columns(table)])

    def close(self) -> None:
        for file in self._files.values():
            file.close()


class Sqlite:
    """One database, read-only, with `metadata.json` beside it: `datasette -i granskningar.db -m metadata.json`."""

    def __init__(self, folder: Path, tables: Iterable[str]) -> None:
        self._folder = folder
        self._db = Database(sqlite3.connect(folder / DATABASE))
        self._tables = tuple(tables)
        for table in self._tables:
            described = load("pseudonyms_export")["table"][table]["columns"]
            self._db.table(table).create({name: _type(column) for name, column in described.items()})
            self._db.table(table).create_index(["case"])

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self._db.table(table).insert_all({n: flat(row.get(n)) for n in columns(table)} for row in rows)

    def close(self) -> None:
        self._db.vacuum()
        self._db.close()
        (self._folder / DATABASE).chmod(0o444)
        text = json.dumps(metadata(self._tables), ensure_ascii=False, indent=1)
        (self._folder / "metadata.json").write_text(text + "\n", encoding="utf-8")


WRITERS: dict[str, Callable[[Path, Iterable[str]], Writer]] = {"jsonl": JsonLines, "csv": Csv, "sqlite": Sqlite}


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: an apostrophe before what could begin one, or before its own."""
    return f"'{value}" if isinstance(value, str) and RISKY.match(value) else value


def unharmed(value: str) -> str:
    """The value as it was before `harmless`."""
    return value[1:] if value.startswith("'") and RISKY.match(value[1:]) else value


def flat(value: Any) -> Any:
    """A value for one cell: lists and objects as JSON, yes and no as 1 and 0, shares with three decimals."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return round(value, 3)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def metadata(tables: Iterable[str]) -> dict[str, Any]:
    """What Datasette tells of the database, its tables and columns."""
    data = load("pseudonyms_export")
    about = {key: data["text"][key] for key in ("title", "description", "license")}
    described = {
        table: {
            "title": data["table"][table]["title"],
            "description": data["table"][table]["description"],
            "columns": {name: _about(column) for name, column in data["table"][table]["columns"].items()},
        }
        for table in tables
    }
    return {**about, "allow_sql": False, "databases": {Path(DATABASE).stem: {**about, "tables": described}}}


def _about(column: dict[str, str]) -> str:
    return f"{column['about']}. Enhet: {column['unit']}." if "unit" in column else f"{column['about']}."


def _type(column: dict[str, str]) -> type:
    unit = column.get("unit", "")
    if unit.startswith("andel"):
        return float
    return int if unit or "(1 ja, 0 nej)" in column["about"] else str
