"""Reads marked-up case files (`FORMAT.md`): the form in which labels are edited.

`read_akt(path)` gives, per `===` document, an `AktDocument`: a `Document` as a perfect reading of the rendered
file would give it (without places on pages), and its marks with offsets into that text. Tests and recipes use
it where the reading itself is not the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nlp.errors import InputError
from nlp.types import Block, BlockKind, Cell, Document, Kind, Page, Status

KINDS = {
    "ansökan": Kind.APPLICATION,
    "dur-utredning": Kind.INVESTIGATION,
    "beslut": Kind.DECISION,
    "beställning": Kind.ORDER,
    "genomförandeplan": Kind.PLAN,
    "journal": Kind.JOURNAL,
    "informationsruta": Kind.INFORMATION_BOX,
    "sip": Kind.SIP,
    "övrigt": Kind.OTHER,
}
MARK = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]]*)\]\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One tag: `kind:attr` on the characters start:end of the document's text."""

    kind: str
    attr: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class AktDocument:
    """One document of a marked-up file: attributes of its head line, the reading, the marks.

    `earlier` is the previous version that an investigation with `prev_date` implies (lines with `++` left out,
    lines with `--` in), without marks.
    """

    case: str
    attributes: dict[str, str]
    document: Document
    marks: tuple[Mark, ...]
    earlier: Document | None = None


def read_akt(path: Path) -> list[AktDocument]:
    """All documents of one marked-up file, in order. Raises `InputError` on a head line that is not known."""
    return parse_akt(path.stem, path.read_text(encoding="utf-8"))


def parse_akt(case: str, source: str) -> list[AktDocument]:
    """The same of a text in memory. Raises `InputError` on a head line that is not known."""
    out: list[AktDocument] = []
    for part in re.split(r"(?m)^=== ", source)[1:]:
        head, _, body = part.partition("\n")
        kind, *pairs = [p.strip() for p in head.split("|")]
        if kind not in KINDS:
            raise InputError(f"{case}: okänd dokumenttyp i rubrikraden. Tillåtna: {', '.join(KINDS)}.")
        attributes = dict(p.split("=", 1) for p in pairs if "=" in p)
        lines = body.strip("\n").split("\n")
        now = [line.removeprefix("++ ") for line in lines if not line.startswith("-- ")]
        text, blocks, marks = _parse(now)
        name = attributes.get("file", kind)
        document = Document(
            file=name,
            sha256="",
            status=Status.READ,
            text=text,
            pages=(Page(1, 0, len(text)),),
            blocks=blocks,
            kind=KINDS[kind],
            title=attributes.get("title"),
            date=_day(attributes.get("date")),
            received=_day(attributes.get("received")),
        )
        earlier = None
        if "prev_date" in attributes:
            before = [line.removeprefix("-- ") for line in lines if not line.startswith("++ ")]
            old_text, old_blocks, _ = _parse(before)
            earlier = replace(
                document,
                file=attributes.get("prev_file", name + " (tidigare)"),
                text=old_text,
                pages=(Page(1, 0, len(old_text)),),
                blocks=old_blocks,
                title=attributes.get("prev_title"),
                date=_day(attributes["prev_date"]),
            )
        out.append(AktDocument(case, attributes, document, marks, earlier))
    return out


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


class _Text:
    """Text under construction, with the marks found in it."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []

    def add(self, marked: str) -> tuple[int, int]:
        begin, last = len(self.text), 0
        for m in MARK.finditer(marked):
            self.text += marked[last : m.start()]
            kind, _, attr = m[1].partition(":")
            start = len(self.text)
            self.text += m[2]
            self.marks.append(Mark(kind, attr, start, len(self.text), m[2]))
            last = m.end()
        self.text += marked[last:]
        return begin, len(self.text)


def _cells(line: str) -> list[str]:
    """Cells of a table row; the `|` inside a mark parts nothing."""
    kept = MARK.sub(lambda m: m[0].replace("|", "\0"), line.strip().strip("|"))
    return [c.replace("\0", "|").strip() for c in kept.split("|")]


def _parse(lines: list[str]) -> tuple[str, tuple[Block, ...], tuple[Mark, ...]]:
    out, blocks = _Text(), list[Block]()
    table, row, headings, in_table = -1, 0, list[str](), False
    for line in lines:
        line = line.strip()
        if not line:
            in_table = False
            continue
        if out.text:
            out.text += "\n"
        if line.startswith("|"):
            cells = _cells(line)
            table, row = (table, row + 1) if in_table else (table + 1, 0)
            plain = [MARK.sub(lambda m: m[2], c) for c in cells]
            headings = headings if in_table else plain
            in_table = True
            for column, cell in enumerate(cells):
                if column:
                    out.text += "\t"
                start, end = out.add(cell)
                heading = headings[column] if row and column < len(headings) else ""
                place = Cell(table, row, column, heading, plain[0] if row and column else "")
                blocks.append(Block(start, end, 1, BlockKind.CELL, cell=place))
            continue
        in_table = False
        if m := re.match(r"(#+)\s+(.*)", line):
            start, end = out.add(m[2])
            blocks.append(Block(start, end, 1, BlockKind.HEADING, level=len(m[1])))
        elif line.startswith("- "):
            start, end = out.add(line[2:])
            blocks.append(Block(start, end, 1, BlockKind.BULLET, level=1))
        else:
            start, end = out.add(line)
            blocks.append(Block(start, end, 1, BlockKind.PARAGRAPH))
    return out.text, tuple(blocks), tuple(out.marks)
