"""What all pages of one running site share: settings, stores, picture child, reading child."""

from __future__ import annotations

import datetime as dt
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nlp.reading import Limits, Readers
from outputs.store import Store
from outputs.web.pictures import Pictures


@dataclass(frozen=True, slots=True)
class OpenId:
    """A municipality's own login. `claim` is the claim that holds the user's name in Aktsam."""

    issuer: str
    client: str
    secret: str
    claim: str = "preferred_username"


@dataclass
class Site:
    """One running site over one store. `folder` holds the case folders, for pictures of pages; without it pages
    are shown as text. `clock` gives the time in UTC."""

    path: Path
    folder: Path | None = None
    secure: bool = True
    openid: OpenId | None = None
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    pictures: Pictures = field(default_factory=Pictures)
    readers: Readers = field(default_factory=lambda: Readers(workers=1, limits=Limits(ocr=False)))
    _stores: queue.LifoQueue[Store] = field(default_factory=queue.LifoQueue)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store for one request; kept open for the next."""
        try:
            store = self._stores.get_nowait()
        except queue.Empty:
            store = Store(self.path)
        try:
            yield store
        except BaseException:
            store.close()
            raise
        self._stores.put(store)

    def close(self) -> None:
        while not self._stores.empty():
            self._stores.get_nowait().close()
        self.pictures.close()
        self.readers.close()
