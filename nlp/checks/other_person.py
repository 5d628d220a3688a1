"""Does a document in the file belong to another person?

Decides as `nlp.assembly.others` says, which also keeps such documents out of what the case is judged by.

Example: a plan with "Namn: Maria Ahlgren" in the file of Jenny Lindholm.
Measured: no flag on the 32 demo cases (`make evaluate`); a neighbour's plan is found (tests/assembly/test_case.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.assembly import others
from nlp.types import CaseFile, Evidence


@dataclass(frozen=True)
class OtherPersonFinding:
    """Documents of another person: the words that say so, one evidence a document."""

    documents: tuple[Evidence, ...] = ()


def find(case: CaseFile) -> OtherPersonFinding:
    """Documents whose form head or personal numbers name somebody else."""
    return OtherPersonFinding(others(case.documents, case.row))
