"""Contacts with relatives and other third parties, and those for which no consent held. (2021 audit, rule R8.)

Decides: a contact is a journal entry in which the office and a third party (the provider aside) exchange
information about the person. It is *without consent* if no consent noted in the file held towards that party on
that day, and *in spite of refusal* if the person had refused by then. Consent that stands undated in an
investigation or information box is taken to have held throughout. None of it while a document is unread in which
consent could stand: then the contact is only listed.
Never: counts calls that were only referred on, or meetings at which the person merely has someone along.
Example: 'Mor ringer, orolig för sömnen; hdl berättar om planen.' without noted consent -> without_consent.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.checks.consent import KINDS, holds, is_told
from nlp.checks.search import kind_of, statements, unread
from nlp.statements.parties import covered, find_parties
from nlp.types import CaseFile, Evidence, Kind, Statement

UNDATED = frozenset({Kind.INVESTIGATION, Kind.INFORMATION_BOX})


@dataclass(frozen=True)
class ContactsFinding:
    """All contacts, and those for which consent was lacking or refused."""

    contacts: tuple[Evidence, ...] = ()
    without_consent: tuple[Evidence, ...] = ()
    in_spite_of_refusal: tuple[Evidence, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> ContactsFinding:
    """The contacts of the journal, judged by the consents of the whole file."""
    contacts = list(statements(case, "contact", (), case.of_kind(Kind.JOURNAL)))
    documents = case.of_kind(*KINDS)
    given = [s for s in statements(case, "consent", ("given",), documents) if is_told(s)]
    ended = list(statements(case, "consent", ("ended",), documents))
    refused = list(statements(case, "consent", ("refused",), documents))
    unknown = unread(case, KINDS)
    without = [c for c in contacts if not unknown and not any(_allows(case, g, c, ended) for g in given)]
    spite = [c for c in without if any(_forbids(r, c) for r in refused)]
    return ContactsFinding(
        tuple(c.evidence for c in contacts),
        tuple(c.evidence for c in without),
        tuple(c.evidence for c in spite),
        unknown,
    )


def _party(contact: Statement) -> str | None:
    """The party with whom the contact was: the first that is named of the contact's kind."""
    of_kind = (p for p in contact.parties if any(q.kind == contact.value for q in find_parties(p)))
    return next(of_kind, contact.parties[0] if contact.parties else None)


def _allows(case: CaseFile, given: Statement, contact: Statement, ended: list[Statement]) -> bool:
    dated_later = given.when and contact.when and given.when > contact.when
    if dated_later and kind_of(case, given) not in UNDATED:
        return False
    return holds(given, _party(contact), contact.when, ended)


def _forbids(refused: Statement, contact: Statement) -> bool:
    before = refused.when is None or contact.when is None or refused.when <= contact.when
    party = _party(contact)
    return before and (party is None or not refused.parties or covered(party, refused.parties))
