"""What a run leaves in Prefect: a Markdown report, a table, a long review's progress. Case numbers and codes only."""

from __future__ import annotations

import math
import time
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.told import Told, markdown, rows, spaced

EVERY = 2.0
"""Seconds between two updates of a progress."""


def publish(key: str, told: Told) -> None:
    """The report and the table of a step, under keys that link the runs of the same step."""
    create_markdown_artifact(markdown(told), key=f"aktsam-{key}-report", description=told.sentence)
    if table := rows(told):
        create_table_artifact(table, key=f"aktsam-{key}-table", description=told.step)


class ProgressTold:
    """The progress of a run as an artifact: share done, rate and time left. Called as cases are done."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._artifact: UUID | None = None
        self._began = self._last = time.monotonic()

    def __call__(self, done: int, total: int, failed: int) -> None:
        now = time.monotonic()
        if done < total and now - self._last < EVERY:
            return
        self._last = now
        share, said = 100.0 * done / max(total, 1), sentence(done, total, failed, now - self._began)
        if self._artifact is None:
            made = create_progress_artifact(share, key=f"aktsam-{self._key}-progress", description=said)
            self._artifact = made if isinstance(made, UUID) else None
        else:
            update_progress_artifact(self._artifact, share, description=said)


def sentence(done: int, total: int, failed: int, seconds: float) -> str:
    """How far a review has come: "120 av 480 ärenden, 2,0 i sekunden, 3 min kvar"."""
    rate = done / seconds if seconds else 0.0
    parts = [f"{spaced(done)} av {spaced(total)} ärenden", f"{rate:.1f} i sekunden".replace(".", ",")]
    if rate and done < total:
        parts.append(f"{math.ceil((total - done) / rate / 60)} min kvar")
    if failed:
        parts.append(f"{failed} misslyckade")
    return ", ".join(parts)
