"""Version pairs by controlled edits of the demo investigations. Deterministic: the same pairs every time.

`pairs()` gives, for each of the investigations, one pair of every kind in `KINDS`. What is true of a pair is known
from the edit: whether it was copied without update, and which passages were pasted, foreign or stale.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from annotations.akt import read_akt
from annotations.copies import edits
from annotations.copies.edits import Line, document_of, filled, lines_of, material
from nlp.types import Block, BlockKind, CaseFile, CaseRow, DecisionFacts, Document, Kind, Page, Status

ROOT = Path(__file__).parents[1]
COPIED = (
    "identical",
    "dates",
    "reordered",
    "reheaded",
    "ocr_light",
    "ocr_heavy",
    "paraphrased",
    "trivial",
    "trivial_many",
    "one_fact",
    "frame",
    "all_at_once",
)
UPDATED = (
    "updated_20",
    "updated_35",
    "updated_50",
    "updated_75",
    "updated_100",
    "updated_short",
    "updated_reordered",
    "updated_ocr",
    "rewritten",
)
OTHER = ("foreign", "pasted", "summary", "stale", "not_stale")
KINDS = (*COPIED, *UPDATED, *OTHER)
LATER = dt.timedelta(days=560)


@dataclass(frozen=True)
class Base:
    """One demo investigation with its person."""

    case: str
    document: Document
    row: CaseRow

    @property
    def first_name(self) -> str:
        return self.row.name.split()[0]


@dataclass(frozen=True)
class Pair:
    """An edited investigation and the one it came from. `truth`: the text of passages put in, by kind."""

    id: str
    district: str
    kind: str
    case: CaseFile
    copied: bool
    pasted: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def bases() -> list[Base]:
    """The current investigations of the demo cases."""
    with (ROOT / "cases" / "arenden.csv").open(encoding="utf-8-sig") as f:
        rows = {r["ärendenummer"]: r for r in csv.DictReader(f, delimiter=";")}
    out = []
    for path in sorted((ROOT / "sources").glob("*.akt")):
        for d in read_akt(path):
            if d.document.kind is Kind.INVESTIGATION:
                r = rows[path.stem]
                document = replace(d.document, fields={"Namn": r["namn"], "Personnummer": r["personnummer"]})
                out.append(Base(path.stem, document, CaseRow(path.stem, r["namn"], r["personnummer"], r["kön"])))
    return out


def pairs(kinds: tuple[str, ...] = KINDS) -> Iterator[Pair]:
    """All pairs of these kinds."""
    everyone = bases()
    for number, base in enumerate(everyone):
        neighbour = everyone[(number + 11) % len(everyone)]
        for kind in kinds:
            yield _pair(base, neighbour, kind, number)


def _pair(base: Base, neighbour: Base, kind: str, number: int) -> Pair:
    rng = Random(f"{base.case} {kind}")
    lines, sex, name = lines_of(base.document), base.row.gender, base.first_name
    pasted: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    journal = ""
    old = lines
    if kind == "dates":
        lines = edits.with_new_dates(lines, rng)
    elif kind == "reordered":
        lines = edits.reordered(lines, rng)
    elif kind == "reheaded":
        lines = edits.reheaded(lines, rng)
    elif kind in ("ocr_light", "ocr_heavy"):
        lines = edits.scanned(lines, rng, 0.008 if kind == "ocr_light" else 0.02)
    elif kind == "paraphrased":
        lines = _by_hand(base, lines) or edits.reworded(lines, rng)
    elif kind == "trivial":
        lines = edits.with_line(lines, filled(rng.choice(material("facts")["trivial"]["lines"]), name, sex), "", rng)
    elif kind == "trivial_many":
        for text in rng.sample(material("facts")["trivial"]["lines"], k=5):
            lines = edits.with_line(lines, filled(text, name, sex), "", rng)
    elif kind == "frame":
        lines = edits.with_new_frame(lines, name, sex, rng)
    elif kind == "one_fact":
        lines = edits.updated_in_few_words(lines, rng, areas_at_most=1)
    elif kind == "updated_short":
        lines = edits.updated_in_few_words(lines, rng)
    elif kind == "all_at_once":
        lines = edits.scanned(edits.reheaded(edits.reordered(edits.with_new_dates(lines, rng), rng), rng), rng, 0.006)
    elif kind.startswith("updated_"):
        share = {"updated_20": 0.2, "updated_35": 0.35, "updated_75": 0.75, "updated_100": 1.0}.get(kind, 0.5)
        lines = edits.updated(lines, share, name, sex, rng)
        if kind == "updated_reordered":
            lines = edits.reheaded(edits.reordered(lines, rng), rng)
        elif kind == "updated_ocr":
            lines = edits.scanned(lines, rng, 0.015)
    elif kind == "rewritten":
        lines = edits.updated(edits.reworded(lines, rng), 0.7, name, sex, rng)
    elif kind == "foreign":
        strange = _strange(neighbour, rng)
        lines, foreign = edits.with_line(edits.updated(lines, 0.5, name, sex, rng), strange, "Hälsa", rng), (strange,)
    elif kind == "pasted":
        texts = _report(number, name, sex)
        for text in texts:
            lines = edits.with_line(lines, text, "background", rng)
        lines, pasted = edits.updated(lines, 0.5, name, sex, rng), tuple(texts)
    elif kind == "summary":
        summaries = material("summaries")["summary"]
        text = filled(summaries[number % len(summaries)], name, sex)
        lines = edits.updated(edits.with_line(lines, text, "Hälsa", rng), 0.5, name, sex, rng)
    elif kind in ("stale", "not_stale"):
        told = material("journal")["change" if kind == "stale" else "trap"]
        item = told[number % len(told)]
        claim, journal = filled(item["claim"], name, sex), filled(item["told"], name, sex)
        old = lines = edits.with_only(lines, claim, item["area"])
        stale = (claim,) if kind == "stale" else ()
    return Pair(
        f"{base.case}-{kind}", base.case[:3], kind, _case(base, lines, old, journal, rng),
        kind in COPIED or kind in ("stale", "not_stale"), pasted, foreign, stale,
    )  # fmt: skip


def _case(base: Base, lines: list[Line], old: list[Line], journal: str, rng: Random) -> CaseFile:
    earlier_day = base.document.date
    assert earlier_day is not None
    day = earlier_day + LATER
    title = rng.choice(["DUR-utredning", "Kopia av DUR-utredning", "Utredning enligt LSS", "Kopia av kopia av DUR"])
    now = document_of(lines, base.document, file="Utredning ny.pdf", date=day, title=title)
    earlier = document_of(old, base.document, file="Utredning.pdf", date=earlier_day)
    documents = [earlier, now]
    if journal:
        text = f"{day - dt.timedelta(days=40)} {journal} /AB"
        documents.append(_journal(text))
    return CaseFile(
        base.case, day + dt.timedelta(days=30), base.row, tuple(documents), DecisionFacts(True),
        investigation=now, investigation_current=True, earlier_investigation=earlier,
    )  # fmt: skip


def _journal(text: str) -> Document:
    block = Block(0, len(text), 1, BlockKind.PARAGRAPH)
    return Document("Journal.pdf", "", Status.READ, text, (Page(1, 0, len(text)),), (block,), kind=Kind.JOURNAL)


def _by_hand(base: Base, lines: list[Line]) -> list[Line] | None:
    """The investigation as rewritten by hand without new facts, where there is such a text."""
    texts = material("paraphrases").get(base.case)
    if texts is None:
        return None
    out: list[Line] = []
    heading = ""
    for line in lines:
        if line.kind is BlockKind.HEADING:
            heading = line.text
            out.append(line)
            if heading in texts:
                out.append(Line(BlockKind.PARAGRAPH, 0, texts[heading], line.section))
        elif heading not in texts:
            out.append(line)
    return out


def _strange(neighbour: Base, rng: Random) -> str:
    """A paragraph of the neighbour's investigation that names the neighbour."""
    own = [
        line.text
        for line in lines_of(neighbour.document)
        if line.kind is not BlockKind.HEADING
        and neighbour.first_name in line.text
        and 15 <= len(line.text.split()) <= 90
    ]
    return (
        rng.choice(own)
        if own
        else f"{neighbour.first_name} tillhör personkrets 1. {neighbour.first_name} bor i egen lägenhet."
    )


def _report(number: int, name: str, sex: str) -> list[str]:
    passages = material("reports")["passage"]
    names = sorted({p["report"] for p in passages})
    return [filled(p["text"], name, sex) for p in passages if p["report"] == names[number % len(names)]]
