"""What documents say, and the documents of one case put in order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from nlp.types.documents import Document, Evidence, Kind, Section


class ElementKind(StrEnum):
    """Kind of an element of an order or a plan (values of the case-review schema)."""

    PURPOSE = "purpose"
    GOAL = "goal"
    SUBGOAL = "subgoal"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Element:
    """One purpose, goal, sub-goal or activity: the smallest stretch that carries it."""

    id: str
    kind: ElementKind
    evidence: Evidence
    work_oriented: bool | None = None

    @property
    def text(self) -> str:
        return self.evidence.text


@dataclass(frozen=True, slots=True)
class Statement:
    """What one stretch of text says to one question of the audit.

    `question` and `value` as in the labelled notes (freda: asked, not_asked; consent: given, refused, ended;
    contact: relative, professional; follow_up: booked, held, content ...). `parties` and `scope` as written;
    `when` is the date of what is told, else of the entry or document; `until` an end of validity.
    """

    question: str
    value: str
    evidence: Evidence
    when: dt.date | None = None
    until: dt.date | None = None
    parties: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of the case system's list (all of it may be lacking)."""

    case: str
    name: str = ""
    personal_number: str = ""
    gender: str = ""
    district: str = ""
    support: str = ""
    decision: str = ""
    decided: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    caseworker: str = ""
    caseworker_mail: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The latest decision on the day looked from."""

    approved: bool | None  # None: not yet decided on that day
    first: bool | None = None  # None: the file does not tell
    decided: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    paragraph: str = ""


@dataclass(frozen=True)
class CaseFile:
    """The documents of one case put in order, seen from the day `as_of`.

    `investigation`, `order`, `plan` are those of the latest decision (plan: the latest that came in, also when
    it belongs to an earlier decision or came late: `plan_status` says so); `earlier_investigation` is the
    version before. `sections` holds the sections of every read document by file name, `statements` what all
    documents say to the audit's questions.
    """

    case: str
    as_of: dt.date
    row: CaseRow
    documents: tuple[Document, ...]
    decision: DecisionFacts
    investigation: Document | None = None
    investigation_current: bool = False
    earlier_investigation: Document | None = None
    order: Document | None = None
    plan: Document | None = None
    plan_status: str = "missing"  # current, late, outdated, missing, not_applicable
    sections: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()

    def of_kind(self, *kinds: Kind) -> tuple[Document, ...]:
        """The documents of these kinds, in the order of the file."""
        return tuple(d for d in self.documents if d.kind in kinds)

    @property
    def unread(self) -> tuple[Document, ...]:
        """Documents whose text is not (wholly) known: absence in them means nothing."""
        return tuple(d for d in self.documents if not d.status.has_text)
