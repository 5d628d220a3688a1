"""Blocks pasted in from diagnostic or medical reports.

Decides paragraph by paragraph: names of instruments, scores, diagnosis codes, the vocabulary and the openings of
reports against what caseworkers write in their own voice, weighed by a logistic model (`models/copies`); then
paragraphs beside pasted ones join them at a lower threshold. Sentences that stand word for word in another
document of the file (an attached report) are pasted whatever their style.
Never: a caseworker's own summary of an assessment, a diagnosis named in passing, a lone sentence.
Example: "Testresultat. WAIS-IV: helskala 63 (95 % konfidensintervall 60-68) ..." is pasted; "Enligt
psykologutlåtande har hon svagt arbetsminne" is not.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp import data
from nlp.copies.findings import Pasted
from nlp.copies.units import Outline, outline
from nlp.errors import ModelError
from nlp.types import Block, BlockKind, Document, Kind, Section

WEIGHTS = Path(__file__).parents[2] / "models" / "copies" / "pasted.json"
FEATURES = (
    "instruments", "codes", "scores", "clinical", "passives", "medical", "units", "opening", "caseworker", "numbers",
    "person", "in_report", "few_words",
)  # fmt: skip


_PRONOUN = re.compile(r"\b(?:han|hon|hen|honom|henne|hans|hennes|sin|sitt|sina|sig)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """One block of text of at least some words, with its section."""

    block: Block
    section: Section
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(data.load("copies")["pasted"][name], 0 if name in ("instruments", "codes") else re.IGNORECASE)


@cache
def _weights() -> tuple[float, dict[str, float]]:
    try:
        content = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return float(content["intercept"]), {name: float(content["weights"][name]) for name in FEATURES}
    except (OSError, ValueError, KeyError) as e:
        raise ModelError(
            f"Vikterna {WEIGHTS.name} kan inte läsas ({type(e).__name__}). Träna om eller hämta dem på nytt."
        ) from e


def features(text: str, in_report: bool) -> dict[str, float]:
    """What tells a report from a caseworker's text, per paragraph: distinct terms, eased by length."""
    words = max(1, len(text.split()))
    per = math.sqrt(words / 50)

    def distinct(name: str) -> float:
        return min(6.0, len({m[0].lower() for m in _pattern(name).finditer(text)}) / max(0.7, per))

    return {
        "instruments": distinct("instruments"),
        "codes": min(2.0, distinct("codes")),
        "scores": distinct("scores"),
        "clinical": distinct("clinical"),
        "passives": distinct("passives"),
        "medical": distinct("medical"),
        "units": min(2.0, distinct("units")),
        "opening": float(bool(_pattern("openings").match(text))),
        "caseworker": distinct("caseworker"),
        "numbers": min(1.0, 8 * len(re.findall(r"(?<![\w-])\d+(?:[.,]\d+)?(?![\w-])", text)) / words),
        "person": min(1.0, 10 * len(_PRONOUN.findall(text)) / words),
        "in_report": float(in_report),
        "few_words": float(words < 20),
    }


def probability(text: str, in_report: bool = False) -> float:
    """Probability 0-1 that a paragraph was pasted from a report. Raises `ModelError` without weights."""
    intercept, weights = _weights()
    values = features(text, in_report)
    return 1 / (1 + math.exp(-(intercept + sum(weights[name] * values[name] for name in FEATURES))))


def pasted_passages(document: Document, others: Sequence[Document] = ()) -> tuple[Pasted, ...]:
    """Passages of the investigation that were pasted in; `others` are the file's other documents.

    A passage is one paragraph. Source: own method, see docs/copies.md.
    """
    whole = outline(document)
    paragraphs = list(_paragraphs(whole))
    scores = [
        probability(p.text, _in_report(p, before)) for p, before in zip(paragraphs, [None, *paragraphs], strict=False)
    ]
    chosen = _spread(paragraphs, scores)
    copied = _standing_elsewhere(whole, others)
    total = sum(s.words for s in whole.sentences) or 1
    by_style = [p for i, p in enumerate(paragraphs) if i in chosen] if _enough(paragraphs, scores, chosen) else []
    found = [
        _passage(document, p, total, "Skrivet som ett utlåtande: test, mått och fackord.")
        for p in by_style
        if p.block.start not in copied
    ]
    found += [
        _passage(document, p, total, f"Står ordagrant i {copied[p.block.start]}.")
        for p in paragraphs
        if p.block.start in copied
    ]
    return tuple(sorted(found, key=lambda f: f.evidence.start or 0))


def _passage(document: Document, p: Paragraph, total: int, reason: str) -> Pasted:
    return Pasted(document.evidence(p.block.start, p.block.end), p.words, min(1.0, p.words / total), reason)


def _paragraphs(whole: Outline) -> list[Paragraph]:
    text = whole.document.text
    return [
        Paragraph(b, section, text[b.start : b.end])
        for section in whole.sections
        for b in section.blocks
        if b.kind is not BlockKind.HEADING and text[b.start : b.end].strip()
    ]


def _in_report(p: Paragraph, before: Paragraph | None) -> bool:
    """True under a heading or right after a line that says that an extract follows."""
    return (
        p.section.key == "report"
        or bool(_pattern("report_section").search(p.section.heading))
        or (before is not None and before.section is p.section and bool(_pattern("report_section").search(before.text)))
    )


def _spread(paragraphs: list[Paragraph], scores: list[float]) -> set[int]:
    """Paragraphs over the threshold, and their neighbours in the same section over the lower one."""
    rules = data.load("copies")["pasted"]
    chosen = {i for i, s in enumerate(scores) if s >= rules["threshold"]}
    for order in (range(1, len(paragraphs)), range(len(paragraphs) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for i in order:
            same = paragraphs[i].section is paragraphs[i + step].section
            if i not in chosen and i + step in chosen and same and scores[i] >= rules["neighbour_threshold"]:
                chosen.add(i)
    return chosen


def _enough(paragraphs: list[Paragraph], scores: list[float], chosen: set[int]) -> bool:
    """True if there is text enough for a report: some paragraphs, or one that leaves no doubt."""
    rules = data.load("copies")["pasted"]
    sure = any(scores[i] >= rules["sure"] and paragraphs[i].words >= rules["min_words"] for i in chosen)
    return sure or sum(paragraphs[i].words for i in chosen) >= rules["min_words_unsure"]


def _standing_elsewhere(whole: Outline, others: Sequence[Document]) -> dict[int, str]:
    """Start of each paragraph most of which stands in another document, to that document's file."""
    found: dict[int, str] = {}
    for other in others:
        if other.kind is not Kind.OTHER or not other.status.has_text:
            continue
        theirs = {s.key for s in outline(other).sentences if len(s.key) >= 6}
        for p in _paragraphs(whole):
            own = [s for s in whole.sentences if p.block.start <= s.start < p.block.end]
            same = sum(s.words for s in own if s.key in theirs)
            if same >= 20 and same >= 0.6 * sum(s.words for s in own):
                found.setdefault(p.block.start, other.file)
    return found
