"""The labelled material: element groups as pairs, order/plan pairs and cases as elements with gold links."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.akt import AktDocument, Mark, read_akt
from annotations.gold import RELATION
from nlp.types import Element, ElementKind, Evidence, Kind

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
LABELLED = ("pairs", "cases", "opened")
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
    """All orders and plans that have a verdict on conformity; fold: the set, voice or district they come from."""
    rows = [row for folder in LABELLED for row in _lines(ANNOTATIONS / folder / "gold.jsonl")]
    return [_case(r) for r in rows if r["conformity"]["class"] in VERDICTS] + voices()


def voices(folder: Path = ANNOTATIONS / "voices") -> list[Case]:
    """The marked-up orders and plans of `annotations/voices`; their verdicts follow from the marks."""
    return [_marked_case(read_akt(path)) for path in sorted(folder.glob("*.akt"))]


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


def _marked_case(documents: list[AktDocument]) -> Case:
    order = _marks(documents, Kind.ORDER)
    plan = _marks(documents, Kind.PLAN)
    index = {m.attr: i for i, m in enumerate(order)}
    links: dict[tuple[int, int], str] = {}
    ids = []
    for j, mark in enumerate(plan):
        found = RELATION.fullmatch(mark.attr)
        assert found is not None, f"{documents[0].case}: {mark.attr}"
        ids.append(found["id"])
        for target in filter(None, found["to"].split(",")):
            links[index[target], j] = "same" if found["rel"] == "=" else "changed"
    carried = {i for (i, _), relation in links.items() if relation == "same"}
    whole = len(carried) == len(order) and {j for _, j in links} == set(range(len(plan)))
    case = documents[0].case
    return Case(
        case,
        case.split("-")[0],
        tuple(Element(m.attr, KINDS[m.kind], Evidence(case, 1, m.text)) for m in order),
        tuple(Element(i, KINDS[m.kind], Evidence(case, 1, m.text)) for i, m in zip(ids, plan, strict=True)),
        links,
        "full" if whole else "partial" if carried else "none",
    )


def _marks(documents: list[AktDocument], kind: Kind) -> list[Mark]:
    """The marked elements of the documents of one kind."""
    return [m for d in documents if d.document.kind is kind for m in d.marks if m.kind in KINDS]
