"""Investigations written out in the tests."""

import datetime as dt
from collections.abc import Callable

import pytest

from nlp.types import (
    Block,
    BlockKind,
    CaseFile,
    CaseRow,
    DecisionFacts,
    Document,
    Kind,
    Page,
    Status,
)

MakeDocument = Callable[..., Document]
MakeCase = Callable[..., CaseFile]


def document(text: str, day: str, file: str = "DUR.pdf", kind: Kind = Kind.INVESTIGATION, name: str = "") -> Document:
    """A document of lines: '# ' opens a heading, every other line is a paragraph."""
    body, blocks = "", list[Block]()
    for line in text.strip().splitlines():
        words = line.strip().removeprefix("# ")
        body += "\n" if body else ""
        heading = line.strip().startswith("# ")
        block_kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(len(body), len(body) + len(words), 1, block_kind, level=int(heading)))
        body += words
    return Document(
        file, file, Status.READ, body, (Page(1, 0, len(body)),), tuple(blocks), kind=kind,
        date=dt.date.fromisoformat(day), title="DUR-utredning", fields={"Namn": name} if name else {},
    )  # fmt: skip


@pytest.fixture
def make_document() -> MakeDocument:
    return document


@pytest.fixture
def make_case() -> MakeCase:
    def make(now: Document, earlier: Document | None = None, *others: Document, name: str = "Eva Lind") -> CaseFile:
        documents = tuple(d for d in (earlier, now, *others) if d is not None)
        row = CaseRow("T-01", name, "19900302-1234", "kvinna")
        return CaseFile(
            "T-01", dt.date(2023, 10, 15), row, documents, DecisionFacts(True), investigation=now,
            investigation_current=True, earlier_investigation=earlier,
        )  # fmt: skip

    return make
