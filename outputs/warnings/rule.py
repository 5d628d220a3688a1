"""Which flags become warnings: those that the unit's rule names, confirmed by an inspector or sure enough alone.

A flag warns once. One that is dismissed later takes its warning away as long as the caseworker has done nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets

from outputs.data import load
from outputs.store import Store


def refresh(store: Store, now: dt.datetime, case: str | None = None) -> int:
    """Adds the warnings that are due, of one case or all; how many."""
    rule = load("warnings")["rule"]
    query = """
        select f.id, f."case", c.caseworker_mail as mail from flags f
            join cases c on c."case" = f."case" join reviews v on v."case" = f."case"
        where f.open = 1 and c.removed is null and coalesce(c.caseworker_mail, '') != ''
        and (:case is null or f."case" = :case)
        and f.code in (select value from json_each(:codes))
        and (f.state = 'confirmed' or (f.state = 'new' and f.code in (select value from json_each(:at_once))
             and (f.code not like '%conform%' or v.confidence >= :confidence)))
        and not exists (select 1 from warnings w where w.flag = f.id)
    """
    values = {
        "case": case, "codes": json.dumps(rule["codes"]), "at_once": json.dumps(rule["at_once"]),
        "confidence": rule["confidence"],
    }  # fmt: skip
    with store.writing() as db:
        due = list(db.query(query, values))
        db.table("warnings").insert_all(
            {
                "id": secrets.token_urlsafe(16), "flag": r["id"], "case": r["case"], "mail": r["mail"].strip().lower(),
                "state": "new", "draft": "", "dispute": "", "answer": "",
                "created": now.isoformat(timespec="seconds"), "changed": now.isoformat(timespec="seconds"),
                "mailed": 0,
            }
            for r in due
        )  # fmt: skip
    return len(due)
