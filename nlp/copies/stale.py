"""Statements of the investigation that cannot be true any longer."""

from __future__ import annotations

from nlp.copies.findings import StaleStatement
from nlp.types import CaseFile


def stale_statements(case: CaseFile) -> tuple[StaleStatement, ...]:
    """Statements of the investigation that the file shows to be out of date."""
    return ()
