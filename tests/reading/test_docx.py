"""DOCX as offices write them: what Word shows comes back, in its order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt

from nlp.reading import read_file
from nlp.types import BlockKind, Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = (
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def read(folder: Path, build: Callable[[Any], None]) -> Document:
    document = docx.Document()
    build(document)
    document.save(str(folder / "a.docx"))
    return read_file(folder / "a.docx")


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(str(b.kind), b.level, document.text[b.start : b.end]) for b in document.blocks]


def add(document: Any, xml: str) -> None:
    document.element.body.insert(-1, parse_xml(xml))


def test_styles_give_headings_lists_and_title(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        d.sections[0].header.paragraphs[0].text = "Luleå kommun"
        d.sections[0].footer.paragraphs[0].text = "Sida 1"
        d.add_heading("Genomförandeplan", 0)
        d.add_paragraph("Namn: Eva Ek")
        d.add_heading("Mål", 1)
        d.add_paragraph("Komma i tid", style="List Bullet")
        d.add_paragraph("ringa själv", style="List Bullet 2")
        d.add_heading("Delmål", 2)
        d.add_paragraph("Hitta en praktikplats.")

    document = read(tmp_path, build)
    assert (document.title, document.fields) == ("Genomförandeplan", {"Namn": "Eva Ek"})
    assert blocks(document) == [
        ("heading", 1, "Mål"),
        ("bullet", 1, "Komma i tid"),
        ("bullet", 2, "ringa själv"),
        ("heading", 2, "Delmål"),
        ("paragraph", 0, "Hitta en praktikplats."),
    ]


def test_a_style_inherits_being_a_heading(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        style = d.styles.add_style("Stadens rubrik", 1)
        style.base_style = d.styles["Heading 2"]
        d.add_paragraph("Bakgrund", style=style)
        d.add_paragraph("Eva bor i en gruppbostad.")

    assert blocks(read(tmp_path, build))[0] == ("heading", 2, "Bakgrund")


def test_short_bold_or_large_paragraphs_are_headings(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        d.add_paragraph("Inledning som står först och är löpande text.")
        d.add_paragraph().add_run("Mina mål").bold = True
        run = d.add_paragraph().add_run("Uppföljning")
        run.font.size = Pt(15)
        d.add_paragraph("Mötet hålls i maj.")
        bold = d.add_paragraph()
        bold.add_run("Mål: ").bold = True
        bold.add_run("komma i tid")

    kinds = [(kind, text) for kind, _, text in blocks(read(tmp_path, build))]
    assert ("heading", "Mina mål") in kinds
    assert ("heading", "Uppföljning") in kinds
    assert ("paragraph", "Mål: komma i tid") in kinds  # only its label is bold


def test_tables_stand_in_place_with_merged_cells(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        d.add_paragraph("Före.")
        t = d.add_table(3, 3)
        for i, name in enumerate(("Mål", "Hur", "När")):
            t.cell(0, i).text = name
        t.cell(1, 0).merge(t.cell(2, 0)).text = "Komma i tid"
        t.cell(1, 1).text, t.cell(1, 2).text = "Ringa", "Måndag"
        t.cell(2, 1).merge(t.cell(2, 2)).text = "Åka med personal"
        d.add_paragraph("Efter.")

    document = read(tmp_path, build)
    cells = {(b.cell.row, b.cell.column): b for b in document.blocks if b.cell}
    assert document.text == "Före.\nMål\tHur\tNär\nKomma i tid\tRinga\tMåndag\nÅka med personal\nEfter."
    assert (2, 0) not in cells  # covered by the merged cell above
    assert cells[2, 1].cell is not None
    assert (cells[2, 1].cell.column_heading, cells[2, 1].cell.row_heading) == ("Hur", "Komma i tid")


def test_a_table_of_one_column_is_a_frame(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        d.add_table(1, 1).cell(0, 0).text = "Eva samtycker till kontakt med sin mamma."

    assert blocks(read(tmp_path, build)) == [("paragraph", 0, "Eva samtycker till kontakt med sin mamma.")]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<w:r><w:t>Kvar </w:t></w:r><w:ins w:id="1"><w:r><w:t>nytt</w:t></w:r></w:ins>', "Kvar nytt"),
        ('<w:r><w:t>Kvar </w:t></w:r><w:del w:id="1"><w:r><w:delText>bort</w:delText></w:r></w:del>', "Kvar"),
        ("<w:r><w:t>Syns</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>", "Syns"),
        (
            "<w:sdt><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
            '<w:r><w:t xml:space="preserve"> ja</w:t></w:r>',
            "☒ ja",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t xml:space="preserve"> nej</w:t></w:r>', "☐ nej"),
        ("<w:r><w:t>prak</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>tik</w:t></w:r>", "praktik"),
        ("<w:r><w:t>LSS</w:t><w:noBreakHyphen/><w:t>insats</w:t></w:r>", "LSS-insats"),
        ("<w:r><w:t>ut</w:t><w:softHyphen/><w:t>redning</w:t></w:r>", "utredning"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            "<w:r><w:t>maj</w:t></w:r>",
            "maj",
        ),
        ("<w:hyperlink><w:r><w:t>lank</w:t></w:r></w:hyperlink>", "lank"),
    ],
    ids=["inserted", "deleted", "hidden", "content control", "symbol", "runs", "hyphen", "soft", "field", "link"],
)
def test_what_word_shows_is_read(tmp_path: Path, inner: str, expected: str) -> None:
    document = read(tmp_path, lambda d: add(d, f"<w:p {W}>{inner}</w:p>"))
    assert document.text == expected


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Viktigt att veta.</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>Text.</w:t></w:r>'
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(tmp_path, lambda d: add(d, xml)).text == "Text.\nViktigt att veta."


def test_line_and_page_breaks(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        p = d.add_paragraph("Första raden.")
        p.add_run().add_break()
        p.add_run("Andra raden.")
        d.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        d.add_paragraph("Ny sida.")

    document = read(tmp_path, build)
    assert [text for _, _, text in blocks(document)] == ["Första raden.", "Andra raden.", "Ny sida."]
    assert [b.page for b in document.blocks] == [1, 1, 2]


def test_typed_signs_are_bullets(tmp_path: Path) -> None:
    def build(d: Any) -> None:
        for text in ("– Komma i tid", "• Ringa", "-5 grader ute"):
            d.add_paragraph(text)

    assert [(k, t) for k, _, t in blocks(read(tmp_path, build))] == [
        ("bullet", "Komma i tid"),
        ("bullet", "Ringa"),
        ("paragraph", "-5 grader ute"),
    ]


def changed(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with its parts changed; a part is left out where the change gives None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return out.getvalue()


def strict(name: str, part: bytes) -> bytes:
    for usual, other in STRICT:
        part = part.replace(usual, other)
    return part


def only_text(name: str, part: bytes) -> bytes | None:
    return part if name == "word/document.xml" else None


@pytest.mark.parametrize("change", [strict, only_text], ids=["strict", "all other parts lost"])
def test_unusual_packages_read(tmp_path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    document = docx.Document()
    document.add_paragraph("Eva bor i Luleå.")
    document.add_table(1, 2).cell(0, 0).text = "Mål"
    out = io.BytesIO()
    document.save(out)
    path = tmp_path / "a.docx"
    path.write_bytes(changed(out.getvalue(), change))
    assert read_file(path).text == "Eva bor i Luleå.\nMål\t"
    assert BlockKind.CELL in {b.kind for b in read_file(path).blocks}
