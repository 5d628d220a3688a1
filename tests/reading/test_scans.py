"""Scans: what comes from paper reads as print does, and what cannot be read is said."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from printing import HIGH, WIDE, Sheet
from reportlab.lib.utils import ImageReader

from nlp.reading import Limits, ocr, read_file
from nlp.types import BlockKind, Status

COARSE = Limits(ocr_dpi=200)
needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract med svenska är inte installerat")


def picture(sheet: Sheet, angle: float = 0.0, noise: float = 0.0) -> Image.Image:
    """The first page of a sheet as a scanner gives it."""
    image = pdfium.PdfDocument(sheet.content())[0].render(scale=2.6, grayscale=True).to_pil()
    image = image.rotate(angle, Image.Resampling.BICUBIC, expand=abs(angle) > 45, fillcolor=255)
    if noise:
        grain = np.random.default_rng(1).normal(0, noise, (image.height, image.width))
        image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
    return image


def as_pdf(*images: Image.Image) -> bytes:
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=187, save_all=True, append_images=images[1:])
    return out.getvalue()


def a_plan() -> Sheet:
    sheet = Sheet()
    sheet.heading("Genomförandeplan", 17)
    sheet.grid([[["Namn"], ["Eva Ek"]], [["Upprättad"], ["2022-03-04"]]], (62, 200, 533))
    sheet.heading("Mål")
    sheet.lines(["Eva vill ha en praktikplats på ett café där hon får baka och stå i kassan, gärna"])
    sheet.lines(["två dagar i veckan."])
    sheet.gap(10)
    sheet.grid([[["Delmål"], ["När"]], [["Komma i tid på", "morgonen"], ["Varje dag"]]], (62, 250, 533))
    return sheet


@needs_tesseract
def test_a_crooked_scan_reads_as_print_does(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf(picture(a_plan(), angle=0.8, noise=9)))
    document = read_file(path, COARSE)
    assert document.status is Status.READ_BY_OCR
    assert document.pages[0].ocr
    assert document.title == "Genomförandeplan"
    assert document.fields == {"Namn": "Eva Ek", "Upprättad": "2022-03-04"}
    texts = [(b.kind, document.text[b.start : b.end]) for b in document.blocks]
    assert texts[0] == (BlockKind.HEADING, "Mål")
    assert texts[1][1].startswith("Eva vill ha en praktikplats på ett café")
    assert texts[1][1].endswith("två dagar i veckan.")
    assert [t for k, t in texts if k is BlockKind.CELL] == ["Delmål", "När", "Komma i tid på morgonen", "Varje dag"]
    # The box of a word lies on its ink in the crooked picture.
    box = next(w for w in document.words if document.text[w.start : w.end] == "praktikplats").box
    shown = np.asarray(picture(a_plan(), angle=0.8))
    high, wide = shown.shape
    inside = shown[int(box.top * high) : int(box.bottom * high), int(box.left * wide) : int(box.right * wide)]
    assert (inside < 128).mean() > 0.1


@needs_tesseract
def test_a_scan_on_its_side_is_turned(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(["Eva kommer till verksamheten varje måndag och onsdag.", "Hon trivs bra där."], 22)
    path = tmp_path / "a.png"
    picture(sheet, angle=90).save(path, dpi=(187, 187))
    document = read_file(path)
    assert "verksamheten varje måndag" in document.text
    box = document.words[0].box
    assert (box.bottom - box.top) * document.pages[0].height > (box.right - box.left) * document.pages[0].width


@needs_tesseract
def test_only_pages_without_text_are_sent_to_ocr(tmp_path: Path) -> None:
    first, second = Sheet(), Sheet()
    first.lines(["Första sidan är tryckt och ska läsas som den är."])
    second.lines(["Andra sidan är skannad."], 20)
    second.canvas.rect(62, 600, 9, 9)
    second.canvas.line(62, 600, 71, 609)
    second.canvas.line(62, 609, 71, 600)
    second.write("Samtycke finns", 80, 841 - 601)
    second.canvas.rect(200, 600, 9, 9)
    second.write("Saknas", 218, 841 - 601)
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(first.content()))
    writer.append(io.BytesIO(as_pdf(picture(second))))
    writer.add_blank_page()
    path = tmp_path / "a.pdf"
    writer.write(path)
    document = read_file(path, COARSE)
    assert [p.ocr for p in document.pages] == [False, True, False]
    assert document.status is Status.READ_BY_OCR
    assert "Andra sidan är skannad." in document.text
    assert "☒ Samtycke finns ☐ Saknas" in document.text  # check boxes are seen, not read as letters
    without = read_file(path, Limits(ocr=False))
    assert without.status is Status.NEEDS_OCR
    assert "sidan 2" in without.message
    assert without.text == "Första sidan är tryckt och ska läsas som den är."  # what is read is kept


def test_a_stamp_over_a_scan_does_not_pass_for_its_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(picture(a_plan())), 0, 0, WIDE, HIGH)
    sheet.write("Inkom 2022-03-09", 400, 40, size=8)
    document = read_file(sheet.save(tmp_path / "a.pdf"), Limits(ocr=False))
    assert (document.status, document.text) == (Status.NEEDS_OCR, "")


def test_a_text_layer_of_rubbish_does_not_pass_for_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(["Xqz brt ghjk vbnm wrtp sdfg hjkl zxcv qwrt pshd fghj kltr", "bcdf ghjk lmnp qrst vwxz bcdfg hjklm"])
    document = read_file(sheet.save(tmp_path / "a.pdf"), Limits(ocr=False))
    assert document.status is Status.NEEDS_OCR


def test_a_filled_form_is_read(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.write("Jag ansöker om:", 62, 100)
    sheet.canvas.acroForm.textfield(name="ansokan", value="daglig verksamhet", x=160, y=735, width=200, height=18)
    document = read_file(sheet.save(tmp_path / "a.pdf"))
    assert document.text == "Jag ansöker om: daglig verksamhet"
