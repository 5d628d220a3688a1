"""Scores reviews by the given scorer (`evaluation/score.py`), prints its table, and holds it against floors."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

SCORER = Path(__file__).parent / "evaluation" / "score.py"


@cache
def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("aktsam_scorer", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_files(gold: Path, reviews: Path) -> tuple[dict[str, Any], list[str]]:
    """The scorer's result by line, and its list of differences."""
    labels = _lines(gold)
    found = {r["case"]: r for r in _lines(reviews)}
    differences: list[str] = []
    return _scorer().score(labels, found, differences), differences


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def table(result: dict[str, Any]) -> str:
    """The result as the scorer prints it."""
    rows = []
    for name, value in result.items():
        cells = value.items() if isinstance(value, dict) else [("", value)]
        rows.append(
            f"{name:30s} " + "  ".join(f"{n} {x:.3f}" if isinstance(x, float) else f"{n} {x}".strip() for n, x in cells)
        )
    return "\n".join(rows)


def floors_missed(result: dict[str, Any], floors: dict[str, dict[str, float]]) -> list[str]:
    """Lines of the result below their floor, in words."""
    return [
        f"{name}, {measure}: {result[name][measure]:.3f} < {least:.3f}"
        for name, measures in floors.items()
        for measure, least in measures.items()
        if result[name][measure] < least
    ]
