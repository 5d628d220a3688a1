"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import settings
from nlp.errors import InputError

StoreFile = Annotated[Path | None, typer.Option("--store", help="Lagrets fil. Förval: AKTSAM_STORE, annars aktsam.db.")]
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
