"""`aktsam nightly`: the night's run from the command line, without any Prefect server of its own."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from flows.commands.options import as_day
from flows.faults import innermost
from flows.places import place
from flows.steps import nightly_steps
from flows.told import lines
from nlp.errors import AktsamError


def nightly(
    place_name: Annotated[str, typer.Argument(metavar="PLATS", help="Platsens namn i places.toml.")] = "akter",
    as_of: Annotated[str | None, typer.Option("--as-of", help="Dagen det ses från, ÅÅÅÅ-MM-DD. Förval: i dag.")] = None,
) -> None:
    """Läs in, granska det som ändrats, jämför utredningar, skriv varningar och spara statistik. Samma steg som flödet
    nightly; ett steg som misslyckas hindrar inte de andra.

    Exempel: aktsam nightly akter
    """
    failed = 0
    for step in nightly_steps(place(place_name), as_day(as_of) or dt.date.today()).values():
        try:
            for line in lines(step()):
                typer.echo(line)
        except AktsamError as e:
            typer.echo(str(e), err=True)
            failed += 1
        except Exception as e:  # its text may hold case text: only its kind and place are told
            typer.echo(f"Internt fel ({type(e).__name__} i {innermost(e)}). Anmäl det.", err=True)
            failed += 1
    if failed:
        raise typer.Exit(1)
