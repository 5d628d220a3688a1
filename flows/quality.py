"""Measures the models on the labelled cases against the committed floor, and trains a candidate beside the shipped one.

A candidate never takes the shipped model's place by itself: the report says whether it may, a person moves the folder.
Each measurement runs in a process of its own, on a copy of the program whose model folder is the candidate's.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from annotations.scoring import floors_missed, score_files
from flows.commands.train import RECIPES, arguments
from nlp.errors import InputError, ModelError

HERE = Path(__file__).parents[1]
PARTS = ("nlp", "annotations", "models", "outputs", "flows")
DAY = "2023-10-15"
"""The day from which the labelled cases are seen."""
FOLDERS = {name: f"sv_{name}" for name in RECIPES if name != "names"} | {"language": "sv_aktsam"}
"""The folder of each model under `models/`; the list of names is data and has none."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The scorer's result by line, and the lines below the floor in words."""

    result: dict[str, Any]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retrained:
    """A candidate in its new folder, with its measurement and the shipped model's."""

    model: str
    folder: Path
    candidate: Measured
    shipped: Measured

    @property
    def may_replace(self) -> bool:
        """Whether the candidate reaches every floor."""
        return not self.candidate.missed


def evaluate(program: Path = HERE) -> Measured:
    """Reviews the labelled cases with a copy of the program and scores them.

    Raises `ModelError` if the program cannot review with the models that it has.
    """
    cases = HERE / "annotations" / "cases"
    with TemporaryDirectory() as folder:
        out = Path(folder) / "reviews.jsonl"
        command = [
            sys.executable, "-c", "from flows.cli import app; app()", "review", str(cases),
            "--cases", str(cases / "arenden.csv"), "--as-of", DAY,
            "--store", str(Path(folder) / "s.db"), "--export", str(out), "--json",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=program, capture_output=True, check=False)
        if done.returncode or not out.exists():
            raise ModelError("De märkta ärendena kunde inte granskas med modellen. Träna om den eller kasta den.")
        result, _ = score_files(cases / "gold.jsonl", out)
    floor = json.loads((HERE / "annotations" / "floor.json").read_text(encoding="utf-8"))
    return Measured(result, tuple(floors_missed(result, floor)))


def retrain(what: str, out: Path, data: Path | None = None, seed: int | None = None) -> Retrained:
    """Trains a model into a new folder and measures it and the shipped one.

    Raises `InputError` for an unknown model or a folder that is in use, `ModelError` if it cannot be measured.
    """
    if what not in FOLDERS:
        raise InputError(f"Modellen kan inte tränas om så här. Välj bland {', '.join(FOLDERS)}.")
    if out.exists() or (HERE / "models") in out.resolve().parents:
        raise InputError("Ange en ny mapp utanför models/ för den nya modellen. Inget skrivs över.")
    recipe = import_module(RECIPES[what]).train
    recipe(**arguments(recipe, what, {"data": data, "out": out, "seed": seed}))
    with TemporaryDirectory() as folder:
        candidate = evaluate(_program_with(Path(folder), FOLDERS[what], out))
    return Retrained(what, out, candidate, evaluate())


def _program_with(folder: Path, model: str, candidate: Path) -> Path:
    """A copy of the program in which the candidate stands in the model's place."""
    skipped = shutil.ignore_patterns("__pycache__", *(f"{n}*" for n in ("cases", "voices", "pairs", "many")))
    for part in PARTS:
        shutil.copytree(HERE / part, folder / part, ignore=skipped)
    shutil.rmtree(folder / "models" / model)
    shutil.copytree(candidate, folder / "models" / model)
    return folder
