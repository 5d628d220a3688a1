"""`aktsam evaluate`: reviews against labels, by the scorer of `annotations/evaluation`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from annotations.scoring import floors_missed, score_files, table
from flows.commands.options import AsJson


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Facit (JSON Lines).", exists=True)],
    reviews: Annotated[Path, typer.Argument(help="Granskningar (JSON Lines).", exists=True)],
    errors: Annotated[int, typer.Option(help="Visa så många av skillnaderna.")] = 0,
    floor: Annotated[
        Path | None, typer.Option(help="Lägsta godtagna värden (JSON); avsluta med 1 om något understigs.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Jämför granskningar med facit och skriv poängtabellen.

    Exempel: aktsam evaluate annotations/cases/gold.jsonl granskningar.jsonl --errors 20
    """
    result, differences = score_files(gold, reviews)
    print(json.dumps(result, ensure_ascii=False, indent=1) if as_json else table(result))
    for line in differences[:errors]:
        print("-", line)
    missed = floors_missed(result, json.loads(floor.read_text(encoding="utf-8"))) if floor else []
    for line in missed:
        print("Under golvet:", line)
    if missed:
        raise typer.Exit(1)
