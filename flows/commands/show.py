"""`aktsam show`: the flags of one case with the words they rest on."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import AsJson, StoreFile, store_file
from flows.commands.table import case_view
from nlp.errors import InputError
from outputs.store import Store


def show(
    case: Annotated[str, typer.Argument(help="Ärendets nummer (mappens namn).")],
    store: StoreFile = None,
    as_json: AsJson = False,
) -> None:
    """Visa ett ärendes flaggor med citat, fil och sida.

    Exempel: aktsam show 2023-0147
    """
    with Store(store_file(store), read_only=True) as opened:
        record = opened.record(case)
        reason = opened.failures().get(case)
    if record is None:
        raise InputError(reason or f"Ärendet {case} finns inte i lagret. Kör aktsam review först.")
    if as_json:
        print(json.dumps(record, ensure_ascii=False))
    else:
        case_view(Console(), record)
