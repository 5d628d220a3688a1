"""The audit's tables for one user: over the cases of her districts, or over those of a sample. Kept while unchanged.

Counting some thousand cases means reading as many records. What is kept stands under a mark of all that the tables
rest on (rows of the list, keys of the reviews, answers), so that nothing old is ever shown.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from threading import Lock

from nlp.errors import InputError
from outputs.audit.inspected import inspected
from outputs.audit.load import facts_of_store
from outputs.audit.tables import make_audit
from outputs.audit.types import Audit
from outputs.store import Store
from outputs.store.people import User
from outputs.store.sample_answers import Given, standing
from outputs.store.samples import Part, Sample, members
from outputs.store.scope import scope

KEPT = 8
_kept: OrderedDict[str, Audit] = OrderedDict()
_lock = Lock()


def audit_of(store: Store, user: User, sample: Sample | None, by_inspectors: bool) -> Audit:
    """The tables. `by_inspectors`: their answers in place of the machine's (only over a sample).

    Raises `InputError` if there is no reviewed case to count.
    """
    cases, mark = _cases(store, user)
    answers: dict[tuple[str, str], Given] = {}
    if sample is not None:
        cases &= {m.case for m in members(store, user, sample.id) if m.part is Part.DRAWN}
        answers = standing(store, sample.id) if by_inspectors else {}
    newest = max((g.id for g in answers.values()), default=0)
    key = json.dumps([str(store.path), mark, sorted(cases) if sample else None, newest])
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _made(store, cases, answers)
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _made(store: Store, cases: set[str], answers: dict[tuple[str, str], Given]) -> Audit:
    facts, left_out = facts_of_store(store, cases)
    if not facts:
        raise InputError("Det finns inget granskat ärende att räkna. Kör aktsam review, eller välj ett annat urval.")
    version = next((r["version"] for r in store.db.query("select version from runs order by id desc limit 1")), "")
    return make_audit(inspected(facts, answers), max(f.as_of for f in facts), version, left_out)


def _cases(store: Store, user: User) -> tuple[set[str], str]:
    """The cases that the user may see, and a mark of what their facts rest on."""
    query = """
        select c.*, v.key, v.run, v.error, v.as_of from cases c left join reviews v on v."case" = c."case"
        where c.removed is null
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        order by c."case"
    """
    mark, cases = hashlib.sha256(), set()
    for row in store.db.query(query, scope(user)):
        mark.update(repr(tuple(row.values())).encode())
        cases.add(row["case"])
    return cases, mark.hexdigest()
