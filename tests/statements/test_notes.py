"""What single notes say, through the components that read whole files. Rows: document, heading, text, what is
found, and the trap. The sentences stand in no training set."""

from __future__ import annotations

import datetime as dt

import pytest

from nlp.sections import sections
from nlp.statements import find_statements, read_note
from nlp.statements.parties import covered
from nlp.statements.scope import find_scope
from nlp.types import Block, BlockKind, Document, Kind, Page, Statement, Status

NOTES = [
    ("utredning", "Ansökan avser", "Frågor om våld har ställts enligt rutin den 3 maj.", {"freda": "asked"}),
    ("journal", "", "FREDA ej ställd, dottern var med hela besöket.", {"freda": "not_asked"}),
    ("journal", "", "Ska ställa FREDA när vi ses nästa vecka.", {}),  # planned
    ("journal", "APT", "Kurs i FREDA för hela enheten.", {}),  # training
    ("informationsruta", "FREDA", "–", {}),  # a heading without answer
    ("informationsruta", "Samtycke", "Ja ☒ Nej ☐", {"consent": "given"}),  # the box after the word
    ("utredning", "Samtycke", "☐ ja ☒ nej", {"consent": "refused"}),  # the box before the word
    ("utredning", "Samtycke", "Hon samtycker till att ansökan utreds.", {}),  # no waiver of secrecy
    ("journal", "", "X återkallar sitt samtycke till kontakt med modern.", {"consent": "ended"}),
    (
        "journal",
        "Tel in",
        "Modern ringer, orolig för sömnen. Jag berättade om de nya tiderna.",
        {"contact": "relative"},
    ),
    ("journal", "Tel in", "Modern ringer. Hänvisas till X, inga uppgifter lämnas.", {}),  # referred on
    ("journal", "", "Uppföljning av rullstolen hos arbetsterapeut.", {}),  # of an aid
    ("journal", "", "Uppföljning av DV bokad 14/9 kl 10.", {"follow_up": "booked"}),
    ("journal", "", "Uppföljningsmötet inställt, ingen ny tid.", {}),  # cancelled
    ("informationsruta", "", "God man: Anna Ek (bevaka rätt)", {"representative": "god man"}),
    ("informationsruta", "", "Ingen god man", {}),
    ("utredning", "Intressen, fritid, aktiviteter", "Beskriv den enskildes intressen.", {}),  # the form's prompt
    ("journal", "Avslut", "X har fått anställning på en skola. DV avslutas 31/5.", {"outcome": "employment"}),
    ("informationsruta", "FREDA", "Nej", {"freda": "not_asked"}),  # the heading asks, the line answers
    ("informationsruta", "FREDA", "Ja, 2019-04-02", {"freda": "asked"}),
    ("informationsruta", "IWork", "Pågår, coach Ulla", {"iwork": "ongoing"}),
    ("informationsruta", "God man", "Berit Ström, tel 08-123 45", {"representative": "god man"}),  # a name alone
    ("informationsruta", "Samtycke", "Utgånget 2019-12-31.", {"consent": "ended"}),
    ("informationsruta", "Samtycke", "☐ Vården ☐ Anhöriga ☐ Försäkringskassan", {}),  # no box is ticked
    (
        "journal",
        "",
        "Nej till kuratorn, ja till boendestödet, svarar hon om vilka vi får prata med.",
        {"consent": "given"},
    ),
    ("journal", "Fullmakt", "Fullmakt för systern att ta emot beslut och få information.", {"consent": "given"}),
    ("journal", "Fullmakt", "Fullmakten gäller bankärenden.", {}),  # nothing of what the office may tell
    ("journal", "", "Hon har dragit in sitt godkännande till att vi talar med läkaren.", {"consent": "ended"}),
    ("journal", "", "Sekreteraren gav klartecken till praktiken.", {}),  # leave, but not of secrecy
    ("utredning", "Familj", "Väntar barn i mars.", {}),  # not born
    ("utredning", "Familj", "Har en dotter på nio år.", {"children": "minor"}),
    (
        "utredning",
        "Personlig vård",
        "Duschar varannan dag efter schema.",
        {},
    ),  # 'vård' of the heading is no care contact
    ("journal", "", "Ringde systern. Hon får fråga honom själv, sa jag.", {}),  # nothing is told
    ("journal", "", "Uppföljning av kontaktfamiljen genomförd.", {}),  # of another support
    ("journal", "", "Brodern har fått jobb som lokalvårdare.", {}),  # another's outcome
]


@pytest.mark.parametrize(("doc", "heading", "text", "expected"), NOTES)
def test_a_note_says_what_a_reader_would_say(doc: str, heading: str, text: str, expected: dict[str, str]) -> None:
    assert read_note({"doc": doc, "heading": heading, "date": "2020-05-04", "text": text}) == expected


def test_items_of_an_information_box_are_read_one_by_one() -> None:
    line = "FREDA ställd 200115, SIP nej, GM Ulla Ek"
    found = read_note({"doc": "informationsruta", "heading": "", "date": None, "text": line})
    assert found == {"freda": "asked", "representative": "god man"}


def test_an_empty_note_says_nothing() -> None:
    assert read_note({"doc": "journal", "heading": "", "date": None, "text": ""}) == {}


def _journal(*entries: str) -> Document:
    text = "\n".join(entries)
    blocks, at = [], 0
    for entry in entries:
        blocks.append(Block(at, at + len(entry), 1, BlockKind.PARAGRAPH))
        at += len(entry) + 1
    return Document("j.pdf", "", Status.READ, text, (Page(1, 0, len(text)),), tuple(blocks), kind=Kind.JOURNAL)


def _statements(*entries: str) -> tuple[Statement, ...]:
    document = _journal(*entries)
    return find_statements(document, sections(document))


def test_evidence_stands_where_it_says() -> None:
    document = _journal("2020-03-02 Samtycke lämnat muntligt till kontakt med brodern, t.o.m. 2021-03-01. /AB")
    (found,) = find_statements(document, sections(document))
    e = found.evidence
    assert document.text[e.start : e.end] == e.text
    assert (found.question, found.value, found.parties) == ("consent", "given", ("brodern",))
    assert (found.when, found.until) == (dt.date(2020, 3, 2), dt.date(2021, 3, 1))


def test_details_of_violence_are_not_shown() -> None:
    (found,) = _statements("2020-03-02 Ställde FREDA-frågorna enskilt. Hon berättade att maken slagit henne. /AB")
    assert found.question == "freda"
    assert "slagit" not in found.evidence.text


def test_orders_are_not_read_for_statements() -> None:
    text = "Uppföljning bokad 2020-05-04 kl 10."
    order = Document(
        "b.pdf", "", Status.READ, text, (), (Block(0, len(text), 1, BlockKind.PARAGRAPH),), kind=Kind.ORDER
    )
    assert find_statements(order, sections(order)) == ()


@pytest.mark.parametrize(
    ("party", "consents", "holds"),
    [
        ("modern", ("föräldrarna",), True),
        ("mamma Eva", ("anhöriga",), True),
        ("brodern", ("mamma",), False),
        ("läkaren", ("psykiatrin",), True),  # someone of that care calls
        ("boendestödet", ("FK",), False),
        ("AF", ("alla parter",), True),
    ],
)
def test_consent_towards_one_holds_for_those_it_covers(party: str, consents: tuple[str, ...], holds: bool) -> None:
    assert covered(party, consents) is holds


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("bevaka rätt samt sörja för person", ("bevaka rätt", "sörja för person")),
        ("förordnad i alla tre delarna", ("bevaka rätt", "förvalta egendom", "sörja för person")),
        ("bevaka rätt, däremot inte förvalta egendom", ("bevaka rätt",)),  # negated part
        ("☐ bevaka rätt ☒ förvalta egendom", ("förvalta egendom",)),  # boxes
        ("uppdragets omfattning framgår inte", ()),
    ],
)
def test_scope_of_a_representative(text: str, scope: tuple[str, ...]) -> None:
    assert find_scope(text) == scope
