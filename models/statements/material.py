"""What the scores are trained on: labelled notes, our own training sentences, marked-up case files.

A label is question to value, "none" where the text says nothing to the question; a question left out of a case
file's label is not known there (it is marked in one place of the file and may stand unmarked in others).
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from annotations.akt import AktDocument, read_akt
from nlp.sections import sections
from nlp.statements.features import features, vector
from nlp.statements.find import NOTE_KINDS, stretches
from nlp.statements.person import masked
from nlp.statements.rules import Unit, matches, unit
from nlp.types import Kind

LABELS = Path(__file__).parents[2] / "annotations"
NONE = "none"
QUESTIONS = (
    "freda", "consent", "contact", "follow_up", "provider_contacted", "interests", "children", "carer_info",
    "representative", "sip", "care", "fk", "af", "iwork", "outcome",
)  # fmt: skip
MARKS = {  # mark of the case files to question and value ("" as value: the mark's attribute)
    "freda": ("freda", ""),
    "consent": ("consent", ""),
    "contact": ("contact", ""),
    "followup": ("follow_up", ""),
    "plan_contact": ("provider_contacted", "yes"),
    "interests": ("interests", "present"),
    "resources": ("interests", "present"),
    "wishes": ("interests", "present"),
    "child_situation": ("children", "described"),
    "child_impact": ("children", "impact"),
    "carer_info": ("carer_info", "yes"),
    "care": ("care", "ongoing"),
    "fk": ("fk", "ongoing"),
    "af": ("af", "ongoing"),
}
OUTCOMES = {
    "kvar i samma verksamhet": "same_provider",
    "bytt daglig verksamhet": "changed_provider",
    "slutat på daglig verksamhet, andra LSS-insatser pågår": "other_support",
    "avslutat: anställning": "employment",
    "avslutat: studier": "studies",
    "avslutat: flyttat": "moved",
    "avslutat: fortsatt kontakt med Arbetsförmedlingen": "employment_service",
    "avslutat: orsak framgår inte": "unknown_reason",
}
KINDS = (Kind.INVESTIGATION, Kind.JOURNAL, Kind.INFORMATION_BOX, Kind.DECISION, Kind.SIP, Kind.PLAN)
STANDS_UNMARKED = ("interests", "children", "representative", "care", "fk", "af", "iwork", "outcome", "sip", "consent")


@dataclass(frozen=True, slots=True)
class Example:
    """The features of one text and its labels; `source` is the set, or the district of a case file."""

    source: str
    features: frozenset[str]
    vector: np.ndarray
    labels: dict[str, str]
    weight: float = 1.0


def notes(path: Path, first: int = 0, last: int | None = None) -> list[Example]:
    """Labelled notes of a file, lines first..last (from 0, half-open)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][first:last]
    return [
        _example(path.stem, unit(r["text"], r["heading"], NOTE_KINDS[r["doc"]], _day(r["date"])), _full(r["labels"]))
        for r in rows
    ]


def own() -> list[Example]:
    """Our own training sentences (the sets S; T1 measures and is never trained on)."""
    return [e for path in sorted((LABELS / "statements").glob("S*.jsonl")) for e in notes(path)]


@cache
def cases(weight: float = 0.4) -> tuple[Example, ...]:
    """The units of the marked-up case files: the development cases and those opened."""
    out: list[Example] = []
    for marked, labels in (("sources", "cases"), ("opened", "opened")):
        lines = (LABELS / labels / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        gold = {g["case"]: g for g in map(json.loads, lines)}
        names = _names(LABELS / labels / "arenden.csv")
        for path in sorted((LABELS / marked).glob("*.akt")):
            for document in read_akt(path):
                if document.document.kind in KINDS:
                    out.extend(_of_case(document, gold[path.stem], names[path.stem], weight))
    return tuple(out)


def _of_case(document: AktDocument, gold: dict[str, object], names: frozenset[str], weight: float) -> Iterator[Example]:
    text = masked(document.document.text, names)
    for stretch in stretches(document.document, sections(document.document)):
        marks = [m for m in document.marks if stretch.start <= m.start < stretch.end]
        read = unit(
            text[stretch.start : stretch.end], masked(stretch.heading, names), document.document.kind, stretch.date
        )
        labels = dict.fromkeys(set(QUESTIONS) - _unsure(read), NONE)
        for mark in marks:
            if mark.kind == "trap":
                continue
            if mark.kind in MARKS:
                question, value = MARKS[mark.kind]
                labels[question] = value or mark.attr
            elif mark.kind == "sip":
                labels["sip"] = "current" if mark.attr == "current" else NONE
            elif mark.kind == "guardian":
                labels["representative"] = "förvaltare" if "örvaltare" in mark.text else "god man"
            elif mark.kind == "outcome":
                labels["outcome"] = OUTCOMES[str(gold["outcome"])]
        yield _example(document.case[:3], read, labels, weight)


def _names(cases: Path) -> dict[str, frozenset[str]]:
    """The names of the persons in a list of cases."""
    with cases.open(encoding="utf-8-sig", newline="") as f:
        return {r["ärendenummer"]: frozenset(r["namn"].split()) for r in csv.DictReader(f, delimiter=";")}


def _unsure(read: Unit) -> set[str]:
    """Questions to which the rules see something: without a mark that may or may not be so."""
    return {m.rule.question for m in matches(read) if m.rule.value != NONE and m.rule.question in STANDS_UNMARKED}


def _example(source: str, read: Unit, labels: dict[str, str], weight: float = 1.0) -> Example:
    return Example(source, frozenset(features(read, list(matches(read)))), vector(read), labels, weight)


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def _full(labels: dict[str, str]) -> dict[str, str]:
    return {q: labels.get(q, NONE) for q in QUESTIONS}
