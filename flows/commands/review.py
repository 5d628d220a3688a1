"""`aktsam review`: reviews a folder of case folders into the store."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.commands.export import write_records
from flows.commands.options import AsJson, StoreFile, as_day, store_file
from flows.commands.table import summary_table
from flows.lock import one_writer
from flows.workers import stop_all
from outputs.store import Store


def review(
    folder: Annotated[Path, typer.Argument(help="Mapp med en mapp per ärende.")],
    cases: Annotated[Path | None, typer.Option(help="Ärendesystemets lista (CSV).")] = None,
    as_of: Annotated[str | None, typer.Option(help="Dag att se ärendena från, ÅÅÅÅ-MM-DD. Förval: i dag.")] = None,
    store: StoreFile = None,
    export: Annotated[Path | None, typer.Option(help="Skriv granskningarna som JSON Lines till denna fil.")] = None,
    as_json: AsJson = False,
) -> None:
    """Granska alla ärenden i en mapp. Bara det som ändrats sedan förra körningen görs om.

    Exempel: aktsam review akter --cases akter/arenden.csv --as-of 2023-10-15
    """
    from flows.review import Request, review_folder  # Prefect takes seconds to import: only this command needs it

    day = as_day(as_of) or dt.date.today()
    request = Request(folder, store_file(store), day, cases)
    console = Console(stderr=True)
    signal.signal(signal.SIGINT, _interrupted)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=as_json) as progress:
        bar = progress.add_task("Granskar ärenden", total=None)

        def tell(done: int, total: int, failed: int) -> None:
            text = f"Granskar ärenden ({failed} misslyckade)" if failed else "Granskar ärenden"
            progress.update(bar, completed=done, total=total, description=text)

        with one_writer(request.store):
            summary = review_folder(request, tell)
    with Store(request.store, read_only=True) as opened:
        if export:
            write_records(opened.records(), export)
        if as_json:
            print(json.dumps(asdict(summary)))
        else:
            summary_table(Console(), summary, list(opened.records()), opened.failures())
    if summary.failed:
        raise typer.Exit(1)


def _interrupted(signum: int, frame: FrameType | None) -> None:
    """Ctrl-C: ends at once, as a killed run does. What is committed stays; nothing is written halfway."""
    print("\nAvbrutet. Det som är granskat är sparat. Kör samma kommando igen för att fortsätta.", file=sys.stderr)
    stop_all()
    os._exit(130)
