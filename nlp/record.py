"""Findings into the JSON record of `case-review.schema.json`, and documents into JSON and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from nlp.types import Block, BlockKind, Box, Cell, Document, Element, Evidence, Kind, Page, Status, Word


def to_record(value: Any) -> Any:
    """JSON-ready form: dates as ISO 8601, enums as their value, tuples as lists, dataclasses as objects."""
    if isinstance(value, Evidence):
        return _evidence(value)
    if isinstance(value, Element):
        record = {"id": value.id, "kind": value.kind.value, **_evidence(value.evidence)}
        return record if value.work_oriented is None else {**record, "work_oriented": value.work_oriented}
    if is_dataclass(value) and not isinstance(value, type):
        record = {f.name: to_record(getattr(value, f.name)) for f in fields(value)}
        if isinstance(getattr(value, "evidence", None), Evidence):  # a passage with something said about it
            record = {**record.pop("evidence"), **record}
        return record
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: to_record(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_record(v) for v in value]
    return value


def _evidence(e: Evidence) -> dict[str, Any]:
    record: dict[str, Any] = {"file": e.file, "page": e.page, "text": e.text}
    if e.start is not None and e.end is not None:
        record |= {"start": e.start, "end": e.end}
    if e.boxes:
        record["boxes"] = [[round(min(1.0, max(0.0, x)), 4) for x in box] for box in e.boxes]
    return record


def document_record(document: Document) -> dict[str, Any]:
    """A document as read (kind and dates of the case assembly left out), for the store."""
    d = document
    return {
        "file": d.file, "sha256": d.sha256, "status": d.status.value, "text": d.text, "title": d.title,
        "fields": d.fields, "message": d.message,
        "pages": [[p.number, p.start, p.end, p.width, p.height, p.ocr] for p in d.pages],
        "blocks": [
            [b.start, b.end, b.page, b.kind.value, b.level]
            + ([[b.cell.table, b.cell.row, b.cell.column, b.cell.column_heading, b.cell.row_heading]] if b.cell else [])
            for b in d.blocks
        ],
        "words": [[w.start, w.end, w.page, *(round(x, 4) for x in w.box)] for w in d.words],
    }  # fmt: skip


def document_from_record(record: dict[str, Any], file: str) -> Document:
    """The reverse of `document_record`, under the name that the file has now."""
    return Document(
        file=file,
        sha256=record["sha256"],
        status=Status(record["status"]),
        text=record["text"],
        pages=tuple(Page(*p) for p in record["pages"]),
        blocks=tuple(
            Block(start, end, page, BlockKind(kind), level, Cell(*cell[0]) if cell else None)
            for start, end, page, kind, level, *cell in record["blocks"]
        ),
        words=tuple(Word(w[0], w[1], w[2], Box(*w[3:])) for w in record["words"]),
        fields=record["fields"],
        kind=Kind.OTHER,
        title=record["title"],
        message=record["message"],
    )
