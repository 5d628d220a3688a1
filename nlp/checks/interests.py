"""Does the investigation tell of the person's interests, resources or wishes? (2021 audit, rule R2.)

Decides: *present* if the life area for interests, or a part headed wishes or resources, carries information, or a
statement elsewhere in the investigation tells of interests; else *missing*. None where no investigation was made
for the latest decision, or its text is not known. 'Uttrycker inga egna önskemål' is present.
Never: reads the order, the plan or the journal for it; takes the form's own prompt for an answer.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.checks.search import statements
from nlp.data import load
from nlp.language import sentences
from nlp.statements.prompts import says_nothing
from nlp.types import CaseFile, Document, Evidence, Section

KEYS = frozenset({"wishes", "resources"})
MANY = 8  # passages shown


@dataclass(frozen=True)
class InterestsFinding:
    """The fields of `investigation` in the case-review schema that this check answers."""

    interests: str | None
    interests_evidence: tuple[Evidence, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> InterestsFinding:
    """Present or missing, with the words."""
    document = case.investigation
    if document is None or not case.investigation_current:
        return InterestsFinding(None)
    if not document.status.has_text:
        return InterestsFinding(None, unread=(document.file,))
    area = load("statements")["interests"]["area"]
    told = [
        s
        for s in case.sections.get(document.file, ())
        if (s.area == area or s.key in KEYS) and not says_nothing(document.text[s.start : s.end])
    ]
    found = [s.evidence for s in statements(case, "interests", ("present",), (document,))]
    inside = [e for e in found if any(s.start <= (e.start or 0) < s.end for s in told)]
    evidence = inside or [document.evidence(b.start, b.end) for s in told for b in s.blocks[:1]]
    if not any(s.area == area for s in case.sections.get(document.file, ())):  # another form: look everywhere
        evidence = evidence or found or [e for s in case.sections.get(document.file, ()) for e in _told(document, s)]
    return InterestsFinding("present" if evidence else "missing", tuple(evidence[:MANY]))


def _told(document: Document, section: Section) -> Iterator[Evidence]:
    """Sentences of a section that tell in so many words what the person likes, is good at or wants."""
    words = re.compile(load("statements")["interests"]["told"], re.IGNORECASE)
    if section.key == "report":
        return
    for a, b in sentences(document.text[section.start : section.end]):
        text = document.text[section.start + a : section.start + b]
        if words.search(text) and not says_nothing(text):
            yield document.evidence(section.start + a, section.start + b)
