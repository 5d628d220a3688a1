"""PDFs as offices print them: what stands on the page comes back as headings, paragraphs, bullets and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from printing import HIGH, WIDE, Sheet, wrapped

from nlp.reading import read_file
from nlp.types import BlockKind, Document, Status

LONG = (
    "Den enskilde bor i en gruppbostad sedan hösten 2019 och trivs där. Hon har god kontakt med sin mamma och "
    "sin syster, som hälsar på varannan helg. På dagarna är hon på caféet, där hon bakar och tar emot gäster."
)
OTHER = (
    "Hon behöver stöd för att komma iväg på morgonen och blir lätt trött efter lunch. Personalen påminner henne "
    "om raster. Hon vill gärna prova en praktikplats i en butik under våren, om någon följer med i början."
)


def blocks(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def covered(document: Document) -> bool:
    """Whether every letter of the text has a word with a box on a page."""
    places = {i for w in document.words for i in range(w.start, w.end)}
    return all(i in places for i, c in enumerate(document.text) if not c.isspace())


@pytest.mark.parametrize("step", [12.5, 14.0, 18.5], ids=["single", "usual", "one and a half"])
@pytest.mark.parametrize("after", [0.0, 9.0], ids=["no space between", "space between"])
def test_paragraphs_are_rebuilt(tmp_path: Path, step: float, after: float) -> None:
    sheet = Sheet()
    sheet.heading("Bakgrund")
    for text in (LONG, OTHER, LONG):
        sheet.lines(wrapped(text, sheet, 465), step)
        sheet.gap(after)
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert blocks(document, BlockKind.PARAGRAPH) == [LONG, OTHER, LONG]
    assert covered(document)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Vi satt i kontrollrum-", "met hela tiden.", "Vi satt i kontrollrummet hela tiden."),
        ("Hon arbetar inom IT-", "stöd på fredagar.", "Hon arbetar inom IT-stöd på fredagar."),  # abbreviation
        ("Beslut om LSS-", "insats fattas.", "Beslut om LSS-insats fattas."),
        ("Han får hjälp med cv-", "skrivning.", "Han får hjälp med cv-skrivning."),  # no vowel: abbreviation
        ("Det gäller daglig- och", "kvällsverksamhet.", "Det gäller daglig- och kvällsverksamhet."),
        ("Det gäller morgon-", "och kvällsstöd.", "Det gäller morgon- och kvällsstöd."),  # left-out part
        ("Han beskrivs som prat-", "samt och glad.", "Han beskrivs som pratsamt och glad."),  # "samt" ends a word
        ("Musik från 70-", "talet är bäst.", "Musik från 70-talet är bäst."),
        ("Planen är gjord av Anna-", "Karin Ek.", "Planen är gjord av Anna-Karin Ek."),
        ("Kontakt tas per e-", "post i mars.", "Kontakt tas per e-post i mars."),
    ],
)
def test_words_parted_at_line_ends(tmp_path: Path, first: str, second: str, expected: str) -> None:
    sheet = Sheet()
    width = sheet.canvas.stringWidth(first, sheet.font, sheet.size)
    sheet.lines([first, second])
    sheet.gap(30)
    sheet.lines(wrapped(LONG, sheet, width + 4))
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert blocks(document)[0] == expected


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.heading("Informationsblad")
    top = sheet.at
    sheet.lines(wrapped(LONG, sheet, 215), left=62)
    sheet.gap(8)
    sheet.lines(wrapped(OTHER, sheet, 215), left=62)
    sheet.at = top
    sheet.lines(wrapped(OTHER, sheet, 215), left=312)
    bottom = sheet.at
    sheet.at = max(bottom, 420)
    sheet.lines(wrapped("Underskrift lämnas på sista sidan, tillsammans med datum och ort för mötet.", sheet, 465))
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert blocks(document, BlockKind.PARAGRAPH)[:3] == [LONG, OTHER, OTHER]
    assert blocks(document)[-1].startswith("Underskrift lämnas")


def test_bullets_and_headings_have_levels(tmp_path: Path) -> None:
    sheet = Sheet("Times-Roman")
    sheet.heading("Beställning", 18)
    sheet.heading("Mål", 14)
    sheet.lines(["• Hitta en praktikplats", "• Komma i tid"], 18)
    sheet.heading("Delmål", 11)
    sheet.lines(wrapped("– " + OTHER, sheet, 465))
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert document.title == "Beställning"
    assert [(b.kind, b.level) for b in document.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.BULLET, 1),
        (BlockKind.BULLET, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.BULLET, 1),
    ]
    assert blocks(document)[1] == "Hitta en praktikplats"  # the sign is no part of the text


@pytest.mark.parametrize(
    "line",
    [
        "Sida 2 av 7",
        "2 (7)",
        "Utskrivet 2023-04-05 13:08   Sida 1",
        "SEKRETESS 26 KAP. OSL    ABC-01",
        "Luleå kommun   Socialförvaltningen",
        "Box 212, 901 02 Umeå   Telefon 090-16 10 00   www.umea.se",
        "Dnr SN 2022/114",
    ],
)
def test_headers_and_footers_are_left_out_on_one_page(tmp_path: Path, line: str) -> None:
    for top in (34.0, HIGH - 26):
        sheet = Sheet()
        sheet.write(line, 56, top, size=8)
        sheet.heading("Beslut")
        sheet.lines(wrapped(LONG, sheet, 465))
        document = read_file(sheet.save(tmp_path / "a.pdf"))
        assert document.text == LONG


def test_text_in_the_margin_is_kept(tmp_path: Path) -> None:
    # A page that begins and ends with text that only looks like furniture: no loss.
    first, last = "Sekretessmedgivande saknas för modern.", "Telefon, Filip ringer om hjälpmedel"
    sheet = Sheet()
    sheet.at = 60
    sheet.lines([first])
    sheet.gap(20)
    while sheet.at < HIGH - 90:
        sheet.lines(wrapped(LONG, sheet, 465))
        sheet.gap(10)
    sheet.write(last, top=HIGH - 66)
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert first in document.text
    assert last in document.text


def test_repeated_margins_of_any_wording_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet()
    texts = ["Först något om boendet.", "Sedan kommer arbetet.", "Till sist kontakten med skolan."]
    for number, text in enumerate(texts):
        sheet.write("Verksamheten Solrosen i Borås, plan för Eva", 62, 40)
        sheet.write(f"Blad {number + 1}", 480, HIGH - 40)
        sheet.lines([text])
        sheet.next_page()
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert document.text == "\n".join(texts)


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    sheet = Sheet()
    lines = wrapped(LONG + " " + OTHER, sheet, 465)
    sheet.at = HIGH - 72 - 14 * 2
    sheet.lines(lines[:2])
    sheet.write("Sida 1 (2)", 56, HIGH - 26, size=8)
    sheet.next_page()
    sheet.lines(lines[2:])
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert blocks(document) == [LONG + " " + OTHER]
    last = document.evidence(len(document.text) - 8, len(document.text))
    assert last.page == 2
    assert document.pages[1].start == len(" ".join(lines[:2])) + 1


EDGES = (62.0, 140.0, 330.0, 480.0, 533.0)
HEADS = [["Datum"], ["Händelse"], ["Anteckning"], ["Sign"]]


@pytest.mark.parametrize("thin_boxes", [False, True], ids=["lines", "filled boxes"])
def test_tables_keep_rows_and_headings_over_pages(tmp_path: Path, thin_boxes: bool) -> None:
    sheet = Sheet()
    sheet.heading("Journal")
    sheet.grid([HEADS, [["2023-01-02"], ["Telefon in"], ["Modern ringer", "om praktiken."], ["AL"]]], EDGES, thin_boxes)
    sheet.write("Sida 1", 56, HIGH - 26, size=8)
    sheet.next_page()
    # The break has cut the first row of this page in the middle of its note; the heading row comes back.
    sheet.grid([HEADS, [["2023-02-03"], ["Besök"], [], ["KN"]]], EDGES, thin_boxes)
    sheet.write("Sida 2", 56, HIGH - 26, size=8)
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    cells = {(b.cell.row, b.cell.column): (document.text[b.start : b.end], b) for b in document.blocks if b.cell}
    assert cells[1, 2][0] == "Modern ringer om praktiken."
    assert cells[1, 2][1].cell is not None
    assert cells[1, 2][1].cell.column_heading == "Anteckning"
    assert cells[1, 2][1].cell.row_heading == "2023-01-02"
    assert cells[2, 0][0] == "2023-02-03"
    assert cells[2, 2][0] == ""  # empty cells stay
    assert max(row for row, _ in cells) == 2
    assert {b.cell.table for b in document.blocks if b.cell} == {0}
    assert "2023-01-02\tTelefon in\tModern ringer om praktiken.\tAL" in document.text
    assert cells[2, 0][1].page == 2


def test_a_row_cut_by_the_page_is_made_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    edges = (62.0, 200.0, 533.0)
    sheet.grid([[["Mål"], ["Hur"]], [["Komma i tid"], ["Personalen ringer på morgonen och"]]], edges)
    sheet.next_page()
    sheet.grid([[[], ["påminner om bussen."]], [["Resa själv"], ["Öva med handledaren."]]], edges)
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    texts = [document.text[b.start : b.end] for b in document.blocks]
    assert texts == [
        *("Mål", "Hur", "Komma i tid", "Personalen ringer på morgonen och påminner om bussen."),
        *("Resa själv", "Öva med handledaren."),
    ]


def test_several_paragraphs_in_a_cell_are_blocks_of_one_place(tmp_path: Path) -> None:
    sheet = Sheet()
    rows = [[["Mål"], ["Hur"]], [["Komma i tid"], ["• Ringa", "• Åka buss med", "handledaren"]]]
    document = read_file_of(sheet, rows, tmp_path)
    held = [(document.text[b.start : b.end], b.cell.column) for b in document.blocks if b.cell and b.cell.row == 1]
    assert held == [("Komma i tid", 0), ("Ringa", 1), ("Åka buss med handledaren", 1)]


def read_file_of(sheet: Sheet, rows: list[list[list[str]]], folder: Path) -> Document:
    sheet.grid(rows, (62.0, 200.0, 533.0))
    return read_file(sheet.save(folder / "a.pdf"))


def test_a_table_without_rules_keeps_its_columns(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(["Planen gäller från och med mars."])
    sheet.gap(16)
    for row in (
        ("Mål", "Hur", "När"),
        ("Komma i tid", "Personal ringer", "Varje dag"),
        ("Resa själv", "Öva tillsammans", "Måndagar"),
        ("Laga lunch", "Bildstöd i köket", "Fredagar"),
    ):
        for text, left in zip(row, (62, 210, 400), strict=True):
            sheet.write(text, left)
        sheet.at += 18
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    cells = {(b.cell.row, b.cell.column): document.text[b.start : b.end] for b in document.blocks if b.cell}
    assert cells[2, 1] == "Öva tillsammans"
    assert {b.cell.column_heading for b in document.blocks if b.cell and b.cell.row and b.cell.column == 2} == {"När"}


@pytest.mark.parametrize(
    "rows",
    [
        [[["Namn"], ["Eva Ek"]], [["Personnummer"], ["19900101-9801"]], [["Handläggare"], ["Bo Al"]]],
        [[["Namn:"], ["Eva Ek"], ["Personnummer:"], ["19900101-9801"]], [["Handläggare:"], ["Bo Al"], ["Akt:"], ["7"]]],
        [[["Namn", "Eva Ek"], ["Personnummer", "19900101-9801"]], [["Handläggare", "Bo Al"], ["Akt", "7"]]],
    ],
    ids=["beside", "two pairs a row", "label over value"],
)
def test_the_form_head_goes_to_the_fields(tmp_path: Path, rows: list[list[list[str]]]) -> None:
    sheet = Sheet()
    sheet.heading("Utredning enligt LSS", 17)
    edges = {2: (62.0, 200.0, 533.0), 4: (62.0, 150.0, 300.0, 400.0, 533.0)}[len(rows[0])]
    sheet.grid(rows, edges)
    sheet.lines([LONG[:60]])
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    fields = {k.rstrip(":"): v for k, v in document.fields.items()}
    assert document.title == "Utredning enligt LSS"
    assert fields["Namn"] == "Eva Ek"
    assert fields["Personnummer"] == "19900101-9801"
    assert fields["Handläggare"] == "Bo Al"
    assert document.text == LONG[:60].strip()


def test_an_unknown_row_of_the_head_stays_in_the_text(tmp_path: Path) -> None:
    # The guardian is evidence: it must have a place in the text.
    sheet = Sheet()
    sheet.heading("Utredning", 17)
    rows = [[["Namn"], ["Eva Ek"]], [["Personnummer"], ["19900101-9801"]], [["God man"], ["Ulla Berg, ekonomi"]]]
    document = read_file_of(sheet, rows, tmp_path)
    assert document.fields == {"Namn": "Eva Ek", "Personnummer": "19900101-9801"}
    assert document.text == "God man\tUlla Berg, ekonomi"
    assert document.blocks[1].cell is not None
    assert document.blocks[1].cell.row_heading == "God man"


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("way", ["page", "print"])
def test_turned_pages_read_and_show_alike(tmp_path: Path, turn: int, way: str) -> None:
    sheet = Sheet()
    if way == "page":
        sheet.canvas.setPageRotation(turn)
    else:
        sheet.canvas.translate(WIDE / 2, HIGH / 2)
        sheet.canvas.rotate(turn)
        sheet.canvas.translate(-WIDE / 2, -HIGH / 2)
        sheet.at = 260
    sheet.lines(wrapped(LONG, sheet, 400))
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert document.text == LONG
    page, box = document.pages[0], document.words[0].box
    assert all(0 <= v <= 1 for v in box)
    wide, high = (box.right - box.left) * page.width, (box.bottom - box.top) * page.height
    across = (way == "page" and turn == 180) or (way == "print" and turn == 180)
    assert (wide > high) == across  # on its side as shown, where page or print is turned


def test_composed_letters_ligatures_and_soft_hyphens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A\u030angest info\u0308r o\ufb03ciell tra\u0308ff. Ut\u00adre\u00addning.", encoding="utf-8")
    assert read_file(path).text == "Ångest inför officiell träff. Utredning."


def test_evidence_has_rectangles_on_its_page(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(wrapped(LONG, sheet, 465))
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    words = "Hon har god kontakt med sin mamma och sin syster"
    start = document.text.index(words)
    evidence = document.evidence(start, start + len(words))
    assert evidence.page == 1
    assert len(evidence.boxes) == 2  # it goes over a line end
    assert evidence.boxes[0].top < evidence.boxes[1].top
    assert document.status is Status.READ


def test_a_table_with_rules_between_rows_only(tmp_path: Path) -> None:
    # Cells stand in the middle of their rows, so that their lines are at odd heights; columns come near each other.
    sheet = Sheet()
    rows = (
        (["Mål"], ["Delmål"], ["Hur"]),
        (
            ["Eva ska få arbete", "på ett café"],
            ["Komma i tid varje dag,", "även när det regnar", "eller snöar ute"],
            ["Öva"],
        ),
        (["Laga egen lunch"], ["Koka ris", "och pasta"], ["Receptet i bilder", "sitter på väggen"]),
    )
    for row in rows:
        high = 14 * max(len(cell) for cell in row) + 6
        for cell, left in zip(row, (62, 160, 276), strict=True):
            for i, line in enumerate(cell):
                sheet.write(line, left, sheet.at + (high - 14 * len(cell)) / 2 + 14 * i, bold=row is rows[0])
        sheet.at += high
        if row is not rows[-1]:
            sheet.canvas.line(58, HIGH - sheet.at + 10, 420, HIGH - sheet.at + 10)
    sheet.gap(20)
    sheet.heading("Uppföljning")
    sheet.lines(["Mötet hålls i maj."])
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    cells = [document.text[b.start : b.end] for b in document.blocks if b.cell]
    assert cells == [" ".join(cell) for row in rows for cell in row]
    assert document.text.endswith("Uppföljning\nMötet hålls i maj.")


def test_paragraphs_with_hardly_any_space_between(tmp_path: Path) -> None:
    sheet = Sheet()
    texts = [LONG, "Mål: " + OTHER, LONG]
    for text in texts:
        sheet.lines(wrapped(text, sheet, 465), 14.3)
        sheet.gap(1.7)
    assert blocks(read_file(sheet.save(tmp_path / "a.pdf"))) == texts


@pytest.mark.parametrize(
    "lines",
    [
        ["Gäller: Eva Ek", "Personnummer: 19900101-9801", "Skrivet av: Bo Al"],
        ["Gäller: Eva Ek   Personnummer: 19900101-9801   Skrivet av: Bo Al"],
    ],
)
def test_a_form_head_in_lines(tmp_path: Path, lines: list[str]) -> None:
    sheet = Sheet()
    sheet.heading("Beslut", 17)
    sheet.lines(lines, 16)
    sheet.gap(20)
    sheet.lines(
        ["Verksamhet: ☒ Solrosen", "Till: alla som arbetar nära Eva. De ska veta hur hon vill ha det om dagarna."]
    )
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert document.fields == {"Gäller": "Eva Ek", "Personnummer": "19900101-9801", "Skrivet av": "Bo Al"}
    assert "alla som arbetar nära Eva" in document.text  # a label is no head when text follows


def test_a_band_over_a_table_is_its_heading(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(["Planen gäller från mars."])
    sheet.gap(10)
    sheet.canvas.rect(62, HIGH - sheet.at - 20, 471, 20)
    sheet.write("Vem gör vad?", 67, sheet.at + 14, bold=True)
    sheet.at += 20
    sheet.grid([[["Vad vill du?"], ["Hur gör vi?"]], [["Komma i tid"], ["Ringa"]]], (62, 250, 533))
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert (BlockKind.HEADING, "Vem gör vad?") in [(b.kind, document.text[b.start : b.end]) for b in document.blocks]
    cells = [(document.text[b.start : b.end], b.cell.column_heading) for b in document.blocks if b.cell]
    assert cells == [
        ("Vad vill du?", ""),
        ("Hur gör vi?", ""),
        ("Komma i tid", "Vad vill du?"),
        ("Ringa", "Hur gör vi?"),
    ]
