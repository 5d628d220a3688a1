"""`aktsam explain FILE`: what was read out of one document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from nlp.assembly import describe
from nlp.elements import find_elements
from nlp.reading import Readers
from nlp.reading.wire import packed
from nlp.record import to_record
from nlp.sections import sections
from nlp.statements import find_statements
from nlp.types import Block, BlockKind, Document, Element, ElementKind, Kind, Statement, Status

LOOKS = {
    Status.READ: ("läst", "green"),
    Status.READ_BY_OCR: ("läst med texttolkning (OCR)", "green"),
    Status.NEEDS_OCR: ("inte helt läst", "yellow"),
    Status.ENCRYPTED: ("låst med lösenord", "red"),
    Status.DAMAGED: ("skadad", "red"),
    Status.UNSUPPORTED: ("läses inte", "red"),
}
KINDS = {BlockKind.HEADING: "rubrik", BlockKind.PARAGRAPH: "stycke", BlockKind.BULLET: "punkt"}

SLAG = {
    Kind.APPLICATION: "ansökan",
    Kind.INVESTIGATION: "utredning",
    Kind.DECISION: "beslut",
    Kind.ORDER: "beställning",
    Kind.PLAN: "genomförandeplan",
    Kind.JOURNAL: "journal",
    Kind.INFORMATION_BOX: "informationsruta",
    Kind.SIP: "samordnad individuell plan",
    Kind.OTHER: "annan handling",
}
ELEMENTS = {
    ElementKind.PURPOSE: "syfte",
    ElementKind.GOAL: "mål",
    ElementKind.SUBGOAL: "delmål",
    ElementKind.ACTIVITY: "aktivitet",
}


def explain(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Dokumentet som ska förklaras.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv allt som lästes som JSON.")] = False,
) -> None:
    """Visa vad som lästes ut ur ett dokument: status, fält, rubriker, stycken och tabeller med sidnummer.

    Exempel: aktsam explain "akter/2023-0147/Beslut.pdf"

    Slutkod 0 om dokumentet är helt läst, annars 1.
    """
    with Readers(1) as readers:
        document = describe(readers.read(file))
    elements = find_elements(document) if document.kind in (Kind.ORDER, Kind.PLAN) else ()
    statements = () if elements else find_statements(document, sections(document))
    if as_json:
        known = {"kind": document.kind, "date": document.date, "received": document.received}
        found = to_record({**known, "elements": elements, "statements": statements})
        typer.echo(json.dumps({**json.loads(packed(document)), **found}, ensure_ascii=False))
    else:
        Console().print(shown(document), _found(elements, statements))
    if not document.status.has_text:
        raise typer.Exit(1)


def shown(document: Document) -> Group:
    """The document as a person reads it in a terminal."""
    return Group(_head(document), *_body(document))


def _found(elements: tuple[Element, ...], statements: tuple[Statement, ...]) -> Table:
    """What the review takes from the document: elements of an order or plan, else answers to its questions."""
    table = Table(title="Detta tar granskningen ur dokumentet", title_justify="left", show_header=False)
    for element in elements:
        table.add_row(element.id, ELEMENTS[element.kind], Text(element.text))
    for statement in statements:
        table.add_row(statement.question, statement.value, Text(statement.evidence.text))
    if not elements and not statements:
        table.add_row("inget")
    return table


def _head(document: Document) -> Panel:
    name, colour = LOOKS[document.status]
    table = Table.grid(padding=(0, 2))
    table.add_row("Status", Text(name, style=colour))
    if document.message:
        table.add_row("Att göra", Text(document.message))
    if document.pages:
        table.add_row("Sidor", str(len(document.pages)))
        read = [str(p.number) for p in document.pages if p.ocr]
        if read:
            table.add_row("Med OCR", "sidan " + ", ".join(read))
    table.add_row("Slag", SLAG[document.kind])
    table.add_row("Titel", Text(document.title or "–"))
    for label, day in (("Datum", document.date), ("Kom in", document.received)):
        if day:
            table.add_row(label, day.isoformat())
    for label, value in document.fields.items():
        table.add_row(Text(label), Text(value))
    return Panel(table, title=Text(document.file), title_align="left")


def _body(document: Document) -> list[Table]:
    """Blocks and tables in reading order."""
    out: list[Table] = []
    run: list[Block] = []
    number: int | None = None
    for block in [*document.blocks, None]:
        table = block.cell.table if block and block.cell else None
        if run and (block is None or table != number):
            out.append(_cells(document, run) if number is not None else _blocks(document, run))
            run = []
        if block:
            run.append(block)
            number = table
    return out


def _blocks(document: Document, blocks: list[Block]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", justify="right")
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for b in blocks:
        kind = KINDS.get(b.kind, str(b.kind)) + (f" {b.level}" if b.kind is BlockKind.HEADING else "")
        text = document.text[b.start : b.end]
        bold = "bold" if b.kind is BlockKind.HEADING else ""
        table.add_row(f"s. {b.page}", kind, Text(("• " if b.kind is BlockKind.BULLET else "") + text, style=bold))
    return table


def _cells(document: Document, blocks: list[Block]) -> Table:
    places = [(b, b.cell) for b in blocks if b.cell]
    headed = any(c.column_heading for _, c in places)
    columns = max(c.column for _, c in places) + 1
    rows: dict[int, list[str]] = {}
    for b, c in places:
        row = rows.setdefault(c.row, [""] * columns)
        row[c.column] = "\n".join(filter(None, (row[c.column], document.text[b.start : b.end])))
    title = f"tabell, s. {blocks[0].page}" + (f"–{blocks[-1].page}" if blocks[-1].page != blocks[0].page else "")
    table = Table(title=title, title_justify="left", show_header=headed, show_lines=True)
    lines = [row for _, row in sorted(rows.items())]
    for heading in lines[0] if headed else [""] * columns:
        table.add_column(Text(heading), overflow="fold")
    for row in lines[headed:]:
        table.add_row(*(Text(cell) for cell in row))
    return table
