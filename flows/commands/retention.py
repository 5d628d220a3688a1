"""`aktsam retention`: gallring. A dry run unless told to delete."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import StoreFile, as_day, store_file
from flows.steps import retention_step
from flows.told import lines
from nlp.errors import InputError
from outputs.data import load
from outputs.store import Store
from outputs.store.retention import hold, proofs, release


def retention(
    delete: Annotated[bool, typer.Option("--delete", help="Radera på riktigt. Går inte att ångra.")] = False,
    hold_case: Annotated[str, typer.Option("--hold", help="Undanta ett ärende från gallring. Kräver --reason.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Varför ärendet undantas.")] = "",
    release_case: Annotated[str, typer.Option("--release", help="Häv ett undantag.")] = "",
    rules: Annotated[bool, typer.Option("--rules", help="Visa reglerna och vad en jurist ska bekräfta.")] = False,
    proof: Annotated[Path | None, typer.Option("--proof", help="Skriv alla gallringsbevis till denna fil.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Torrkörning för en annan dag, ÅÅÅÅ-MM-DD.")] = None,
    store: StoreFile = None,
) -> None:
    """Visa vilka ärenden som ska gallras ur Aktsam, vilka som bevaras och vilka en person ska bedöma. Raderar inget
    utan --delete. Akterna i mappen rörs aldrig: gallra dem i verksamhetssystemet.

    Exempel: aktsam retention --as-of 2029-01-01
    """
    path = store_file(store)
    if not path.exists():
        raise InputError(f"Lagret {path.name} finns inte. Ange --store.")
    if delete and as_of:
        raise InputError("--delete gäller alltid i dag. Ta bort --as-of, eller --delete för en torrkörning.")
    if rules:
        _rules()
    elif hold_case or release_case:
        _hold(path, hold_case, reason, release_case)
    elif proof:
        with Store(path, read_only=True) as opened:
            told = proofs(opened)
        proof.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        broken = sum(not p["vouched"] for p in told)
        typer.echo(f"{len(told)} gallringsbevis skrivna." + (f" {broken} stämmer inte med loggen!" if broken else ""))
    else:
        step = retention_step(path, as_day(as_of) or dt.date.today(), delete=delete, user=getpass.getuser())
        for line in lines(step):
            typer.echo(line)


def _hold(path: Path, hold_case: str, reason: str, release_case: str) -> None:
    with Store(path) as store:
        if hold_case:
            hold(store, hold_case, reason, getpass.getuser(), dt.datetime.now(dt.UTC))
            typer.echo(f"{hold_case} är undantaget från gallring.")
        if release_case:
            release(store, release_case)
            typer.echo(f"{release_case} gallras när dess tid är inne.")


def _rules() -> None:
    for rule in load("retention")["rule"]:
        typer.echo(f"{rule['id']} ({rule['from']}–{rule.get('to', '')}): {rule['years']} år, {rule['law']}.")
        typer.echo(f"  Undantag: födda den {', '.join(map(str, rule['keep_born']))} ({rule['keep_law']}).")
        typer.echo(f"  Att bekräfta av jurist: {rule['to_confirm']}")
