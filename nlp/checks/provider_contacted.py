"""Was the provider told that the plan is lacking or does not match the order? (2021 audit, rule R4.)

Decides from the journal: True if an entry says that the provider was told; False if none does; None while a
journal is unread. Never: counts intentions, the provider's own messages, or other matters.
Example: 'GP åter t. utf., delmålen saknas.' -> True.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.search import searched, statements, unread
from nlp.types import CaseFile, Evidence, Kind

KINDS = frozenset({Kind.JOURNAL, Kind.INFORMATION_BOX})


@dataclass(frozen=True)
class ProviderContactFinding:
    """Whether the provider was told, and the words."""

    contacted: bool | None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> ProviderContactFinding:
    """Whether an entry tells of it."""
    documents = case.of_kind(*KINDS)
    found = tuple(s.evidence for s in statements(case, "provider_contacted", ("yes",), documents))
    unknown = unread(case, KINDS)
    return ProviderContactFinding(
        True if found else None if unknown else False, found, searched(case, documents), unknown
    )
