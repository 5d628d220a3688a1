"""The access log: one row for every view of a case, page, search or export. No row, no view.

Rows are chained by hash, so that a changed, removed or re-ordered row is found (`first_broken`). The log names case
numbers and what was looked at, never what stood there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from outputs.store.people import User
from outputs.store.store import Store


def log_access(store: Store, user: User, action: str, case: str = "", target: str = "") -> None:
    """Writes one row. Raises `StoreError` if it cannot be written: then nothing may be shown."""
    with store.writing() as db:
        last = list(db.query("select hash from access_log order by id desc limit 1"))
        row = {
            "at": dt.datetime.now(dt.UTC).isoformat(), "user": user.name, "role": user.role.value, "action": action,
            "case": case, "target": target, "before": last[0]["hash"] if last else "",
        }  # fmt: skip
        db.table("access_log").insert({**row, "hash": _hash(row)})


def first_broken(store: Store) -> int | None:
    """Id of the first row that does not follow from the one before it; None if the chain is whole."""
    before = ""
    for row in store.db.query("select * from access_log order by id"):
        number, mark = row.pop("id"), row.pop("hash")
        if row["before"] != before or _hash(row) != mark:
            return int(number)
        before = mark
    return None


def _hash(row: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
