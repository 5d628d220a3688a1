"""Findings into the JSON record of `case-review.schema.json`."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from nlp.types import Element, Evidence


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
