"""Has the person given or refused consent to contact with others (sekretessmedgivande)? (2021 audit, rule R8.)

Decides: *given* if consent that held at some time in the period of the latest decision is noted; else *refused* if
a refusal is noted or consent was taken back; else *missing*; None instead of missing while a document is unread.
`valid` says whether a given consent still held on the day looked from, `withdrawn` whether one was taken back.
Power of attorney is told apart and is no consent.
Precedence: given before refused; the latest statement about a party decides for that party.
Never: takes consent to the investigation, a plan, photographs for consent; a consent that ran out or was taken back
before the latest decision for given.
Example: 'Sekr.medg. VC t.o.m. 2018-12-31' with a decision of 2022 -> missing.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.checks.search import searched, statements, unread
from nlp.data import load
from nlp.statements.parties import covered
from nlp.types import CaseFile, Evidence, Kind, Statement

KINDS = frozenset(
    {Kind.JOURNAL, Kind.INVESTIGATION, Kind.INFORMATION_BOX, Kind.APPLICATION, Kind.PLAN, Kind.SIP, Kind.OTHER}
)


@dataclass(frozen=True)
class ConsentFinding:
    """The fields of `consent` in the case-review schema; status None: cannot be told while `unread` is unread."""

    status: str | None
    parties: tuple[str, ...] = ()
    valid_to: str | None = None
    valid: bool | None = None
    withdrawn: bool = False
    power_of_attorney: bool = False
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> ConsentFinding:
    """Status, parties, validity and the words."""
    documents = case.of_kind(*KINDS)
    where, unknown = searched(case, documents), unread(case, KINDS)
    start = case.decision.decided or case.decision.valid_from
    poa = any(statements(case, "poa", (), documents))
    given = [s for s in statements(case, "consent", ("given",), documents) if is_told(s) and not _over(s, start)]
    ended = list(statements(case, "consent", ("ended",), documents))
    before = [e for e in ended if (end := e.until or e.when) and start and end < start]
    taken_back = [e for e in ended if re.search(load("statements")["consent"]["taken_back"], e.evidence.text, re.I)]
    standing = [s for s in given if not withdrawn(s, [*before, *taken_back])]
    if standing:
        ends = [s.until for s in standing if s.until]
        return ConsentFinding(
            "given",
            tuple(dict.fromkeys(p for s in standing for p in s.parties)),
            max(ends).isoformat() if ends else None,
            any(not _over(s, case.as_of) and not withdrawn(s, ended) for s in standing),
            any(withdrawn(s, ended) for s in given),
            poa,
            tuple(s.evidence for s in standing),
            where,
            unknown,
        )
    refused = [*statements(case, "consent", ("refused",), documents), *taken_back]
    return ConsentFinding(
        "refused" if refused else None if unknown else "missing",
        withdrawn=bool(given),
        power_of_attorney=poa,
        evidence=tuple(s.evidence for s in refused or [*given, *ended]),
        searched=where,
        unread=unknown,
    )


def is_told(given: Statement) -> bool:
    """True if the words name a party or consent itself ('skrev under' alone may be of a plan), a box of theirs is
    ticked, and they are not of consent to the investigation."""
    data, words = load("statements")["consent"], given.evidence.text
    if "☐" in words and not re.search("[☒☑]", words):
        return False
    named = bool(given.parties) or bool(re.search(data["named"], words, re.IGNORECASE))
    return named and not re.search(data["to_something_else"], words, re.IGNORECASE)


def withdrawn(given: Statement, ended: Iterable[Statement]) -> bool:
    """True if a later statement ends this consent, for its parties or for all."""
    for s in ended:
        later = s.when is None or given.when is None or s.when > given.when
        same = not s.parties or not given.parties or any(covered(p, s.parties) for p in given.parties)
        if later and same:
            return True
    return False


def holds(given: Statement, party: str | None, day: dt.date | None, ended: Iterable[Statement] = ()) -> bool:
    """True if this consent held towards `party` (None: someone who is not named) on `day`."""
    if given.until and day and given.until < day:
        return False
    if withdrawn(given, [e for e in ended if e.when is None or day is None or e.when <= day]):
        return False
    return party is None or not given.parties or covered(party, given.parties)


def _over(given: Statement, day: dt.date | None) -> bool:
    return bool(given.until and day and given.until < day)
