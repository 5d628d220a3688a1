"""The case system's list (CSV, `;` or `,`, UTF-8 or Windows-1252) into rows.

Column names are matched without regard to case; the columns that are known stand in `COLUMNS`. Rows without a
case number are an error, unknown columns are not.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from nlp.errors import CaseListError
from nlp.types import CaseRow

COLUMNS = {
    "case": ("ärendenummer", "ärende", "ärendenr", "akt", "aktnummer"),
    "name": ("namn", "klient", "brukare"),
    "personal_number": ("personnummer", "personnr", "pnr"),
    "gender": ("kön",),
    "district": ("stadsdel", "distrikt", "enhet", "kommun", "område"),
    "support": ("insats",),
    "decision": ("beslut", "beslutstyp"),
    "decided": ("beslutsdatum",),
    "valid_from": ("gäller_från", "gäller från", "från", "fr.o.m."),
    "valid_to": ("gäller_till", "gäller till", "till", "t.o.m."),
    "caseworker": ("handläggare",),
    "caseworker_mail": ("handläggare_epost", "handläggare e-post", "epost", "e-post"),
    "provider": ("utförare",),
}
DATES = ("decided", "valid_from", "valid_to")


def read_case_list(path: Path) -> dict[str, CaseRow]:
    """Rows by case number. Raises `CaseListError` naming file, row and remedy."""
    try:
        raw = path.read_bytes()
    except OSError as e:
        raise CaseListError(f"Ärendelistan {path.name} kan inte öppnas. Kontrollera sökväg och behörighet.") from e
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") >= head.count(",") else ",")
    names = {(n or "").strip().lower(): n for n in reader.fieldnames or ()}
    columns = {field: names[n] for field, known in COLUMNS.items() for n in reversed(known) if n in names}
    if "case" not in columns:
        raise CaseListError(f"Ärendelistan {path.name} saknar kolumnen ärendenummer. Exportera listan på nytt.")
    rows: dict[str, CaseRow] = {}
    for number, record in enumerate(reader, 2):
        values = {field: (record.get(column) or "").strip() for field, column in columns.items()}
        if not values["case"]:
            raise CaseListError(
                f"Ärendelistan {path.name}, rad {number}: ärendenummer saknas. Fyll i eller ta bort raden."
            )
        days = {field: _day(path, number, values.pop(field, "")) for field in DATES}
        fields: dict[str, Any] = {**values, **days}
        rows[values["case"]] = CaseRow(**fields)
    return rows


def _day(path: Path, row: int, value: str) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as e:
        raise CaseListError(f"Ärendelistan {path.name}, rad {row}: datum ska skrivas ÅÅÅÅ-MM-DD.") from e
