"""What waits in a user's queue: counts for the menu and the filters, kept until an answer or a run changes them.

While a run goes on, at most ten seconds old.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from outputs.store import Store
from outputs.store.people import User
from outputs.store.queue import Filter, Queue

KEPT, SECONDS = 64, 10
_kept: OrderedDict[tuple[object, ...], Todo] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Todo:
    """Cases to decide, and what the filters can be set to."""

    cases: int
    choices: dict[str, list[tuple[str, str, int]]]


def todo(store: Store, user: User, now: dt.datetime) -> Todo:
    """The counts of one user."""
    query = "select (select max(id) from verdicts) as answers, (select max(id) from runs) as runs"
    newest = next(iter(store.db.query(query)))
    key = (str(store.path), user, newest["answers"], newest["runs"], now.date(), int(now.timestamp()) // SECONDS)
    with _lock:
        if key in _kept:
            return _kept[key]
    found = Queue(store, user, now)
    made = Todo(found.count(Filter())[0], found.choices())
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
