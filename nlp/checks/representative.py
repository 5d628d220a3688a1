"""Has the person a god man or förvaltare, and is the scope of the assignment told? (2021 audit, rule R11.)

Decides: the kind that the latest statement names (information box and investigation before the journal), and the
parts of the assignment that any of its statements names. None: none is noted.
Never: takes a proposed, applied-for or discharged representative, or a power of attorney, for one.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from nlp.checks.search import current, searched, statements, unread
from nlp.types import CaseFile, Evidence, Kind

KINDS = frozenset({Kind.INVESTIGATION, Kind.JOURNAL, Kind.INFORMATION_BOX, Kind.DECISION, Kind.APPLICATION})


@dataclass(frozen=True)
class RepresentativeFinding:
    """The fields of `representative` in the case-review schema."""

    kind: str | None
    scope: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> RepresentativeFinding:
    """Kind, scope and the words."""
    documents = current(case, KINDS)
    found = list(statements(case, "representative", ("god man", "förvaltare"), documents))
    kinds = Counter(s.value for s in found).most_common(1)
    scope = tuple(dict.fromkeys(part for s in found for part in s.scope))
    return RepresentativeFinding(
        kinds[0][0] if kinds else None,
        scope,
        tuple(s.evidence for s in found),
        searched(case, documents),
        unread(case, KINDS),
    )
