"""`aktsam check-order`: how good an order is, before it is sent."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.options import AsJson
from nlp.elements.quality import OrderQuality, check_order
from nlp.errors import FileUnreadable
from nlp.reading import read_isolated
from nlp.types import ElementKind, Kind

NAMES = {
    ElementKind.PURPOSE: "Syfte",
    ElementKind.GOAL: "Mål",
    ElementKind.SUBGOAL: "Delmål",
    ElementKind.ACTIVITY: "Aktivitet",
}


def check_order_file(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Beställningen: PDF, Word eller text.", exists=True)],
    as_json: AsJson = False,
) -> None:
    """Granska en beställning innan den skickas: vad saknas, och vilka mål är otydliga?

    Exempel: aktsam check-order bestallning.docx
    """
    (document,) = read_isolated([file])
    if not document.status.has_text:
        raise FileUnreadable(document.message, document.status)
    quality = check_order(replace(document, kind=Kind.ORDER))
    if as_json:
        print(json.dumps(as_record(quality), ensure_ascii=False))
    else:
        print("\n".join(as_lines(quality)))


def as_record(quality: OrderQuality) -> dict[str, Any]:
    """The quality as JSON values."""
    return {
        "complete": quality.complete,
        "missing": {kind.value: text for kind, text in quality.missing.items()},
        "elements": [{"id": e.id, "kind": e.kind.value, "text": e.text} for e in quality.elements],
        "goals": [
            {
                "id": g.element.id,
                "text": g.element.text,
                "specific": g.specific,
                "measurable": g.measurable,
                "timed": g.timed,
                "hints": list(g.hints),
            }
            for g in quality.goals
        ],
    }


def as_lines(quality: OrderQuality) -> list[str]:
    """The quality as Swedish lines."""
    hints = {g.element.id: g.hints for g in quality.goals}
    lines = [f"! {text}" for text in quality.missing.values()]
    for element in quality.elements:
        lines.append(f"{NAMES[element.kind]} {element.id}: {element.text}")
        lines += [f"    → {hint}" for hint in hints.get(element.id, ())]
    return [*lines, "Inget att anmärka." if quality.complete else "Pilarna är förslag; du avgör."]
