"""`aktsam train`: runs one of the recipes under `models/`."""

from __future__ import annotations

import logging
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Annotated, Any

import typer

from nlp.errors import InputError

# What -> module with a `train` function; its arguments say what it needs.
RECIPES = {
    "language": "models.language.train",
    "names": "models.language.names",
    "similarity": "models.similarity.train",
    "relation": "models.relation.train",
    "elements": "models.elements.train",
    "statements": "models.statements.train",
}
MODELS = Path(__file__).parents[2] / "models"


def train(
    what: Annotated[str, typer.Argument(metavar="MODELL", help=f"En av {', '.join(RECIPES)}.")],
    data: Annotated[Path | None, typer.Option(help="Mapp med träningsdata, se models/README.md.")] = None,
    out: Annotated[Path | None, typer.Option(help="Var modellen sparas (annars i models/).")] = None,
    seed: Annotated[int | None, typer.Option(help="Slumpfrö; samma frö ger samma modell.")] = None,
    transformer: Annotated[
        str | None, typer.Option(help="Bara för language: mapp eller namn på en BERT-modell som finns på datorn.")
    ] = None,
) -> None:
    """Träna om en modell från data till sparade vikter med modellkort.

    Exempel: aktsam train language --data ../data
    """
    if what not in RECIPES:
        raise InputError(f"Okänd modell {what}. Välj bland {', '.join(RECIPES)}.")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H.%M")
    recipe = import_module(RECIPES[what]).train
    recipe(**arguments(recipe, what, {"data": data, "out": out, "seed": seed, "transformer": transformer}))


def arguments(recipe: Any, what: str, given: dict[str, Any]) -> dict[str, Any]:
    """What is given of the recipe's arguments. Raises `InputError` for one that it lacks or does not know."""
    known = signature(recipe).parameters
    chosen = {name: value for name, value in given.items() if value is not None}
    if unknown := sorted(set(chosen) - set(known)):
        raise InputError(f"Modellen {what} tränas utan --{' och --'.join(unknown)}. Ta bort det.")
    needed = [name for name, p in known.items() if p.default is p.empty and name not in chosen]
    fallback = {"out": MODELS / f"sv_{what}", "seed": 1}
    if lacking := sorted(set(needed) - set(fallback)):
        raise InputError(
            f"Modellen {what} behöver --{' och --'.join(lacking)}. Exempel: aktsam train {what} --data ../data"
        )
    return chosen | {name: fallback[name] for name in needed}
