"""Bad files: each gets a status and a Swedish message with the remedy, and never an exception."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image
from printing import Sheet

from nlp.reading import DEFAULT, Limits, read_file
from nlp.types import Status

TEXT = "Eva vill prova en praktikplats i en butik under våren."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def a_pdf() -> bytes:
    sheet = Sheet()
    sheet.lines([TEXT])
    return sheet.content()


def a_docx(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs or (TEXT,):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf()))
    writer.encrypt("hemligt", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def with_doctype() -> bytes:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"/>'
    return packed(**{"word__document.xml": evil})


BAD = {
    "tom.pdf": (b"", Status.DAMAGED, "Hämta den på nytt"),
    "nollor.pdf": (b"\0" * 500, Status.DAMAGED, "Hämta den på nytt"),
    "bara huvud.pdf": (b"%PDF-1.4\n%%EOF", Status.DAMAGED, "skriv ut den till PDF"),
    "avbruten.pdf": (a_pdf()[:700], Status.DAMAGED, "skriv ut den till PDF"),
    "last.pdf": (locked_pdf(), Status.ENCRYPTED, "kopia utan skydd"),
    "last.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), Status.ENCRYPTED, "kopia utan skydd"),
    "avbruten.docx": (a_docx()[:9000], Status.DAMAGED, "Hämta den på nytt"),
    "ofarlig.docx": (with_doctype(), Status.UNSUPPORTED, "säkerhetsskäl"),
    "utan text.docx": (a_docx(" "), Status.DAMAGED, "ingen text"),
    "lista.xlsx": (packed(xl__workbook=b"x"), Status.UNSUPPORTED, ".xlsx"),
    "brev.doc": (OLE + "WordDocument".encode("utf-16-le"), Status.UNSUPPORTED, "PDF eller DOCX"),
    "mejl.msg": (OLE + "__substg1.0".encode("utf-16-le"), Status.UNSUPPORTED, ".msg"),
    "brev.rtf": (b"{\\rtf1 hej}", Status.UNSUPPORTED, "PDF eller DOCX"),
    "skräp.txt": (bytes(range(1, 256)) * 9, Status.UNSUPPORTED, "PDF eller DOCX"),
    "bild.png": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, Status.DAMAGED, "Hämta den på nytt"),
    "blanka.txt": (b" \n\n  ", Status.DAMAGED, "tom"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_helps(tmp_path: Path, name: str) -> None:
    content, status, words = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    document = read_file(path)
    assert (document.status, document.text, document.file) == (status, "", name)
    assert words in document.message
    assert document.sha256 == hashlib.sha256(content).hexdigest()


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert read_file(tmp_path / "borta.pdf").status is Status.DAMAGED
    assert "mapp" in read_file(tmp_path).message


@pytest.mark.parametrize(("name", "content"), [("a.docx", a_pdf()), ("a.pdf", a_docx()), ("a.xyz", a_pdf())])
def test_the_content_counts_not_the_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert read_file(path).text == TEXT


def test_a_pdf_with_only_an_owner_password_reads(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf()))
    writer.encrypt("", "chef", algorithm="RC4-128")
    path = tmp_path / "a.pdf"
    writer.write(path)
    assert read_file(path).text == TEXT


def test_a_pdf_without_its_table_of_contents_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf().replace(b"startxref", b"startxxxx"))
    assert read_file(path).text == TEXT


def test_limits_are_kept(tmp_path: Path) -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.lines([TEXT])
        sheet.next_page()
    path = sheet.save(tmp_path / "a.pdf")
    assert "3 sidor" in read_file(path, Limits(pages=2)).message
    assert "för stor" in read_file(path, Limits(file_bytes=100)).message
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(packed(word__document=b"<a/>", word__media=b"\0" * 3_000_000))
    document = read_file(bomb, Limits(unpacked_bytes=1_000_000))
    assert document.status is Status.UNSUPPORTED
    assert "packas upp" in document.message


def test_a_size_that_lies_is_found_while_unpacking(tmp_path: Path) -> None:
    content = bytearray(packed(**{"word__document.xml": b" " * 3_000_000}))
    for at in (content.find(b"PK\x03\x04") + 22, content.find(b"PK\x01\x02") + 24):
        content[at : at + 4] = (1000).to_bytes(4, "little")  # the size it says it has
    path = tmp_path / "bomb.docx"
    path.write_bytes(bytes(content))
    assert read_file(path, Limits(unpacked_bytes=1_000_000)).status in (Status.UNSUPPORTED, Status.DAMAGED)


def test_no_case_text_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf().replace(b"endstream", b"endstrxxm"))
    assert "Eva" not in read_file(path, DEFAULT).message


def test_a_portfolio_and_embedded_files_are_told(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf()))
    writer.add_attachment("beslut.pdf", a_pdf())
    path = tmp_path / "a.pdf"
    writer.write(path)
    document = read_file(path)
    assert (document.status, document.text) == (Status.READ, TEXT)
    assert "1 inbäddade bilagor" in document.message
    writer.root_object[pypdf.generic.NameObject("/Collection")] = pypdf.generic.DictionaryObject()
    writer.write(path)
    assert read_file(path).status is Status.UNSUPPORTED


def test_a_scan_without_ocr_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (800, 1100), 255).save(path)
    assert read_file(path, Limits(ocr=False)).status is Status.NEEDS_OCR


def test_a_page_that_breaks_off_is_never_wholly_read(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines([f"{TEXT} Stycke {n}." for n in range(40)])
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sheet.content()))
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(writer.pages[0].get_contents().get_data())
    packed = stream.flate_encode()
    packed._data = packed._data[: len(packed._data) // 2]
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(packed)
    path = tmp_path / "a.pdf"
    writer.write(path)
    document = read_file(path)
    assert document.status is Status.DAMAGED
    assert "delvis skadad" in document.message
    assert document.text.startswith(TEXT)  # what is left is kept
