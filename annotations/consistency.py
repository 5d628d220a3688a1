"""Refuses a label line whose case-level labels and marks contradict each other.

`check_labels(line)` looks at one line of `gold.jsonl`: a label that says that something stands in the file needs
a mark that shows where, and a mark needs a label that says so. It never looks at the links between order and
plan (`annotations.gold` does) and never says which of the two is right.

Example: `freda: "missing"` beside a mark `freda:asked` is refused. All 32 development cases and all blind cases
pass (`tests/annotations/test_gold.py`).
"""

from __future__ import annotations

from typing import Any

from nlp.errors import InputError

Json = dict[str, Any]
STATES = {  # label: its values from strongest to weakest, each with the marks that show it
    "freda": (("asked", {"freda:asked"}), ("not_asked_documented", {"freda:not_asked"}), ("missing", set[str]())),
    "consent": (("given", {"consent:given"}), ("refused", {"consent:refused"}), ("missing", set[str]())),
    "followup": (
        ("innehåll", {"followup:content"}),
        ("endast_noterad", {"followup:booked", "followup:held"}),
        ("ingen", set[str]()),
    ),
}


def _yes_no(line: Json) -> dict[str, tuple[bool, str]]:
    """Yes/no labels with the mark that shows each."""
    dur, children, guardian = line["dur"], line["children"], line["guardian"]
    return {
        "sip": (line["sip"], "sip:current"),
        "fk": (line["fk"], "fk"),
        "af": (line["af"], "af"),
        "iwork": (line["iwork"], "iwork"),
        "care": (bool(line["care"]), "care"),
        "carer_info": (line["carer_info"], "carer_info"),
        "plan_contact": (line["plan_contact"], "plan_contact"),
        "guardian": (bool(guardian), "guardian"),
        "guardian.scope": (bool(guardian and guardian["scope"]), "guardian_scope"),
        "children.described": (children["described"], "child_situation"),
        "children.impact": (children["impact"], "child_impact"),
        "dur.pasted": (dur["pasted"], "pasted"),
        "dur.foreign": (dur["foreign"], "foreign"),
    }


def contradictions(line: Json) -> list[str]:
    """Swedish sentences, one for each contradiction between the line's labels and its marks."""
    shown = {e["kind"] for e in line["evidence"]} | {f"{e['kind']}:{e['attr']}" for e in line["evidence"] if e["attr"]}
    out = []
    for label, states in STATES.items():
        if line[label] == "ej_tillämpligt":
            continue
        found = next(value for value, marks in states if not marks or marks & shown)
        if line[label] != found:
            out.append(f"{label} är {line[label]} men märkena säger {found}")
    for label, (said, mark) in _yes_no(line).items():
        if said != (mark in shown):
            out.append(f"{label} är {said} men märket {mark} {'saknas' if said else 'finns'}")
    if line["dur"]["interests"] is not None and line["dur"]["interests"] != ("interests" in shown):
        out.append("dur.interests stämmer inte med märket interests")
    if line["outcome"] and "outcome" not in shown:
        out.append("outcome är satt men märket outcome saknas")
    if line["contact_without_consent"] and (line["consent"] == "given" or "contact" not in shown):
        out.append("contact_without_consent kräver märket contact och en akt utan medgivande")
    applicable = line["decision"] == "bifall" and not line["first_decision"]
    if applicable == (line["followup"] == "ej_tillämpligt"):
        out.append("followup är ej_tillämpligt just för första beslut och avslag")
    return out


def check_labels(line: Json) -> None:
    """Raises `InputError` naming the case and every contradiction, with the remedy."""
    if found := contradictions(line):
        raise InputError(f"{line['case']}: {'; '.join(found)}. Rätta märket eller etiketten.")
