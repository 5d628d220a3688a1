"""What became of the person after the decision, from the latest notes. (2021 audit, the 2021 look-back.)

Decides: the value of the latest statement of outcome in the journal or the information box that is not older than
the latest decision; an end (employment, studies, moved ...) before a mere 'still there' of the same day. None where
no note says. Never: reads goals, plans or background for an outcome.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nlp.checks.search import searched, statements, unread
from nlp.types import CaseFile, Evidence, Kind, Statement

KINDS = frozenset({Kind.JOURNAL, Kind.INFORMATION_BOX})
WEAK = ("unknown_reason", "same_provider")


@dataclass(frozen=True)
class OutcomeFinding:
    """The outcome (values of the case-review schema), its date and the words."""

    outcome: str | None
    date: str | None = None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> OutcomeFinding:
    """The latest outcome told."""
    documents = case.of_kind(*KINDS)
    start = case.decision.decided
    found = [
        s for s in statements(case, "outcome", (), documents) if s.when is None or start is None or s.when >= start
    ]
    last = max(found, key=_rank, default=None)
    return OutcomeFinding(
        last.value if last else None,
        last.when.isoformat() if last and last.when else None,
        (last.evidence,) if last else (),
        searched(case, documents),
        unread(case, KINDS),
    )


def _rank(s: Statement) -> tuple[dt.date, int]:
    weakness = WEAK.index(s.value) if s.value in WEAK else -1
    return s.when or dt.date.min, -weakness
