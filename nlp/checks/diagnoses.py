"""Which diagnoses of the report's groups does the investigation give the person? (2021 audit, section 5.)

Decides over the text of the latest investigation, mention by mention (`data/diagnoses.toml`): a diagnosis is counted
if it is said of the person, then or now, and neither denied nor only suspected. None where there is no investigation
or its text is not known.
Never: takes a relative's, a group's or an association's diagnosis for the person's; a clinic, a medicine, a feeling
('psykosmottagningen', 'antidepressiva', 'ångest inför mötet') or the form's own words for a diagnosis.
Example: 'Aspergers syndrom (2010). Ingen känd depression, men modern har bipolär sjukdom.' -> asperger.
Measured: tests/audit/test_diagnoses.py (marked sentences), and see `nlp/checks/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.data import load
from nlp.language import sentences
from nlp.statements.prompts import says_nothing
from nlp.types import CaseFile, Evidence

NEAR = 6  # words that a denial or doubt before a mention reaches
EMPTY_BOX = re.compile(r"(?:☐|\[ ?\]|□)\s*$")
LIST_SIGN = re.compile(r",\s*(?=[^,]*$)")


@dataclass(frozen=True)
class DiagnosesFinding:
    """`groups` as named in `data/diagnoses.toml`, in its order, with the sentences; None: cannot be told."""

    groups: tuple[str, ...] | None
    evidence: tuple[Evidence, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> DiagnosesFinding:
    """The groups that the latest investigation names of the person."""
    document = case.investigation
    if document is None:
        return DiagnosesFinding(None)
    if not document.status.has_text:
        return DiagnosesFinding(None, unread=(document.file,))
    found: dict[str, Evidence] = {}
    for start, end in sentences(document.text):
        for group in groups_of(document.text[start:end]):
            found.setdefault(group, document.evidence(start, end))
    groups = tuple(g for g in load("diagnoses")["groups"] if g in found)
    return DiagnosesFinding(groups, tuple(dict.fromkeys(found[g] for g in groups)))


def groups_of(sentence: str) -> tuple[str, ...]:
    """The groups that one sentence gives the person."""
    if says_nothing(sentence):
        return ()
    return tuple(
        group
        for group, pattern in _groups().items()
        if any(_is_hers(sentence, m.start(), m.end()) for m in pattern.finditer(sentence))
    )


@cache
def _groups() -> dict[str, re.Pattern[str]]:
    known = load("diagnoses")["groups"]
    return {g: re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) for g, words in known.items()}


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load("diagnoses")["words"][name], re.IGNORECASE)


def _is_hers(sentence: str, start: int, end: int) -> bool:
    if EMPTY_BOX.search(sentence[:start]):
        return False
    first = max((m.end() for m in _breaks(sentence, start)), default=0)
    last = next((m.start() for m in _words("clause").finditer(sentence, end)), len(sentence))
    before, after = sentence[first:start], sentence[end:last]
    return not (_denied(before, after) or _doubted(before, after) or _of_another(before, after))


def _breaks(sentence: str, start: int) -> Iterator[re.Match[str]]:
    """Where clauses begin before a mention; 'utan' after a negation means 'but'."""
    yield from _words("clause").finditer(sentence[:start])
    for m in re.finditer(r"\butan\b", sentence[:start], re.IGNORECASE):
        if _words("denied_before").search(sentence[: m.start()]):
            yield m
    for m in re.finditer(r",(?!\s*(?:som|vars)\b)|\boch\b", sentence[:start], re.IGNORECASE):
        if _words("verb").search(sentence[m.end() : start]):
            yield m


def _denied(before: str, after: str) -> bool:
    if _words("denied_after").search(after):
        return True
    if _words("denied_wide").search(before):
        return True
    reach = _reach(_words("not_denied").sub("", before))
    return bool(_words("denied_before").search(reach))


def _reach(before: str) -> str:
    """The words before a mention that a word of denial or doubt there can reach from: a list is passed over."""
    barriers = [m.end() for m in _words("barrier").finditer(before)]
    words = before[max(barriers, default=0) :]
    return " ".join(LIST_SIGN.sub(", ", words).split()[-NEAR - 2 * words.count(",") :])


def _doubted(before: str, after: str) -> bool:
    if _words("settled").search(after):
        return False
    if _words("doubt_after").search(after) or _words("doubt_wide").search(before):
        return True
    return bool(_words("doubt_before").search(_reach(before)))


def _of_another(before: str, after: str) -> bool:
    if _words("others_after").search(after) or _words("others_before").search(before):
        return True
    if _words("heredity").search(before):
        return True
    subject = None
    for m in _words("relative").finditer(before):
        if not re.search(_words("tells").pattern + r"\s+(?:\w+\s+)?$", before[: m.start()], re.IGNORECASE):
            subject = m
    return subject is not None and not _words("own").search(before[subject.end() :])
