"""What became of the person after the decision, from the latest notes. (2021 audit, the 2021 look-back.)

Decides: the value of the latest statement of outcome in the journal or the information box that is not older than
the latest decision; an end (employment, studies, moved ...) before a mere 'still there' of the same day. Where no note
says, the decision still runs and the journal has gone on since it: same provider, without evidence. Else None.
Never: reads goals, plans or background for an outcome.
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
    if last is None and _goes_on(case):
        return OutcomeFinding("same_provider", searched=searched(case, documents), unread=unread(case, KINDS))
    return OutcomeFinding(
        last.value if last else None,
        last.when.isoformat() if last and last.when else None,
        (last.evidence,) if last else (),
        searched(case, documents),
        unread(case, KINDS),
    )


def _goes_on(case: CaseFile) -> bool:
    """True if the support was approved, runs on the day looked from, and the journal has entries since."""
    facts = case.decision
    entries = (s.date for d in case.of_kind(Kind.JOURNAL) for s in case.sections.get(d.file, ()))
    runs = facts.approved is True and facts.valid_to is not None and facts.valid_to >= case.as_of
    return runs and not case.unread and any(e and facts.decided and e > facts.decided for e in entries)


def _rank(s: Statement) -> tuple[dt.date, int]:
    weakness = WEAK.index(s.value) if s.value in WEAK else -1
    return s.when or dt.date.min, -weakness
