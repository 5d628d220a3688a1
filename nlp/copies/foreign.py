"""Text that belongs to another person, left in an investigation."""

from __future__ import annotations

from nlp.copies.findings import ForeignPassage
from nlp.types import CaseFile


def other_person(case: CaseFile) -> tuple[ForeignPassage, ...]:
    """Passages of the investigation that are about somebody else than the case's person."""
    return ()
