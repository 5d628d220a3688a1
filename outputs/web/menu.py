"""The menu of each role, with counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from outputs.store import Store
from outputs.store.people import Role, User
from outputs.store.samples import State, samples
from outputs.store.scope import scope
from outputs.web.todo import todo


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. `count` None: not counted."""

    path: str
    label: str
    count: int | None = None


def menu(store: Store, user: User, now: dt.datetime) -> tuple[Entry, ...]:
    """The pages of a role."""
    if user.role is Role.ADMINISTRATOR:
        return (
            Entry("/anvandare", "Användare"),
            Entry("/atkomstlogg", "Åtkomstlogg"),
            Entry("/drift", "Drift"),
        )
    warnings = Entry("/varningar", "Varningar", _warnings(store, user))
    if user.role is Role.CASEWORKER:
        return warnings, Entry("/arenden", "Mina ärenden"), Entry("/bestallning", "Granska beställning")
    reads = (
        Entry("/ko", "Granskningskö", todo(store, user, now).cases),
        Entry("/arenden", "Ärenden"),
        warnings,
        Entry("/urval", "Urval", sum(s.state is State.LOCKED for s in samples(store, user))),
        Entry("/tabeller", "Tabeller"),
        Entry("/oversikt", "Översikt"),
        Entry("/bestallning", "Granska beställning"),
        Entry("/drift", "Drift"),
    )
    return reads


def _warnings(store: Store, user: User) -> int:
    """Warnings that wait for this user: a caseworker's own that are not done, else the disputed ones."""
    query = """
        select count(*) as n from warnings w join cases c on c."case" = w."case"
        where (case when :mail is null then c.district in (select value from json_each(:districts))
               else :mail != '' and lower(c.caseworker_mail) = :mail end)
        and (case when :mail is null then w.state = 'disputed' else w.state in ('new', 'read') end)
    """
    return int(next(iter(store.db.query(query, scope(user))))["n"])
