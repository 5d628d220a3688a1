"""Was the investigation copied without being brought up to date, and what in it is old or not its own?

Decides over `nlp.copies`. With an earlier version in the file the comparison decides; without one, statements that
cannot be true any longer do, and only where they are three or more of two kinds. Titles decide nothing. Nothing is
reported where there is no investigation whose text is known.
Example: "Kopia av DUR-utredning" with new facts in ten life areas is no copy; "DUR-utredning" that differs from the
last in its date is one.
Measured: docs/copies.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.copies import (
    Elsewhere,
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

BY_ITSELF = 0.8  # probability that statements of another day alone give
_COPY = re.compile(r"\b(?:kopia|kopierad|copy)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SectionShare:
    """One section's share of unchanged words (None: empty) and its weighted count of new content."""

    heading: str
    unchanged_share: float | None
    news: float


@dataclass(frozen=True)
class CopyFinding:
    """The fields of `investigation` in the case-review schema that this check answers, and what they rest on.

    `probability` is that of the decision; None where neither an earlier version nor the text itself tells.
    """

    copied: bool = False
    copied_from: str | None = None
    unchanged_share: float | None = None
    title_says_copy: bool = False
    stale_statements: tuple[StaleStatement, ...] = ()
    pasted_passages: tuple[Pasted, ...] = ()
    other_person_passages: tuple[ForeignPassage, ...] = ()
    copied_probability: float | None = None
    form_words_excluded: int | None = None
    section_shares: tuple[SectionShare, ...] = ()


def find(case: CaseFile, forms: FormText | None = None, elsewhere: Elsewhere | None = None) -> CopyFinding:
    """What is old or foreign in the investigation of the latest decision.

    `forms` is the form text of the corpus, `elsewhere` where a sentence stands in another person's investigation
    (`CopyIndex`); without them, what is printed in any template is form text.
    """
    now = case.investigation
    if now is None or not now.status.has_text:
        return CopyFinding(title_says_copy=now is not None and _says_copy(now))
    case = replace(case, earlier_investigation=_before(case, now))
    comparison, stale = compare(case, forms), stale_statements(case)
    probability = comparison.probability if comparison else _by_itself(stale)
    copied = probability is not None and probability >= 0.5
    return CopyFinding(
        copied=copied,
        copied_from=comparison.earlier.file if comparison and copied else None,
        unchanged_share=comparison.unchanged_share if comparison else None,
        title_says_copy=_says_copy(now),
        stale_statements=stale,
        pasted_passages=pasted_passages(now, [d for d in case.documents if d is not now]),
        other_person_passages=other_person(case, elsewhere, forms),
        copied_probability=probability,
        form_words_excluded=comparison.form_words_excluded if comparison else None,
        section_shares=tuple(
            SectionShare(s.heading or "", s.unchanged_share, round(s.news, 1))
            for s in (comparison.sections if comparison else ())
            if s.heading is not None
        ),
    )


def compare(case: CaseFile, forms: FormText | None = None) -> VersionComparison | None:
    """The investigation beside the version before it; None where either's text is not there."""
    now = case.investigation
    earlier = _before(case, now) if now is not None else None
    if now is None or earlier is None or not (now.status.has_text and earlier.status.has_text):
        return None
    older = [d for d in case.of_kind(Kind.INVESTIGATION) if d.date and earlier.date and d.date < earlier.date]
    return compare_versions(now, earlier, forms, sorted(older, key=lambda d: str(d.date), reverse=True))


def _before(case: CaseFile, now: Document) -> Document | None:
    """The version before; the same investigation kept in two files (one date) is no version of its own."""
    earlier = case.earlier_investigation
    if earlier is None or earlier.date is None or earlier.date != now.date:
        return earlier
    older = [d for d in case.of_kind(Kind.INVESTIGATION) if d.date and d.date < earlier.date]
    return max(older, key=lambda d: str(d.date), default=None)


def _by_itself(stale: tuple[StaleStatement, ...]) -> float | None:
    """Without an earlier version: several statements of another day, of several kinds, give a copy away."""
    signs = {s.sign for s in stale}
    return BY_ITSELF if len(stale) >= 3 and len(signs) >= 2 else None


def _says_copy(document: Document) -> bool:
    return bool(_COPY.search(document.title or "") or _COPY.search(document.file.replace("_", " ")))
