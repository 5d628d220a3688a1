"""Gallring: which cases are deleted from Aktsam on a day, which are kept and why, and which a person must look at.

The rules are data with their days of validity (`retention.toml`). A dry run deletes nothing. What cannot be known
(an unread file, a last note without a day, a decision without an end) is never deleted by itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nlp.copies.person import read_number
from outputs.data import load
from outputs.store import Store
from outputs.store.people import Role, User
from outputs.store.retention import Ground, candidates, clear_mail, erase, wipe


class Outcome(StrEnum):
    """What becomes of a case."""

    DUE = "due"
    NOT_YET = "not yet"
    KEPT = "kept"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one case and why. `begins`: the first day on which it may be deleted; `latest`: the last."""

    case: str
    outcome: Outcome
    why: str = ""
    rule: str = ""
    last_note: dt.date | None = None
    begins: dt.date | None = None
    latest: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Retained:
    """A run of gallring: the fate of every case that is not simply waiting, and the proofs of what was deleted."""

    fates: tuple[Fate, ...]
    waiting: int
    proofs: tuple[dict[str, Any], ...] = ()
    wiped: bool = False

    def of(self, outcome: Outcome) -> tuple[Fate, ...]:
        return tuple(f for f in self.fates if f.outcome is outcome)


def retain(path: Path, today: dt.date, *, delete: bool = False, user: str = "gallring") -> Retained:
    """Says what becomes of each case on a day; with `delete`, deletes those that are due, each with its proof.

    Raises `SettingsError` for the rule table, `StoreError` for the store.
    """
    with Store(path) as store:
        fates = decide(list(candidates(store)), today)
        told = tuple(f for f in fates if f.outcome is not Outcome.NOT_YET)
        if not delete:
            return Retained(told, len(fates) - len(told))
        now = dt.datetime.now(dt.UTC)
        by = User(user, user, Role.ADMINISTRATOR, frozenset())
        done = [erase(store, f.case, _ground(f), by, now) for f in told if f.outcome is Outcome.DUE]
        clear_mail(store, (now - dt.timedelta(days=load("retention")["outbox"]["days"])).isoformat())
        return Retained(told, len(fates) - len(told), tuple(done), wipe(store, now))


def _ground(fate: Fate) -> Ground:
    days = [d.isoformat() if d else "" for d in (fate.last_note, fate.begins, fate.latest)]
    return Ground(fate.rule, *days)


def decide(cases: Iterable[Mapping[str, Any]], today: dt.date) -> list[Fate]:
    """The fate of each case. One person's cases go together: none before the last of them may."""
    fates: list[Fate] = []
    persons: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        fate = _fate(case, today)
        number = read_number(case["personal_number"] or "")
        if number and fate.rule != load("retention")["removed"]["id"]:
            persons[number[2]].append(len(fates))
        fates.append(fate)
    for places in persons.values():
        held = [fates[n] for n in places if fates[n].outcome is not Outcome.DUE]
        for n in places:
            if held and fates[n].outcome is Outcome.DUE:
                fates[n] = _with_person(fates[n], held)
    return fates


def _with_person(fate: Fate, held: list[Fate]) -> Fate:
    """The fate of a due case whose person has a case that is not."""
    words = load("retention")["why"]
    begins = max((f.begins for f in held if f.begins), default=None)
    latest = max((f.latest for f in held if f.latest), default=None)
    if all(f.outcome is Outcome.NOT_YET for f in held):
        return Fate(fate.case, Outcome.NOT_YET, "", fate.rule, fate.last_note, begins, latest)
    return Fate(fate.case, Outcome.BY_HAND, words["other_case"], fate.rule, fate.last_note, fate.begins, fate.latest)


def _fate(case: Mapping[str, Any], today: dt.date) -> Fate:
    table, number = load("retention"), case["case"]
    words = table["why"]
    last = _day(case["last_note"])
    if case["hold"]:
        return Fate(number, Outcome.KEPT, words["hold"], last_note=last)
    if case["removed"]:
        return _removed(case, last, today)
    rule = rule_for(case["support"] or "", today)
    if rule is None:
        return Fate(number, Outcome.BY_HAND, words["no_rule"], last_note=last)
    known = [d for d in (last, _day(case["valid_to"]), _day(case["decision_ends"])) if d]
    begins, latest = period(max(known), rule["years"]) if known else (None, None)
    if begins and today < begins:  # what is not known could only make it later
        return Fate(number, Outcome.NOT_YET, "", rule["id"], last, begins, latest)
    if unknown := _unknown(case):
        return Fate(number, Outcome.BY_HAND, words[unknown], rule["id"], last, begins, latest)
    if kept := _kept(case, rule):
        outcome = Outcome.BY_HAND if kept == "no_birth" else Outcome.KEPT
        return Fate(number, outcome, words[kept], rule["id"], last, begins, latest)
    return Fate(number, Outcome.DUE, "", rule["id"], last, begins, latest)


def _removed(case: Mapping[str, Any], last: dt.date | None, today: dt.date) -> Fate:
    """The fate of a case whose folder is gone."""
    rule = load("retention")["removed"]
    begins = dt.date.fromisoformat(case["removed"][:10]) + dt.timedelta(days=rule["days"])
    outcome = Outcome.DUE if today >= begins else Outcome.NOT_YET
    return Fate(case["case"], outcome, "", rule["id"], last, begins, begins + dt.timedelta(days=31))


def _unknown(case: Mapping[str, Any]) -> str:
    """What stands in the way of knowing the last day of a case; empty if nothing does."""
    checks = {
        "failed": case["error"] is None or case["error"] != "",
        "old_day": (case["as_of"] or "") < (case["seen"] or "9999"),
        "unread": case["unread"] > 0,
        "undated": case["undated"] > 0,
        "no_note": not case["last_note"],
        "open_end": case["approved"] != 0 and not case["valid_to"] and not case["decision_ends"],
    }
    return next((name for name, is_so in checks.items() if is_so), "")


def _kept(case: Mapping[str, Any], rule: Mapping[str, Any]) -> str:
    """Why research keeps a case that is due; empty if it does not."""
    if rule["keep_all"]:
        return "keep_all"
    born = read_number(case["personal_number"] or "")
    if rule["keep_born"] and born is None:
        return "no_birth"
    return "keep_born" if born and born[0].day in rule["keep_born"] else ""


def rule_for(support: str, day: dt.date) -> Mapping[str, Any] | None:
    """The rule in force on a day for a support as the case list calls it."""
    for rule in load("retention")["rule"]:
        in_force = rule["from"] <= day <= rule.get("to", dt.date.max)
        if in_force and rule["support"].lower() in support.lower():
            return dict(rule)
    return None


def period(last: dt.date, years: int) -> tuple[dt.date, dt.date]:
    """The first and the last day on which a case is deleted, that many years after its last day.

    Years that begin on 29 February end on the 28th where there is no 29th (lag 1930:173, 1 §).
    """
    try:
        end = last.replace(year=last.year + years)
    except ValueError:
        end = dt.date(last.year + years, 2, 28)
    return end + dt.timedelta(days=1), dt.date(end.year + 1, 12, 31)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None
