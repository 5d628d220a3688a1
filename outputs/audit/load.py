"""The facts of the cases in a store."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from nlp.types import CaseRow
from outputs.audit.facts import CaseFacts, case_facts
from outputs.store import Store

NAMES = {f.name for f in fields(CaseRow)}
DATES = ("decided", "valid_from", "valid_to")
REMOVED = "Ärendet ligger inte längre i mappen."
NEVER = "Ärendet har inte granskats."


def facts_of_store(store: Store, cases: Collection[str] | None = None) -> tuple[tuple[CaseFacts, ...], dict[str, str]]:
    """The facts of all cases (or of these) in order of case number, and the cases left out with the reason.

    A case is left out if its review failed, was never made, or if it has been removed from the folder; one of
    `cases` that the store does not know is left out too. Records are parsed one at a time.
    """
    wanted = None if cases is None else set(cases)
    found: list[CaseFacts] = []
    left_out: dict[str, str] = {}
    query = 'select c.*, v.record, v.error from cases c left join reviews v on v."case" = c."case" order by c."case"'
    for row in store.db.query(query):
        case = row["case"]
        if wanted is not None:
            if case not in wanted:
                continue
            wanted.discard(case)
        if row["removed"]:
            left_out[case] = REMOVED
        elif row["error"]:
            left_out[case] = row["error"]
        elif not row["record"]:
            left_out[case] = NEVER
        else:
            found.append(case_facts(_case_row(row), json.loads(row["record"])))
    return tuple(found), left_out | dict.fromkeys(sorted(wanted or ()), NEVER)


def _case_row(row: dict[str, Any]) -> CaseRow:
    values: dict[str, Any] = {name: row[name] for name in NAMES if row.get(name) is not None}
    return CaseRow(**values | {name: dt.date.fromisoformat(values[name]) for name in DATES if name in values})
