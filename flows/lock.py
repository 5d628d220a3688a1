"""One run at a time writes reviews into a store or deletes from it.

A lock of the operating system on a file beside the store: it is gone with the process that holds it, however that
process ends, so that a dead run never stands in the way of the next.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlp.errors import StoreError


class Busy(StoreError):
    """Another run works on the store."""


@contextmanager
def one_writer(store: Path) -> Iterator[None]:
    """Holds the store's lock. Raises `Busy` at once if another run holds it, `StoreError` if it cannot be made."""
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        file = store.with_name(store.name + ".lock").open("w")
    except OSError as e:
        raise StoreError(f"Lagret {store.name} kan inte öppnas. Kontrollera sökväg och behörighet.") from e
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            raise Busy("En annan körning arbetar redan mot lagret. Vänta tills den är klar och kör igen.") from e
        yield
