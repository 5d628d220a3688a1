"""`aktsam read-notes`: what single notes say to the audit's questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nlp.errors import InputError
from nlp.statements import read_note


def read_notes(
    notes: Annotated[Path, typer.Argument(help="JSON Lines: en anteckning per rad med doc, heading, date och text.")],
) -> None:
    """Läs lösa anteckningar: en rad {"found": {fråga: värde}} per anteckning, i samma ordning.

    Exempel: aktsam read-notes annotations/notes/N1.jsonl > /tmp/funnet.jsonl
    """
    try:
        lines = notes.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise InputError(
            f"{notes.name} kan inte läsas ({type(e).__name__}). Ange en fil med en anteckning per rad."
        ) from e
    for number, line in enumerate(lines, 1):
        if line.strip():
            typer.echo(json.dumps({"found": read_note(_note(notes.name, number, line))}, ensure_ascii=False))


def _note(name: str, number: int, line: str) -> dict[str, str | None]:
    try:
        note = json.loads(line)
    except json.JSONDecodeError as e:
        raise InputError(f"{name}, rad {number}: raden är inte giltig JSON. Skriv en anteckning per rad.") from e
    if not isinstance(note, dict):
        raise InputError(f"{name}, rad {number}: raden ska vara ett objekt med doc, heading, date och text.")
    return {key: note.get(key) for key in ("doc", "heading", "date", "text")}
