"""Blocks copied from diagnostic or medical reports."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.copies.findings import Pasted
from nlp.types import Document


def pasted_passages(document: Document, others: Sequence[Document] = ()) -> tuple[Pasted, ...]:
    """Passages of the investigation that were pasted in from a report; `others` are the file's other documents."""
    return ()
