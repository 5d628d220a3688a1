"""Warnings to caseworkers: written, put into mail, and sent where a mail server is set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from outputs.store import Store
from outputs.warnings.mail import Server, send_outbox
from outputs.warnings.outbox import write_mail
from outputs.warnings.rule import refresh


@dataclass(frozen=True, slots=True)
class Warned:
    """New warnings and mails, mails sent, mails left for the next try."""

    warnings: int
    mails: int
    sent: int = 0
    left: int = 0


def warn_caseworkers(path: Path, site: str, server: Server | None = None) -> Warned:
    """Writes the warnings that are due and their mail; sends the outbox through `server` if there is one.

    `site` is the address of the queue, for the link. Raises `StoreError`; a server that is down costs time only.
    """
    now = dt.datetime.now(dt.UTC)
    with Store(path) as store:
        new, mails = refresh(store, now), write_mail(store, site, now)
        if server is None:
            return Warned(new, mails)
        return Warned(new, mails, *send_outbox(store, server, lambda: dt.datetime.now(dt.UTC)))
