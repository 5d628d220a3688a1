"""Was the investigation copied without being brought up to date, and what in it is old or not its own?

Decides over `nlp.copies`. With an earlier version in the file the comparison decides; without one, statements that
cannot be true any longer do, and only where they are many. Titles decide nothing. Not reported where there is no
investigation whose text is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.copies import (
    ForeignPassage,
    FormText,
    Pasted,
    StaleStatement,
    VersionComparison,
    compare_versions,
    other_person,
    pasted_passages,
    stale_statements,
)
from nlp.types import CaseFile, Document, Kind

_COPY = re.compile(r"\b(?:kopia|kopierad|copy)\b", re.IGNORECASE)


@dataclass(frozen=True)
class CopyFinding:
    """The fields of `investigation` in the case-review schema that this check answers, and the comparison."""

    copied: bool = False
    copied_from: str | None = None
    unchanged_share: float | None = None
    title_says_copy: bool = False
    stale_statements: tuple[StaleStatement, ...] = ()
    pasted_passages: tuple[Pasted, ...] = ()
    other_person_passages: tuple[ForeignPassage, ...] = ()
    comparison: VersionComparison | None = None


def find(case: CaseFile, forms: FormText | None = None) -> CopyFinding:
    """What is old or foreign in the investigation of the latest decision. `forms`: form text of the corpus."""
    now = case.investigation
    if now is None or not now.status.has_text:
        return CopyFinding(title_says_copy=now is not None and _says_copy(now))
    earlier = case.earlier_investigation
    versions = sorted(
        (d for d in case.of_kind(Kind.INVESTIGATION) if earlier and d.date and earlier.date and d.date < earlier.date),
        key=lambda d: str(d.date),
        reverse=True,
    )
    comparison = None
    if earlier is not None and earlier.status.has_text:
        comparison = compare_versions(now, earlier, forms, versions)
    stale = stale_statements(case)
    return CopyFinding(
        copied=comparison.copied if comparison else False,
        copied_from=earlier.file if comparison and comparison.copied and earlier else None,
        unchanged_share=comparison.unchanged_share if comparison else None,
        title_says_copy=_says_copy(now),
        stale_statements=stale,
        pasted_passages=pasted_passages(now, [d for d in case.documents if d is not now]),
        other_person_passages=other_person(case),
        comparison=comparison,
    )


def _says_copy(document: Document) -> bool:
    return bool(_COPY.search(document.title or "") or _COPY.search(document.file.replace("_", " ")))
