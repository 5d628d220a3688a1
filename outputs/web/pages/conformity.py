"""Överensstämmelse: order and plan side by side, why each part is linked as it is, and how to correct it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from nlp.conformity import Stretch, word_difference
from nlp.errors import InputError
from nlp.types import ElementKind, Relation
from outputs.store.corrections import Correction, correct, corrections, undo_correction
from outputs.store.people import Role
from outputs.web.call import Call
from outputs.web.gate import READERS, route
from outputs.web.protocol import CasePages


@dataclass(frozen=True)
class Part:
    """One element as shown."""

    id: str
    kind: str
    text: str
    file: str
    page: int
    link: str
    fixed: Correction | None


@dataclass(frozen=True)
class Pair:
    """One link: the order's part, the plan's parts that carry it, how, and why."""

    order: Part | None
    plan: tuple[Part, ...]
    relation: str
    score: float | None
    reason: str
    difference: tuple[Stretch, ...]
    fixed: Correction | None


@route("GET", "/arende/{case}/overensstammelse", READERS | {Role.CASEWORKER}, "överensstämmelse")
def side_by_side(call: Call) -> Response:
    """Order to the left, plan to the right."""
    record = _record(call)
    fixed = corrections(call.store, call.case)
    shown = pairs(record, CasePages(call.store, call.case), fixed)
    return call.page(
        "conformity.html.j2", case=call.case, record=record, pairs=shown, corrections=fixed,
        decides=call.user.role in READERS,
        plan_parts=[(e["id"], e["text"]) for e in record["plan"].get("elements", ())],
        purposes=(record.get("order") or {}).get("purpose") or (),
    )  # fmt: skip


@route("POST", "/arende/{case}/ratta", READERS, "rättelse")
def fix(call: Call) -> Response:
    """Stores what is true instead, as a label with who and when."""
    record = _record(call)
    known = {e["id"] for side in ("order", "plan") for e in (record.get(side) or {}).get("elements", ())}
    if call.sent("what") == "link":
        order, relation = call.sent("order") or None, call.sent("relation")
        plan = [str(p) for p in call.form.getlist("plan")]
        if relation not in set(Relation) or not ({order, *plan} - {None}) <= known or (order is None and not plan):
            raise InputError("Välj hur delarna hör ihop.")
        if relation in (Relation.SAME, Relation.CHANGED) and not (order and plan):
            raise InputError("”Lika” och ”ändrad” gäller en del i beställningen och minst en del i planen.")
        if relation == Relation.MISSING:
            plan = []
        label: dict[str, Any] = {"order": order, "plan": plan, "relation": relation}
    else:
        label = {"id": call.sent("element"), "kind": call.sent("kind")}
        if label["id"] not in known or label["kind"] not in {*ElementKind, "none"}:
            raise InputError("Välj vad delen är.")
    correct(call.store, call.user, call.case, "link" if "relation" in label else "element", label, call.now)
    return call.go(f"/arende/{call.case}/overensstammelse", "corrected")


@route("POST", "/arende/{case}/ratta/{correction}/angra", READERS, "rättelse, ångra")
def undo(call: Call) -> Response:
    """Takes a correction back."""
    number = call.request.path_params["correction"]
    undo_correction(call.store, call.user, call.case, int(number) if number.isdigit() else 0, call.now)
    return call.go(f"/arende/{call.case}/overensstammelse", "correction_undone")


def pairs(record: dict[str, Any], pages: CasePages, fixed: list[Correction]) -> list[Pair]:
    """The links in the order's order, what the plan adds last; each with the newest correction of its own."""
    elements = {e["id"]: e for side in ("order", "plan") for e in (record.get(side) or {}).get("elements", ())}
    of_part = {c.label["id"]: c for c in fixed if c.what == "element"}

    def part(name: str) -> Part:
        e = elements[name]
        link = pages.link(e["file"], e["page"], e.get("start"), e.get("end"))
        return Part(name, e["kind"], e["text"], e["file"], e["page"], link, of_part.get(name))

    out = []
    for link in record["conformity"]["links"]:
        order = part(link["order"]) if link["order"] in elements else None
        plan = tuple(part(p) for p in link["plan"] if p in elements)
        changed = link["relation"] == "changed" and order and plan
        difference = word_difference(order.text, " ".join(p.text for p in plan)) if changed and order else ()
        correction = next((c for c in reversed(fixed) if c.what == "link" and _same(c, link)), None)
        out.append(
            Pair(order, plan, link["relation"], link.get("score"), link.get("reason", ""), difference, correction)
        )
    return sorted(out, key=lambda p: p.order is None)


def _same(correction: Correction, link: dict[str, Any]) -> bool:
    """Whether a correction is of this link: of its order part, or of the plan part that it says is added."""
    label = correction.label
    return bool(label["order"] == link["order"] if link["order"] else set(label["plan"]) & set(link["plan"]))


def _record(call: Call) -> dict[str, Any]:
    record = call.store.record(call.case)
    if record is None or not record.get("order") or not record["plan"].get("elements"):
        raise LookupError
    return record
