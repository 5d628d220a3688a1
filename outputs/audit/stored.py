"""An audit as figures alone: what is kept of it for later comparison, as JSON, and the published figures of 2021.

The form that leaves the unit holds no case numbers and nothing of the cells that are masked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.errors import InputError
from outputs.audit.masking import shown
from outputs.audit.types import Audit
from outputs.data import load

FORMAT = "aktsam-granskning"
REMEDY = "Ange en audit.json som Aktsam har skrivit."

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """`count` of `total` persons."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of one audit by table, row and column key. Masked cells and those of nobody are lacking.

    `masked`: without the figures that may not leave the unit.
    """

    title: str
    as_of: dt.date
    cases: int
    figures: dict[Key, Figure]
    masked: bool = True


def published(audit: Audit, masked: bool) -> Published:
    """The figures of an audit, without those that only say what was audited. `masked`: as they may leave the unit."""
    figures = {
        (table.key, row, column): Figure(cell.count, cell.total)
        for table in audit.tables
        if not table.base
        for (row, column), cell in shown(table, masked).items()
        if cell.count is not None and cell.total
    }
    return Published(f"Granskning {audit.as_of.isoformat()}", audit.as_of, len(audit.cases), figures, masked)


def published_2021() -> Published:
    """The published figures of the 2021 audit (`outputs/data/audit_2021.toml`)."""
    known = load("audit_2021")
    return Published(known["title"], known["as_of"], known["cases"], _figures(known["figures"]))


def write_audit(audit: Audit, path: Path, *, masked: bool) -> None:
    """Writes an audit as JSON. Unmasked it holds the case numbers of each cell and may not leave the unit."""
    tables = []
    for table in audit.tables:
        cells = shown(table, masked)
        rows = []
        for row in table.rows:
            figures: dict[str, Any] = {}
            for column, cell in row.cells.items():
                told = cells[row.key, column]
                figures[column] = None if told.count is None else {"count": told.count, "asked": told.total}
                if not masked:
                    figures[column] |= {"cases": cell.cases, "asked_cases": cell.of}
            rows.append({"key": row.key, "label": row.label, "cells": figures})
        columns = [{"key": c.key, "label": c.label} for c in table.columns]
        tables.append(
            {
                "key": table.key, "title": table.title, "denominator": table.denominator, "rule": table.rule,
                "note": table.note, "base": table.base, "columns": columns, "rows": rows,
            }
        )  # fmt: skip
    head = {"format": FORMAT, "as_of": audit.as_of.isoformat(), "rules": audit.version, "cases": len(audit.cases)}
    whole = {**head, "masked": masked, **({} if masked else {"left_out": audit.left_out}), "tables": tables}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_audit(path: Path) -> Published:
    """The figures of an audit written by `write_audit`. Raises `InputError` if the file is none."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        if whole["format"] != FORMAT:
            raise InputError(f"Filen {path.name} är ingen sparad granskning. {REMEDY}")
        figures = {
            (table["key"], row["key"], column): Figure(int(cell["count"]), int(cell["asked"]))
            for table in whole["tables"]
            if not table["base"]
            for row in table["rows"]
            for column, cell in row["cells"].items()
            if cell and cell["asked"]
        }
        as_of = dt.date.fromisoformat(whole["as_of"])
        title = f"Granskning {as_of.isoformat()}"
        return Published(title, as_of, int(whole["cases"]), figures, bool(whole["masked"]))
    except OSError as e:
        raise InputError(f"Filen {path.name} kan inte öppnas. Kontrollera sökväg och behörighet.") from e
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise InputError(f"Filen {path.name} är ingen sparad granskning. {REMEDY}") from e


def _figures(tables: Mapping[str, Any]) -> dict[Key, Figure]:
    return {
        (table, row, column): Figure(count, total)
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, (count, total) in columns.items()
    }
