"""The draft to the provider: what differs, in the order's and the plan's own words; as text and as DOCX.

Names the person by initials and case number; the caseworker adds what her secure mail allows.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docx import Document

from outputs.data import load


def draft(record: Mapping[str, Any], who: str, caseworker: str) -> str:
    """The draft for a case review. `who`: how the person is named."""
    words = load("warnings")["draft"]
    order, plan = record.get("order") or {}, record.get("plan") or {}
    known = {
        "who": who, "order": order.get("date") or "utan datum",
        "plan": plan.get("date") or plan.get("received") or "utan datum",
    }  # fmt: skip
    with_plan = plan.get("status") in ("current", "late") and bool(plan.get("elements"))
    parts = [words["hello"], words["opening_plan" if with_plan else "opening_missing"].format(**known)]
    points = differences(record) if with_plan else []
    parts += [f"{n}. {point}" for n, point in enumerate(points, 1)]
    parts += [words["closing" if with_plan else "ask_missing"], words["signature"].format(caseworker=caseworker)]
    return "\n\n".join(parts) + "\n"


def differences(record: Mapping[str, Any]) -> list[str]:
    """One point for each part that is changed, lacking or added; changed and lacking first."""
    words = load("warnings")["draft"]
    texts = {e["id"]: e["text"] for side in ("order", "plan") for e in (record.get(side) or {}).get("elements", ())}
    links = sorted(record["conformity"]["links"], key=lambda link: link["relation"] == "added")
    return [
        words[link["relation"]].format(
            order=texts.get(link["order"], ""),
            plan="” och ”".join(texts.get(p, "") for p in link["plan"]),
            reason=link["reason"],
        )
        for link in links
        if link["relation"] != "same"
    ]


def as_docx(text: str) -> bytes:
    """The draft as DOCX, one paragraph a line block."""
    document = Document()
    for block in text.split("\n\n"):
        paragraph = document.add_paragraph()
        for n, line in enumerate(block.splitlines()):
            if n:
                paragraph.add_run().add_break()
            paragraph.add_run("".join(c for c in line.strip() if c.isprintable()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
