"""`aktsam statistics`: the audit's figures of the day, kept to be followed over time."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.commands.options import StoreFile, as_day, store_file
from flows.statistics import save_statistics


def statistics(
    as_of: Annotated[str | None, typer.Option("--as-of", help="Dagen som talen gäller, ÅÅÅÅ-MM-DD. I dag.")] = None,
    store: StoreFile = None,
) -> None:
    """Spara granskningens tal för dagen, per stadsdel och kön, och visa dem bredvid de förra.

    Exempel: aktsam statistics --store aktsam.db
    """
    done = save_statistics(store_file(store), as_day(as_of) or dt.date.today())
    table = Table(title=f"{done.cases} ärenden, {done.day}", title_justify="left", header_style="bold")
    for column in ("Fråga", "Antal", "Av", "Andel", f"{done.since or 'Förra'}"):
        table.add_column(column, justify="left" if column == "Fråga" else "right")
    for line in done.lines:
        now, before = (f"{p} %" if p is not None else "–" for p in (line.percent, line.before))
        table.add_row(escape(line.label), str(line.count), str(line.total), now, before)
    Console().print(table)
    if done.left_out:
        typer.echo(f"{done.left_out} ärenden är helt eller delvis utelämnade: inte granskade, eller inte helt lästa.")
