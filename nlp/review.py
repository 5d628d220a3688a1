"""A case file into a case review: every check of `data/checks.toml`, then the flags.

Pure: the same case file, rules and weights give the same review. The record has the form of
`case-review.schema.json`, with more beside it (what each check found, where it searched).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from nlp import data
from nlp.assembly import last_note
from nlp.errors import SettingsError
from nlp.flags import flags
from nlp.record import to_record
from nlp.types import CaseFile

Check = Callable[[CaseFile], Any]


@dataclass(frozen=True)
class CaseReview:
    """What one reading of one case file found. `record` is the JSON-ready form."""

    case: str
    as_of: dt.date
    record: dict[str, Any]


@cache
def _checks() -> tuple[tuple[Check, str, dict[str, str]], ...]:
    """The configured checks: function, place in the record, answers of their own."""
    out = []
    for entry in data.load("checks")["check"]:
        try:
            out.append((import_module(f"nlp.checks.{entry['module']}").find, entry["at"], entry.get("answer", {})))
        except (ImportError, AttributeError) as e:
            raise SettingsError(f"checks.toml: kontrollen {entry['module']} finns inte.") from e
    return tuple(out)


def review(case: CaseFile) -> CaseReview:
    """Reviews one case file. Raises `ModelError` or `SettingsError`; never for what the file says."""
    record: dict[str, Any] = {
        "case": case.case,
        "as_of": case.as_of.isoformat(),
        "documents": [
            {
                "file": d.file, "kind": d.kind.value, "title": d.title, "date": to_record(d.date),
                "received": to_record(d.received), "pages": len(d.pages), "status": d.status.value,
                "message": d.message,
            }
            for d in case.documents
        ],
        "unread": [{"file": d.file, "message": d.message, "status": d.status.value} for d in case.unread],
        "investigation": {
            "current": case.investigation_current,
            "file": case.investigation and case.investigation.file,
            "date": to_record(case.investigation and case.investigation.date),
        },
        "last_note": to_record(last_note(case)),
    }  # fmt: skip
    for find, at, answers in _checks():
        finding = to_record(find(case))
        place = record
        for name in filter(None, at.split(".")):
            place = place.setdefault(name, {})
        place.update({k: v for k, v in finding.items() if k not in place})
        record |= {name: finding[field] for name, field in answers.items()}
    record["flags"] = flags(record)
    return CaseReview(case.case, case.as_of, record)
