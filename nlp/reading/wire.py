"""A `Document` as JSON, for the way from a reading child to its parent.

JSON and not pickle: what comes from a child that has read a hostile file is data, never code.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from nlp.types import Block, BlockKind, Box, Cell, Document, Kind, Page, Status, Word


def packed(document: Document) -> str:
    """The document as one line of JSON."""
    d = document
    return json.dumps(
        {
            "file": d.file,
            "sha256": d.sha256,
            "status": d.status,
            "text": d.text,
            "pages": [(p.number, p.start, p.end, p.width, p.height, p.ocr) for p in d.pages],
            "blocks": [(b.start, b.end, b.page, b.kind, b.level, b.cell and _cell(b.cell)) for b in d.blocks],
            "words": d.words,
            "fields": d.fields,
            "kind": d.kind,
            "title": d.title,
            "date": d.date and d.date.isoformat(),
            "received": d.received and d.received.isoformat(),
            "message": d.message,
        }
    )


def _cell(cell: Cell) -> tuple[int, int, int, str, str]:
    return cell.table, cell.row, cell.column, cell.column_heading, cell.row_heading


def unpacked(line: str | bytes) -> Document:
    """The document in a line of JSON. Raises `ValueError`, `KeyError` or `TypeError` if it is none."""
    d: dict[str, Any] = json.loads(line)
    return Document(
        file=d["file"],
        sha256=d["sha256"],
        status=Status(d["status"]),
        text=d["text"],
        pages=tuple(Page(*p) for p in d["pages"]),
        blocks=tuple(Block(s, e, p, BlockKind(k), v, c and Cell(*c)) for s, e, p, k, v, c in d["blocks"]),
        words=tuple(Word(s, e, p, Box(*b)) for s, e, p, b in d["words"]),
        fields=d["fields"],
        kind=Kind(d["kind"]),
        title=d["title"],
        date=_day(d["date"]),
        received=_day(d["received"]),
        message=d["message"],
    )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
