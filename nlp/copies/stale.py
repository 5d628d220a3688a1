"""Statements of the investigation that cannot be true any longer, each with the words that say so.

Three sources, in order of certainty: the sentence's own dates and ages against the day of the investigation
(`outdated`); a sentence that tells time from its own day ("förra sommaren", "är 49 år", "för två år sedan") and
stands unchanged since an earlier version; what the journal or a later document says has changed (`contradicted`).
A sentence is named once. Precision before recall: a false flag costs trust.
Never: history told as history, plans with half-known dates, what changed after the day of the investigation.
"""

from __future__ import annotations

import datetime as dt

from nlp.copies.align import Change, match_sentences
from nlp.copies.contradicted import contradictions
from nlp.copies.findings import StaleStatement
from nlp.copies.outdated import tells_present_age, tells_time_from_today, why_outdated
from nlp.copies.person import Person, person_of
from nlp.copies.units import Outline, Sentence, outline
from nlp.types import CaseFile, Document

YEAR = dt.timedelta(days=366)


def stale_statements(case: CaseFile) -> tuple[StaleStatement, ...]:
    """What in the current investigation the file shows to be out of date, in the order of the text."""
    now, earlier = case.investigation, case.earlier_investigation
    if now is None or now.date is None or not now.status.has_text:
        return ()
    ours, person = outline(now), person_of(case)
    kept = _kept(ours, earlier) if earlier is not None and earlier.status.has_text else None
    found: dict[int, StaleStatement] = {}
    for sentence in ours.sentences:
        twin = kept.get(sentence.start) if kept else None
        if stale := _by_dates(now, ours, sentence, person) or _by_version(now, earlier, sentence, twin):
            found[sentence.start] = stale
    for stale in contradictions(case, ours, None if kept is None else set(kept)):
        if stale.evidence.start is not None:
            found.setdefault(stale.evidence.start, stale)
    return tuple(found[start] for start in sorted(found))


def _kept(ours: Outline, earlier: Document) -> dict[int, Sentence]:
    """Start of each sentence that stands unchanged, with the same dates, to its twin in the earlier version."""
    matches, _ = match_sentences(ours, outline(earlier))
    return {
        m.now.start: m.earlier
        for m in matches
        if m.change is Change.UNCHANGED and m.earlier is not None and m.now.tokens == m.earlier.tokens
    }


def _by_dates(now: Document, ours: Outline, sentence: Sentence, person: Person) -> StaleStatement | None:
    assert now.date is not None
    text = sentence.text.replace("\n", " ")
    why = why_outdated(text, now.date, person, ours.sections[sentence.section].key)
    return StaleStatement(now.evidence(sentence.start, sentence.end), None, why[1], why[0]) if why else None


def _by_version(
    now: Document, earlier: Document | None, sentence: Sentence, twin: Sentence | None
) -> StaleStatement | None:
    if twin is None or earlier is None or now.date is None or earlier.date is None:
        return None
    if now.date - earlier.date < YEAR:
        return None
    text = sentence.text.replace("\n", " ")
    told = tells_time_from_today(text, now.date, earlier.date)
    if told:
        reason = f"”{told}” står oförändrat sedan {earlier.date} och betydde då en annan tid."
    elif tells_present_age(text) and text == twin.text.replace("\n", " "):
        reason = f"Åldern står oförändrad sedan {earlier.date}, mer än ett år tidigare."
    else:
        return None
    return StaleStatement(
        now.evidence(sentence.start, sentence.end), earlier.evidence(twin.start, twin.end), reason, "version"
    )
