"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import settings
from nlp.errors import InputError
from outputs.audit.stored import Published, published_2021, read_audit

StoreFile = Annotated[Path | None, typer.Option("--store", help="Lagrets fil. Förval: AKTSAM_STORE, annars aktsam.db.")]
Internal = Annotated[bool, typer.Option("--internal", help="Alla tal och ärendenummer. Får inte lämna enheten.")]
Against = Annotated[
    str | None, typer.Option(help="Jämför med en tidigare granskning: dess audit.json, eller 2021 för den publicerade.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON, för program.")]


def store_file(given: Path | None) -> Path:
    """The store given, else the one of the settings."""
    return given or settings().store


def as_day(text: str | None) -> dt.date | None:
    """A day as given on the command line. Raises `InputError`."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as e:
        raise InputError("Dagen ska skrivas ÅÅÅÅ-MM-DD, till exempel 2023-10-15.") from e


def earlier_audit(against: str | None, internal: bool) -> Published | None:
    """The audit to compare with. Raises `InputError` if the file is no kept audit, or if its small numbers would
    come into a report that may leave the unit."""
    if against is None:
        return None
    earlier = published_2021() if against == "2021" else read_audit(Path(against))
    if not earlier.masked and not internal:
        raise InputError(
            f"{Path(against).name} har tal som inte får lämna enheten. Ange dess maskerade fil, eller --internal."
        )
    return earlier


def handed_over(files: tuple[Path, ...], internal: bool) -> str:
    """What is told of a report that has been written."""
    rest = "Intern rapport: får inte lämna enheten." if internal else "Små tal är maskerade. --internal visar alla."
    return f"I mappen {files[0].parent.name}: {', '.join(f.name for f in files)}.\n{rest}"
