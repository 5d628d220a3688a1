"""`aktsam ingest`: what has come to the case folders since last time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import StoreFile, store_file
from flows.ingest import Ingested
from flows.ingest import ingest as look
from nlp.version import review_version
from outputs.store.manifest import Arrival

WORDS = {Arrival.NEW: "nya", Arrival.CHANGED: "ändrade", Arrival.MOVED: "flyttade", Arrival.REMOVED: "borttagna"}


def ingest(
    folder: Annotated[Path, typer.Argument(metavar="MAPP", help="Mapp med en mapp per ärende.")],
    cases: Annotated[Path | None, typer.Option(help="Ärendesystemets lista (CSV eller Excel).")] = None,
    store: StoreFile = None,
    settle: Annotated[
        float | None, typer.Option(help="Sekunder som en ny fil ska ha legat still. Förval: flows.toml.", min=0)
    ] = None,
    names: Annotated[bool, typer.Option("--cases-to-review", help="Visa numren på de ärenden som väntar.")] = False,
) -> None:
    """Se efter vad som är nytt, ändrat, flyttat eller borttaget i ärendemapparna. Inget ändras i dem.

    Exempel: aktsam ingest akter --cases akter/arenden.csv
    """
    found = look(folder, store_file(store), review_version(), cases, settle)
    for line in as_lines(found):
        typer.echo(line)
    if names:
        for case in found.due.cases:
            typer.echo(case)


def as_lines(found: Ingested) -> list[str]:
    """A look in a few lines, without file names."""
    taken, waits = found.taken, found.due
    parts = [f"{taken.arrived[arrival]} {word}" for arrival, word in WORDS.items()]
    lines = [f"{taken.files} filer: {', '.join(parts)}."]
    if taken.copies:
        lines.append(f"{taken.copies} av dem har samma innehåll som en annan fil.")
    if waits.waiting:
        lines.append(f"Väntar på filer som inte är färdigskrivna eller inte kan öppnas: {', '.join(waits.waiting)}.")
    if found.unreadable:
        lines.append(f"Mappen kan inte öppnas: {', '.join(found.unreadable)}. Kontrollera behörigheten.")
    if waits.erased:
        lines.append(f"Gallrade i Aktsam men kvar i mappen: {', '.join(waits.erased)}. Gallra dem där också.")
    lines.append(f"{len(waits.cases)} ärenden väntar på granskning.")
    return lines
