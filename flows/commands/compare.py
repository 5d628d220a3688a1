"""`aktsam compare`: how one element of a plan stands to one of an order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from nlp.conformity import Comparison, compare_all
from nlp.errors import InputError

COLUMNS = ("a", "b")


def compare(
    order: Annotated[str | None, typer.Argument(metavar="BESTÄLLNING", help="Beställningens ord.")] = None,
    plan: Annotated[str | None, typer.Argument(metavar="PLAN", help="Planens ord.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(help='Många par, ett JSON-objekt per rad: {"a": "…", "b": "…"}. Svaren kommer i samma ordning.'),
    ] = None,
) -> None:
    """Jämför en del av en beställning med en del av en plan: same, changed eller unrelated, med poäng och skäl.

    Exempel: aktsam compare "Praktik tre dagar i veckan" "Praktik en dag i veckan"
    """
    if file is not None and order is None:
        pairs = read_pairs(file)
    elif file is None and order is not None and plan is not None:
        pairs = [(order, plan)]
    else:
        raise InputError('Ange två texter, eller --file med en fil. Exempel: aktsam compare "Städa köket" "Diska".')
    for comparison in compare_all(pairs):
        typer.echo(json.dumps(as_row(comparison), ensure_ascii=False))


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Pairs of a JSON Lines file. Raises `InputError` naming the line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise InputError(f"Filen {path.name} kan inte läsas. Kontrollera sökvägen och att filen är i UTF-8.") from e
    return [_pair(line, path.name, number) for number, line in enumerate(lines, 1) if line.strip()]


def _pair(line: str, name: str, number: int) -> tuple[str, str]:
    try:
        row: Any = json.loads(line)
        a, b = (row[c] for c in COLUMNS)
    except (ValueError, KeyError, TypeError) as e:
        raise InputError(f'{name}, rad {number}: väntade ett JSON-objekt {{"a": "…", "b": "…"}}.') from e
    if not isinstance(a, str) or not isinstance(b, str):
        raise InputError(f"{name}, rad {number}: a och b ska vara text.")
    return a, b


def as_row(comparison: Comparison) -> dict[str, str | float]:
    """The answer line of one pair."""
    return {"relation": comparison.relation, "score": comparison.score, "reason": comparison.reason}
