"""The audit's tables for one user: over the cases of her districts, or over those of a sample. Kept while unchanged.

Counting some thousand cases means reading as many records. What is kept, facts by case and whole audits, stands under
a mark of all that it rests on (row of the list, key and run of the review, answers), so that nothing old is shown.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from nlp.errors import InputError
from outputs.audit.facts import CaseFacts
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is known of one case under a mark: its facts, or why it is left out."""

    mark: str
    facts: CaseFacts | None
    why: str


_cases: OrderedDict[str, dict[str, _Counted]] = OrderedDict()
_audits: OrderedDict[str, Audit] = OrderedDict()
_lock = Lock()


def audit_of(store: Store, user: User, sample: Sample | None, by_inspectors: bool) -> Audit:
    """The tables. `by_inspectors`: their answers in place of the machine's (only over a sample).

    Raises `InputError` if there is no reviewed case to count.
    """
    marks = _marks(store, user, removed=sample is not None)
    answers: dict[tuple[str, str], Given] = {}
    if sample is not None:
        drawn = {m.case for m in members(store, user, sample.id) if m.part is Part.DRAWN}
        marks = {case: mark for case, mark in marks.items() if case in drawn}
        answers = standing(store, sample.id) if by_inspectors else {}
    newest = max((g.id for g in answers.values()), default=0)
    sums = "".join(f"{case}|{mark}|" for case, mark in marks.items())
    key = hashlib.sha256(f"{store.path}|{sample.id if sample else ''}|{newest}|{sums}".encode()).hexdigest()
    with _lock:
        if key in _audits:
            _audits.move_to_end(key)
            return _audits[key]
    made = _made(store, marks, answers)
    with _lock:
        _audits[key] = made
        while len(_audits) > KEPT:
            _audits.popitem(last=False)
    return made


def _made(store: Store, marks: dict[str, str], answers: dict[tuple[str, str], Given]) -> Audit:
    counted = _counted(store, marks)
    facts = [c.facts for c in counted.values() if c.facts]
    left_out = {case: c.why for case, c in counted.items() if c.why}
    if not facts:
        raise InputError("Det finns inget granskat ärende att räkna. Kör aktsam review, eller välj ett annat urval.")
    version = next((r["version"] for r in store.db.query("select version from runs order by id desc limit 1")), "")
    return make_audit(inspected(facts, answers), max(f.as_of for f in facts), version, left_out)


def _counted(store: Store, marks: dict[str, str]) -> dict[str, _Counted]:
    """What is known of these cases; read from the store only where the mark is another than what is kept."""
    with _lock:
        kept = _cases.setdefault(str(store.path), {})
        _cases.move_to_end(str(store.path))
        while len(_cases) > KEPT:
            _cases.popitem(last=False)
    changed = [case for case, mark in marks.items() if case not in kept or kept[case].mark != mark]
    fresh: dict[str, _Counted] = {}
    if changed:
        facts, left_out = facts_of_store(store, changed)
        fresh = {f.case: _Counted(marks[f.case], f, "") for f in facts}
        fresh |= {case: _Counted(marks[case], None, why) for case, why in left_out.items()}
    stored = {row["case"] for row in store.db.query('select "case" from cases')}
    with _lock:
        kept.update(fresh)
        for gone in kept.keys() - stored:  # what has been deleted from the store must not live on here
            del kept[gone]
        return {case: kept[case] for case in marks if case in kept}


def _marks(store: Store, user: User, *, removed: bool) -> dict[str, str]:
    """The cases that the user may see, each with a mark of what its facts rest on. `removed`: also those that are no
    longer in the folder, so that a sample tells that it lacks them."""
    query = """
        select c.*, v.key, v.run, v.error, v.as_of from cases c left join reviews v on v."case" = c."case"
        where (:removed or c.removed is null)
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        order by c."case"
    """
    return {
        row["case"]: hashlib.sha256(repr(tuple(row.values())).encode()).hexdigest()
        for row in store.db.query(query, {**scope(user), "removed": removed})
    }
