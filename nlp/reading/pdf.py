"""Opens PDF files: pypdfium2 for the print (words with boxes), pypdf for what a file is made of.

pypdf repairs files that pypdfium2 does not open, and tells of portfolios, XFA forms and embedded files. Form
fields and notes on the page are made part of the print first. Pages without a usable text layer, and pages that
are mostly an image under little text, go to OCR where it is installed.

Measured on the 251 pages of the demo cases, pages a second of processor time: text by pypdf 154, by pypdfium2 771;
words with boxes, type and drawn lines by pypdfium2 206; whole documents 81 (`python -m nlp.reading.speed FOLDER`).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.errors import FileUnreadable
from nlp.reading import ocr
from nlp.reading.garbage import is_garbage
from nlp.reading.limits import OCR_SECONDS, Limits, Tick
from nlp.reading.messages import message, page_list
from nlp.reading.pdf_page import read_page
from nlp.reading.print import PrintedPage
from nlp.reading.streams import is_whole
from nlp.types import Status

FEW_LETTERS = 300  # a page of an image with less text than this under or over it is a scan with a stamp
MOSTLY = 0.5  # share of the page that an image covers


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file, and how far they could be read."""

    pages: tuple[PrintedPage, ...]
    status: Status
    message: str = ""


def read_pdf(content: bytes, limits: Limits, tick: Tick) -> Pages:
    """The print of all pages. Raises `FileUnreadable` if nothing can be read. `tick` is called for each page."""
    with _open(content) as pdf:
        count = len(pdf)
        if count == 0:
            raise FileUnreadable(message("no_pages"), Status.DAMAGED)
        if count > limits.pages:
            raise FileUnreadable(message("too_many_pages", pages=count, limit=limits.pages), Status.UNSUPPORTED)
        notes = _structure(content, count)
        pages, unread, broken = [], list[int](), list[int]()
        for i in range(count):
            try:
                page = _page(pdf, i, limits, tick)
            except pdfium.PdfiumError:
                broken.append(i + 1)
                page = PrintedPage(i + 1, 595.0, 842.0, ())
            else:
                if page is None:
                    unread.append(i + 1)
                    page = _empty(pdf, i)
            pages.append(page)
    read = judged(tuple(pages), unread, broken, notes, limits)
    if read.status.has_text and not is_whole(content, limits.unpacked_bytes):
        return Pages(read.pages, Status.DAMAGED, message("partly"))
    return read


def judged(
    pages: tuple[PrintedPage, ...], unread: list[int], broken: list[int], notes: list[str], limits: Limits
) -> Pages:
    """The pages with the status they give. Raises `FileUnreadable` if there is nothing to read in them."""
    said = list(notes)
    if broken:
        said.insert(0, message("unreadable_pages", pages=page_list(broken).capitalize()))
    if unread:
        name = "ocr_failed" if limits.ocr and ocr.available() else "needs_ocr"
        said.insert(0, message(name, pages=page_list(unread)))
    if unread or (broken and len(broken) < len(pages)):
        return Pages(pages, Status.NEEDS_OCR, " ".join(said))
    if broken:
        raise FileUnreadable(message("damaged"), Status.DAMAGED)
    if not any(p.words for p in pages):
        raise FileUnreadable(message("no_text"), Status.DAMAGED)
    status = Status.READ_BY_OCR if any(p.ocr for p in pages) else Status.READ
    return Pages(pages, status, " ".join(said))


def _open(content: bytes) -> Any:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as e:
        if "password" in str(e).lower() or "security" in str(e).lower():
            raise FileUnreadable(message("encrypted"), Status.ENCRYPTED) from e
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise FileUnreadable(message("encrypted"), Status.ENCRYPTED)
        writer, out = pypdf.PdfWriter(clone_from=reader), io.BytesIO()
        writer.write(out)
        return pdfium.PdfDocument(out.getvalue())
    except FileUnreadable:
        raise
    except Exception as e:  # hostile input: pypdf raises all kinds
        raise FileUnreadable(message("damaged"), Status.DAMAGED) from e


def _structure(content: bytes, count: int) -> list[str]:
    """What has to be said about portfolios, forms and embedded files."""
    if not any(mark in content for mark in (b"/Collection", b"/EmbeddedFile", b"/XFA", b"/ObjStm")):
        return []
    try:
        root: Any = pypdf.PdfReader(io.BytesIO(content)).root_object
        form = root.get("/AcroForm")
        if form and "/XFA" in form.get_object() and not form.get_object().get("/Fields"):
            raise FileUnreadable(message("xfa"), Status.UNSUPPORTED)
        if "/Collection" in root and count <= 1:
            raise FileUnreadable(message("portfolio"), Status.UNSUPPORTED)
        names = root.get("/Names")
        files = names.get_object().get("/EmbeddedFiles") if names else None
        if files:
            held = len(files.get_object().get("/Names", ())) // 2
            return [message("attachments", count=held)] if held else []
    except FileUnreadable:
        raise
    except Exception:  # the print is read all the same
        return []
    return []


def _page(pdf: Any, index: int, limits: Limits, tick: Tick) -> PrintedPage | None:
    """The print of one page; None if it shows something that cannot be read."""
    tick(0)
    page = pdf[index]
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        page = _flattened(pdf, page, index)
    printed = read_page(page, index + 1)
    letters = sum(len(w.text) for w in printed.words)
    readable = letters > 0 and not is_garbage(printed.words)
    if readable and (letters >= FEW_LETTERS or _image_share(page) < MOSTLY):
        return printed
    if not letters and not ocr.has_ink(page):
        return printed
    if not limits.ocr or not ocr.available():
        return None
    tick(OCR_SECONDS)
    scanned = ocr.read_page(page, index + 1, limits.ocr_dpi)
    if sum(len(w.text) for w in scanned.words) >= max(1, letters // 2) and not is_garbage(scanned.words):
        return scanned
    return None


def _flattened(pdf: Any, page: Any, index: int) -> Any:
    """The page with form fields and notes made part of its print."""
    if pdf.formenv is None and pdf.get_formtype() != raw.FORMTYPE_NONE:
        pdf.init_forms()
        page = pdf[index]
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        return pdf[index]
    return page


def _image_share(page: Any) -> float:
    """Share of the page that its largest image covers."""
    wide, high = page.get_size()
    best = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        best = max(best, (right - left) * (top - bottom) / max(wide * high, 1.0))
    return best


def _empty(pdf: Any, index: int) -> PrintedPage:
    wide, high = pdf[index].get_size()
    return PrintedPage(index + 1, wide, high, ())
