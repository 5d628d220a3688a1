"""Minor children: are there any, is their situation described, was the impact on them assessed? (R9.)

Decides over the investigation of the latest decision, the decision, the information box and the journal: *minor*
if a statement tells of a child of the person under 18 (or describes one, or assesses the impact on one);
*described* if the child's own situation is told; *impact_assessment* if the decision's effect on the child is
weighed. None instead of False while a document is unread.
Never: counts grown-up children, nieces and nephews, the person's own childhood.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.search import current, searched, statements, unread
from nlp.types import CaseFile, Evidence, Kind

KINDS = frozenset({Kind.INVESTIGATION, Kind.JOURNAL, Kind.INFORMATION_BOX, Kind.DECISION})


@dataclass(frozen=True)
class ChildrenFinding:
    """The fields of `children` in the case-review schema."""

    minor: bool | None
    described: bool | None = None
    impact_assessment: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> ChildrenFinding:
    """What the file tells of minor children."""
    documents = current(case, KINDS)
    unknown = unread(case, KINDS)
    absent = None if unknown else False
    found = list(statements(case, "children", (), documents))
    values = {s.value for s in found}
    return ChildrenFinding(
        True if found else absent,
        "described" in values or absent,
        "impact" in values or absent,
        tuple(s.evidence for s in found),
        searched(case, documents),
        unknown,
    )
