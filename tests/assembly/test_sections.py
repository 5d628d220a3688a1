"""Sections: what a reader would call the parts of an investigation and the entries of a journal."""

import datetime as dt

import pytest

from nlp.sections import known_heading, sections
from nlp.types import Block, BlockKind, Cell, Document, Kind, Status


def document(kind: Kind, *lines: tuple[BlockKind, str], date: dt.date | None = None) -> Document:
    text, blocks = "", []
    for block, words in lines:
        text += "\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(words), 1, block, level=1))
        text += words
    return Document("f.pdf", "", Status.READ, text, blocks=tuple(blocks), kind=kind, date=date)


H, P = BlockKind.HEADING, BlockKind.PARAGRAPH

HEADINGS = [
    ("Ekonomi", "life_area", "Ekonomi"),
    ("4. EKONOMI:", "life_area", "Ekonomi"),  # numbered, capitals, colon
    ("Utbildning, arbete, sysselsätning", "life_area", "Utbildning, arbete, sysselsättning"),  # misspelt
    ("Intressen/fritid/aktiviteter", "life_area", "Intressen, fritid, aktiviteter"),
    ("Mattias egna önskemål", "wishes", None),  # a name in the heading
    ("Vad Ida vill", "wishes", None),
    ("Hemresan", None, None),  # no heading that we know, though it begins like one
]


@pytest.mark.parametrize(("heading", "key", "area"), HEADINGS)
def test_known_headings(heading: str, key: str | None, area: str | None) -> None:
    known = known_heading(heading)
    assert (known.key if known else None, known.area if known else None) == (key, area)


def test_an_empty_life_area_is_a_section_without_text() -> None:
    parts = sections(document(Kind.INVESTIGATION, (H, "Ekonomi"), (H, "Hälsa"), (P, "God.")))
    assert [(s.area, s.end - s.start > 1) for s in parts] == [("Ekonomi", False), ("Hälsa", True)]


def test_a_label_line_opens_a_life_area_in_an_investigation_only() -> None:
    lines = ((P, "Ekonomi: aktivitetsersättning."), (P, "Obs: ring först."))
    parts = sections(document(Kind.INVESTIGATION, *lines))
    assert [s.area for s in parts] == ["Ekonomi"]
    assert sections(document(Kind.ORDER, *lines))[0].heading == ""


ENTRIES = [
    ((P, "220722 Ans fortsatt DV ink. /KV"), dt.date(2022, 7, 22), "", "KV", "Ans fortsatt DV ink."),
    ((P, "12/5 -22. Besök på verkstaden."), dt.date(2022, 5, 12), "", "", "Besök på verkstaden."),
    ((P, "Torsdag 2022-03-10: Hembesök. /Kevin N"), dt.date(2022, 3, 10), "", "Kevin N", "Hembesök."),
]


@pytest.mark.parametrize(("line", "day", "heading", "signature", "words"), ENTRIES)
def test_entries_that_open_with_a_date(
    line: tuple[BlockKind, str], day: dt.date, heading: str, signature: str, words: str
) -> None:
    journal = document(Kind.JOURNAL, line)
    (entry,) = sections(journal)
    assert (entry.date, entry.heading, entry.signature) == (day, heading, signature)
    assert journal.text[entry.start : entry.end].strip() == words


def test_a_paragraph_with_two_dated_notes_is_two_entries() -> None:
    journal = document(
        Kind.JOURNAL, (P, "2022-06-01. Beslut till 2024-06-30, bifall. 2022-06-06. Beställning skickad.")
    )
    assert [s.date for s in sections(journal)] == [dt.date(2022, 6, 1), dt.date(2022, 6, 6)]


def test_the_end_of_a_period_opens_no_entry() -> None:
    journal = document(Kind.JOURNAL, (P, "221001 Beslut bifall t.o.m. 241024. Postat. /PA"))
    assert [s.date for s in sections(journal)] == [dt.date(2022, 10, 1)]


def test_date_heading_title_heading_and_name_line() -> None:
    journal = document(Kind.JOURNAL, (H, "2022-03-16"), (H, "Tel. in"), (P, "Mamma ringer."), (P, "Lars Fransson"))
    (entry,) = sections(journal)
    assert (entry.date, entry.heading, entry.signature) == (dt.date(2022, 3, 16), "Tel. in", "Lars Fransson")
    assert [journal.text[b.start : b.end] for b in entry.blocks] == ["Mamma ringer."]


def test_table_rows_are_entries_and_a_row_without_date_goes_on() -> None:
    rows = [
        ("Datum", "Händelse", "Anteckning", "Sign"),
        ("2022-08-01", "Ansökan", "Inkom.", "LF"),
        ("", "", "Mer.", ""),
    ]
    text, blocks = "", []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            place = Cell(0, r, c, rows[0][c] if r else "")
            blocks.append(Block(len(text), len(text) + len(words), 1, BlockKind.CELL, cell=place))
            text += words + "\t"
    journal = Document("j.pdf", "", Status.READ, text, blocks=tuple(blocks), kind=Kind.JOURNAL)
    (entry,) = sections(journal)
    assert (entry.heading, entry.signature) == ("Ansökan", "LF")
    assert [text[b.start : b.end] for b in entry.blocks] == ["Inkom.", "Mer."]


def test_a_label_under_a_headed_life_area_is_no_section() -> None:
    lines = ((H, "Ekonomi"), (P, "Klarar sig."), (H, "Övriga kontakter"), (P, "God man: Ruben Lager."), (H, "Hälsa"))
    parts = sections(document(Kind.INVESTIGATION, *lines))
    assert [s.heading for s in parts] == ["Ekonomi", "Övriga kontakter", "Hälsa"]
