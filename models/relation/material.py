"""The labelled material: element groups as pairs, order/plan pairs and cases as elements with gold links."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.types import Element, ElementKind, Evidence

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
KINDS = {"mål": ElementKind.GOAL, "delmål": ElementKind.SUBGOAL, "aktivitet": ElementKind.ACTIVITY}
VERDICTS = {"helt": "full", "delvis": "partial", "inte": "none"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two elements and how the second stands to the first; `fold` is the set it comes from."""

    fold: str
    a: str
    b: str
    relation: str
    what: str


@dataclass(frozen=True)
class Case:
    """Elements of one order and its plan. `links` maps (order index, plan index) to "same" or "changed"."""

    id: str
    fold: str
    order: tuple[Element, ...]
    plan: tuple[Element, ...]
    links: dict[tuple[int, int], str]
    verdict: str


def groups() -> list[Pair]:
    """The element groups as `annotations/evaluation/score_groups.py` pairs them."""
    out: list[Pair] = []
    for path in sorted((ANNOTATIONS / "groups").glob("G*.jsonl")):
        rows = _lines(path)
        for i, g in enumerate(rows):
            out += [Pair(path.stem, g["text"], b, "same", w) for b, w in zip(g["same"], ("near", "far"), strict=True)]
            out += [Pair(path.stem, g["text"], c["text"], "changed", c["what"]) for c in g["changed"]]
            for step in (7, 31):
                other = rows[(i + step) % len(rows)]["same"][step % 2]
                out.append(Pair(path.stem, g["text"], other, "unrelated", "other element"))
    return out


def more_pairs() -> list[Pair]:
    """Further pairs of the same groups: the rewordings side by side, turned round, and neighbours as unrelated.

    They keep the model from reading the relation off the style of the second text alone, and are only
    trained on.
    """
    out: list[Pair] = []
    for path in sorted((ANNOTATIONS / "groups").glob("G*.jsonl")):
        rows = _lines(path)
        for i, g in enumerate(rows):
            text, (near, far), changed = g["text"], g["same"], [c["text"] for c in g["changed"]]
            same = [(near, far), (far, near), (near, text), (far, text)]
            other = [(v, c) for v in (near, far) for c in changed] + [(c, text) for c in changed]
            apart = [rows[(i + 1) % len(rows)]["text"], rows[(i + 11) % len(rows)]["changed"][0]["text"]]
            apart += [rows[(i + 3) % len(rows)]["changed"][1]["text"], rows[(i + 50) % len(rows)]["same"][1]]
            out += [Pair(path.stem, a, b, "same", "turned") for a, b in same]
            out += [Pair(path.stem, a, b, "changed", "turned") for a, b in other]
            out += [Pair(path.stem, text, b, "unrelated", "turned") for b in apart]
    return out


def cases() -> list[Case]:
    """The order/plan pairs (fold: set) and the cases (fold: district) that have a verdict on conformity."""
    rows = _lines(ANNOTATIONS / "pairs" / "gold.jsonl") + _lines(ANNOTATIONS / "cases" / "gold.jsonl")
    return [_case(r) for r in rows if r["conformity"]["class"] in VERDICTS]


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _case(row: dict[str, Any]) -> Case:
    order = tuple(_element(e) for e in row["order"])
    plan = tuple(_element(e) for e in row["plan"])
    index = {e.id: i for i, e in enumerate(order)}
    links = {
        (index[target], j): "same" if p["rel"] == "=" else "changed"
        for j, p in enumerate(row["plan"])
        for target in p["to"]
    }
    return Case(row["case"], row["case"].split("-")[0], order, plan, links, VERDICTS[row["conformity"]["class"]])


def _element(row: dict[str, Any]) -> Element:
    return Element(row["id"], KINDS[row["type"]], Evidence(row["file"], 1, row["text"]))
