"""Corrections of links and elements by people: stored as labels with who and when, undone but never deleted."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from outputs.store.people import User
from outputs.store.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """`what`: link or element; `label`: what is true instead, in the words of the case-review schema."""

    id: int
    what: str
    label: dict[str, Any]
    user: str
    at: str


def correct(store: Store, user: User, case: str, what: str, label: dict[str, Any], now: dt.datetime) -> None:
    """Adds one correction."""
    row = {
        "case": case, "what": what, "label": json.dumps(label, ensure_ascii=False), "user": user.name,
        "at": now.isoformat(timespec="seconds"), "undone": "",
    }  # fmt: skip
    with store.writing() as db:
        db.table("corrections").insert(row)


def undo_correction(store: Store, user: User, case: str, number: int, now: dt.datetime) -> None:
    """Marks a correction as undone, by whom and when."""
    mark = f"{user.name} {now.isoformat(timespec='seconds')}"
    with store.writing() as db:
        db.execute('update corrections set undone = ? where id = ? and "case" = ?', [mark, number, case])


def corrections(store: Store, case: str) -> list[Correction]:
    """The corrections of a case that stand, oldest first."""
    query = """select id, what, label, user, at from corrections where "case" = ? and undone = '' order by id"""
    rows = store.db.query(query, [case])
    return [Correction(**{**r, "label": json.loads(r["label"])}) for r in rows]
