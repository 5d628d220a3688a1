"""`aktsam export`: the stored reviews as JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.options import StoreFile, store_file
from nlp.errors import InputError
from outputs.store import Store


def export(
    file: Annotated[Path | None, typer.Argument(help="Fil att skriva till. Utan fil skrivs till skärmen.")] = None,
    store: StoreFile = None,
) -> None:
    """Skriv alla lagrade granskningar, en per rad (form: case-review.schema.json).

    Exempel: aktsam export granskningar.jsonl
    """
    with Store(store_file(store), read_only=True) as opened:
        write_records(opened.records(), file)


def write_records(records: Iterable[dict[str, Any]], file: Path | None) -> None:
    """One JSON object a line, to a file (whole or not at all) or to standard output."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if file is None:
        sys.stdout.writelines(lines)
        return
    draft = file.with_name(file.name + ".part")
    try:
        with draft.open("w", encoding="utf-8") as f:
            f.writelines(lines)
        draft.replace(file)
    except OSError as e:
        raise InputError(f"Filen {file.name} kan inte skrivas. Kontrollera mapp och behörighet.") from e
