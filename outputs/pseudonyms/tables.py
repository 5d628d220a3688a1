"""What the store holds of one case, as rows of the export's tables, still as it stands in the case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from nlp.types import CaseRow
from outputs.data import load
from outputs.store import Store

Row = dict[str, Any]
FIELDS = tuple(f.name for f in fields(CaseRow) if f.name not in ("decision", "decided", "valid_from", "valid_to"))


def table_names() -> tuple[str, ...]:
    """The tables of the export."""
    return tuple(load("pseudonyms_export")["table"])


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(load("pseudonyms_export")["table"][table]["columns"])


def reviewed_cases(store: Store) -> dict[str, CaseRow]:
    """The rows of the cases that have a review and lie in the folder, by case number."""
    query = """
        select c.* from cases c join reviews v on v."case" = c."case"
        where c.removed is null and v.error = '' and v.record is not null
    """
    return {r["case"]: _case_row(r) for r in store.db.query(query)}


def _case_row(row: Row) -> CaseRow:
    kept: dict[str, Any] = {name: row[name] or "" for name in FIELDS}
    return CaseRow(**kept)


def case_rows(store: Store, case: str) -> dict[str, list[Row]]:
    """The rows of all tables for one case. `arenden` has one row, whose `review` is the whole record."""
    record = store.record(case) or {}
    return {
        "arenden": [{**_one(store, case), **_answers(record), "review": record}],
        "handlingar": _query(store, 'select * from documents where "case" = ? order by date, file', case),
        "delar": _query(store, 'select * from elements where "case" = ? order by side, id', case),
        "flaggor": _flags(store, case),
        "belagg": [{"case": case, **row} for row in _evidence(record, "")],
        "noteringar": [*_notes(store, case)],
    }


def _one(store: Store, case: str) -> Row:
    (row,) = _query(store, 'select * from cases where "case" = ?', case)
    year = "".join(c for c in row["personal_number"] or "" if c.isdigit())[:4]
    return {**row, "birth_year": int(year) if year[:2] in ("19", "20") and len(year) == 4 else None}


def _answers(record: Row) -> Row:
    """The columns of `arenden` that have a path in the record."""
    out: Row = {}
    for name, column in load("pseudonyms_export")["table"]["arenden"]["columns"].items():
        if path := column.get("path"):
            value: Any = record
            for part in path.split("."):
                value = value.get(part) if isinstance(value, dict) else None
            out[name] = value
    return out


def _flags(store: Store, case: str) -> list[Row]:
    rows = _query(store, 'select * from flags where "case" = ? order by code, id', case)
    return [{**row, "flag": number} for number, row in enumerate(rows, 1)]


def _notes(store: Store, case: str) -> Iterator[Row]:
    numbers = {row["id"]: row["flag"] for row in _flags(store, case)}
    query = 'select v.* from verdicts v join flags f on f.id = v.flag where f."case" = ? order by v.id'
    for row in _query(store, query, case):
        yield {**row, "case": case, "source": "flagga", "question": str(numbers[row["flag"]])}
    for row in _query(store, 'select * from sample_answers where "case" = ? order by id', case):
        yield {**row, "source": "urval", "reason": ""}


def _evidence(value: Any, path: str) -> Iterator[Row]:
    """Every passage in the record but the elements, which have a table of their own."""
    if isinstance(value, dict):
        if {"file", "page", "text"} <= value.keys():
            yield {"question": path, "file": value["file"], "page": value["page"], "text": value["text"]}
        for key, inner in value.items():
            if key not in ("elements", "documents"):
                yield from _evidence(inner, f"{path}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _evidence(inner, path)


def _query(store: Store, query: str, case: str) -> list[Row]:
    return list(store.db.query(query, [case]))


def strings(value: Any, closed: frozenset[str], key: str = "") -> Iterator[str]:
    """Every string in a value but those of closed lists."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, closed, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, closed, key)
    elif isinstance(value, str) and key not in closed:
        yield value


def parsed(row: Row) -> Row:
    """A row with the store's JSON columns as values."""
    return {k: json.loads(v) if k in ("evidence", "searched") and isinstance(v, str) else v for k, v in row.items()}
