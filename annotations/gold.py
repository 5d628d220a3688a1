"""Makes label lines (`gold.jsonl`) and the case system's list from marked-up case files and case-level labels.

    python -m annotations.gold annotations/blind

reads `<ID>.akt` and `labels.jsonl` in the folder and writes `gold.jsonl` and `arenden.csv` beside them.

`gold_line` takes from the marks what they say (order, plan, links, verdict, purposes, evidence), from the head
lines the documents with their dates, and from the labels what only a reading of the whole file tells. It
refuses what contradicts itself with an `InputError` that names the case and the label, never case text.

What it never does: guess a label that is lacking, or judge whether a link is right.

Example: marks `[[mål:M1|..]]` in the order and `[[mål:P1~M1|..]]` as all that the plan holds give the verdict
"inte" (no order element comes back the same). It makes the order, plan and conformity of all 32 development
cases as they stand in `annotations/cases/gold.jsonl` (`tests/annotations/test_gold.py`).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotations.akt import KINDS, AktDocument, Mark, read_akt
from annotations.consistency import check_labels
from nlp.errors import InputError
from nlp.types import Kind

TYPES = {kind: name for name, kind in KINDS.items()}
ELEMENTS = ("mål", "delmål", "aktivitet")
RELATION = re.compile(r"(?P<id>\w+)(?P<rel>[=~+])(?P<to>[\w,]*)")
SUFFIX = {"scan": "pdf"}
DOCUMENT_DATES = {
    Kind.INVESTIGATION: "dur",
    Kind.DECISION: "decision",
    Kind.ORDER: "order",
    Kind.PLAN: "plan",
}
COLUMNS = (
    "ärendenummer",
    "namn",
    "personnummer",
    "kön",
    "stadsdel",
    "insats",
    "beslut",
    "beslutsdatum",
    "gäller_från",
    "gäller_till",
    "handläggare",
    "handläggare_epost",
    "utförare",
)
GENDER = {"K": "kvinna", "M": "man"}

Json = dict[str, Any]


def gold_line(documents: Sequence[AktDocument], labels: Json) -> Json:
    """One line of `gold.jsonl` for one case, from its marked-up documents and case-level labels.

    Raises `InputError` where ids are not unique, a link points at nothing, or marks and labels contradict.
    """
    case = labels["case"]
    order = [_order_element(d, m) for d in _of(documents, Kind.ORDER) for m in d.marks if m.kind in ELEMENTS]
    plan = [_plan_element(case, d, m) for d in _of(documents, Kind.PLAN) for m in d.marks if m.kind in ELEMENTS]
    _check_ids(case, order, plan)
    line: Json = {
        "case": case,
        "district": labels["district"],
        "gender": labels["gender"],
        "birth_year": labels["birth_year"],
        "provider": labels["provider"],
        "decision": labels["decision"],
        "first_decision": labels["first_decision"],
        "dates": _dates(case, documents, labels),
        "documents": [_document(d) for d in documents],
        "dur": {"title": _title(documents), **labels["dur"]},
        "conformity": _conformity(case, order, plan, labels),
        "purpose": [{"text": _text(m), "doc": "beställning"} for d in documents for m in d.marks if m.kind == "syfte"],
        "order": order,
        "plan": plan,
    }
    for key in (
        "plan_contact",
        "followup",
        "freda",
        "consent",
        "contact_without_consent",
        "children",
        "carer_info",
        "sip",
        "fk",
        "af",
        "iwork",
        "care",
        "guardian",
        "outcome",
    ):
        line[key] = labels[key]
    line["evidence"] = [
        {"kind": m.kind, "attr": m.attr, "text": _text(m), "doc": _type(d), "file": d.document.file}
        for d in documents
        for m in d.marks
        if m.kind not in (*ELEMENTS, "syfte")
    ]
    check_labels(line)
    return line


def _of(documents: Iterable[AktDocument], kind: Kind) -> list[AktDocument]:
    return [d for d in documents if d.document.kind is kind]


def _type(d: AktDocument) -> str:
    return TYPES[d.document.kind]


def _text(m: Mark) -> str:
    return " ".join(m.text.split())


def _order_element(d: AktDocument, m: Mark) -> Json:
    return {"type": m.kind, "text": _text(m), "file": d.document.file, "id": m.attr}


def _plan_element(case: str, d: AktDocument, m: Mark) -> Json:
    match = RELATION.fullmatch(m.attr)
    if not match:
        raise InputError(f"{case}: märket {m.kind}:{m.attr} i planen saknar förhållande. Skriv =, ~ eller + efter id.")
    to = match["to"].split(",") if match["to"] else []
    if (match["rel"] == "+") == bool(to):
        raise InputError(f"{case}: märket {m.kind}:{m.attr}: = och ~ ska peka på beställningen, + på inget.")
    return {"type": m.kind, "text": _text(m), "file": d.document.file, "id": match["id"], "rel": match["rel"], "to": to}


def _check_ids(case: str, order: list[Json], plan: list[Json]) -> None:
    for elements in (order, plan):
        ids = [e["id"] for e in elements]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise InputError(f"{case}: id {', '.join(twice)} står på mer än ett märke. Ge varje märke ett eget id.")
    known = {e["id"] for e in order}
    if lost := sorted({t for p in plan for t in p["to"]} - known):
        raise InputError(f"{case}: planen pekar på {', '.join(lost)} som inte finns i beställningen.")


def _dates(case: str, documents: Sequence[AktDocument], labels: Json) -> Json:
    """The labels' dates, filled up from the head lines; a date that a head line contradicts is refused."""
    dates = dict(labels["dates"])
    for d in documents:
        name = DOCUMENT_DATES.get(d.document.kind)
        if name == "dur" and not labels["dur"]["current"]:
            name = "previous_dur"
        if not name or not d.document.date or _superseded(d, documents):
            continue
        day = d.document.date.isoformat()
        if dates.setdefault(name, day) != day:
            raise InputError(f"{case}: datumet {name} i etiketterna är ett annat än i dokumentets rubrikrad.")
        if d.earlier and d.earlier.date:
            dates.setdefault("previous_dur", d.earlier.date.isoformat())
    return {k: v for k, v in dates.items() if v}


def _superseded(d: AktDocument, documents: Sequence[AktDocument]) -> bool:
    """True for an unmarked order or plan beside a marked one: it belongs to an earlier decision."""
    others = [o for o in _of(documents, d.document.kind) if o is not d]
    return not d.marks and any(m.kind in ELEMENTS for o in others for m in o.marks)


def _document(d: AktDocument) -> Json:
    suffix = SUFFIX.get(d.attributes["format"], d.attributes["format"])
    names = [d.document.file, *([d.attributes.get("prev_file")] if d.earlier else [])]
    return {
        "type": _type(d),
        "files": [f"{n}.{suffix}" for n in names if n],
        "date": d.attributes.get("date"),
        "previous_date": d.attributes.get("prev_date"),
    }


def _title(documents: Sequence[AktDocument]) -> str | None:
    return next((d.document.title for d in _of(documents, Kind.INVESTIGATION)), None)


def _conformity(case: str, order: list[Json], plan: list[Json], labels: Json) -> Json:
    reason = labels["plan_missing"]
    empty: Json = {"counts": None, "same": [], "changed": [], "missing": [], "added": [], "plan_missing": reason}
    if labels["decision"] == "avslag":
        if order or plan:
            raise InputError(f"{case}: ett avslag har varken beställning eller plan.")
        return {"class": "ej_tillämpligt", **empty}
    if reason:
        if any(p["rel"] != "+" for p in plan):
            raise InputError(f"{case}: planen räknas som saknad men är länkad. Märk dess delar med +.")
        return {"class": "saknas", **empty}
    if not plan:
        raise InputError(f"{case}: ingen plan är märkt. Ange skälet i plan_missing.")
    if not order:
        raise InputError(f"{case}: ingen beställning är märkt.")
    related: dict[str, set[str]] = {e["id"]: set() for e in order}
    for p in plan:
        for target in p["to"]:
            related[target].add(p["rel"])
    parts = {
        "same": sorted(i for i, rel in related.items() if "=" in rel),
        "changed": sorted(i for i, rel in related.items() if rel == {"~"}),
        "missing": sorted(i for i, rel in related.items() if not rel),
        "added": [p["id"] for p in plan if p["rel"] == "+"],
    }
    if not parts["same"]:
        verdict = "inte"
    elif parts["changed"] or parts["missing"] or parts["added"]:
        verdict = "delvis"
    else:
        verdict = "helt"
    return {"class": verdict, "counts": {k: len(v) for k, v in parts.items()}, **parts, "plan_missing": None}


def list_row(line: Json, labels: Json) -> dict[str, str]:
    """The case's row in the case system's list (`arenden.csv`)."""
    dates, granted = line["dates"], line["decision"] == "bifall"
    values = (
        line["case"],
        labels["name"],
        labels["personal_number"],
        GENDER[line["gender"]],
        line["district"],
        labels["support"],
        line["decision"],
        dates["decision"],
        dates.get("valid_from", "") if granted else "",
        dates.get("valid_to", "") if granted else "",
        labels["caseworker"],
        labels["caseworker_mail"],
        line["provider"],
    )
    return dict(zip(COLUMNS, values, strict=True))


def read_labels(folder: Path) -> list[Json]:
    """The case-level labels of a folder, one dictionary a case."""
    text = (folder / "labels.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def write_gold(folder: Path) -> int:
    """Writes `gold.jsonl` and `arenden.csv` for the cases of a folder; gives the number of cases."""
    labels = read_labels(folder)
    lines = [gold_line(read_akt(folder / f"{label['case']}.akt"), label) for label in labels]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "gold.jsonl").write_text(text, encoding="utf-8")
    with (folder / "arenden.csv").open("w", encoding="utf-8-sig", newline="") as f:
        rows = csv.DictWriter(f, COLUMNS, delimiter=";")
        rows.writeheader()
        rows.writerows(list_row(line, label) for line, label in zip(lines, labels, strict=True))
    return len(lines)


if __name__ == "__main__":
    print(f"{write_gold(Path(sys.argv[1]))} ärenden")
