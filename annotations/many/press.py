"""Prints a varied case quickly: PDF without embedded fonts, DOCX on one template, text.

Quicker by an order of magnitude than `annotations.render`, and plainer: two families of type, no hyphens. What is a
scan among the marked-up cases is printed as PDF here, so that a run is not all Tesseract.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from annotations.many.vary import Varied
from annotations.render import sheet_of
from annotations.sheet import Sheet, is_bullet, is_heading
from nlp.types import Document

rl_config.useA85 = 0  # streams packed as case systems pack them
WIDE, HIGH = A4
EDGE = 60.0  # points
SIGNS = str.maketrans({"☐": "[ ]", "☒": "[x]", "→": "->"})  # lacking in the fonts that need no embedding
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DAY = (2023, 10, 2, 8, 0, 0)


def write_case(case: Varied, out: Path) -> int:
    """Writes the documents of one case into the folder `out`; gives their number."""
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for d in case.documents:
        for version in (d.document, *([d.earlier] if d.earlier else [])):
            seed = zlib.crc32(f"{d.case}/{version.file}".encode())
            sheet = sheet_of(d, version, case.person, seed, case.look)
            form = d.attributes["format"]
            ending = form if form in ("docx", "txt") else "pdf"
            (out / f"{version.file}.{ending}").write_bytes(_content(ending, sheet, version))
            written += 1
    return written


def _content(ending: str, sheet: Sheet, version: Document) -> bytes:
    if ending == "txt":
        return f"{sheet.title} {sheet.words['case']}\n\n{version.text}\n".encode()
    return _docx(sheet) if ending == "docx" else _pdf(sheet)


class _Print:
    """Pages written from the top, with the sheet's running heads."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1, pageCompression=1)
        serif = "Serif" in sheet.style["font"]
        self.fonts = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")
        self.size = float(sheet.style["size"])
        self.page = 0
        self.turn()

    def turn(self) -> None:
        """Begins a page."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.at = HIGH - EDGE - 12
        for place, y in (("header", HIGH - 34), ("footer", 30)):
            left, right = self.sheet.running(place, str(self.page), "2")
            self.canvas.setFont(self.fonts[0], self.size * 0.8)
            self.canvas.drawString(EDGE, y, left.translate(SIGNS))
            self.canvas.drawRightString(WIDE - EDGE, y, right.translate(SIGNS))

    def room(self, points: float) -> None:
        if self.at - points < EDGE:
            self.turn()

    def flow(self, text: str, bold: bool = False, factor: float = 1.0, indent: float = 0.0) -> None:
        """A paragraph."""
        size = self.size * factor
        for line in _lines(text, self.fonts[bold], size, WIDE - 2 * EDGE - indent):
            self.room(size * 1.35)
            self.canvas.setFont(self.fonts[bold], size)
            self.canvas.drawString(EDGE + indent, self.at, line)
            self.at -= size * 1.35

    def table(self, rows: list[list[str]], ruled: bool, upright: bool) -> None:
        """Rows of cells; `upright` draws the rules between columns too."""
        columns = max(map(len, rows))
        width = (WIDE - 2 * EDGE) / columns
        size = self.size * 0.95
        for number, row in enumerate(rows):
            cells = [_lines(cell, self.fonts[not number], size, width - 8) for cell in row]
            high = max(1, *map(len, cells)) * size * 1.3 + 5
            self.room(min(high, HIGH - 2 * EDGE - 12))
            top = self.at + size
            for column, lines in enumerate(cells):
                self.canvas.setFont(self.fonts[not number], size)
                for i, line in enumerate(lines):
                    self.canvas.drawString(EDGE + column * width + 4, self.at - 2 - i * size * 1.3, line)
            if ruled:
                self.canvas.line(EDGE, top, WIDE - EDGE, top)
                self.canvas.line(EDGE, top - high, WIDE - EDGE, top - high)
                for column in range(columns + 1 if upright else 0):
                    self.canvas.line(EDGE + column * width, top, EDGE + column * width, top - high)
            self.at -= high
        self.at -= 10


def _pdf(sheet: Sheet) -> bytes:
    pages = _Print(sheet)
    pages.flow(sheet.title, bold=True, factor=1.5)
    pages.at -= 4
    if sheet.style["head"] in ("table", "wide"):
        pages.table([list(pair) for pair in sheet.head], ruled=True, upright=True)
    else:
        for label, value in sheet.head:
            pages.flow(f"{label}: {value}")
        pages.at -= 6
    rules = sheet.style["table"]
    for part in sheet.parts():
        if isinstance(part, list):
            pages.table(part, ruled=rules != "none", upright=rules == "all")
        elif is_heading(part):
            pages.room(pages.size * 5)
            pages.at -= 5
            pages.flow(sheet.text(part), bold=True, factor=1.2 if part.level == 1 else 1.0)
            pages.at -= 2
        elif is_bullet(part):
            pages.flow("• " + sheet.text(part), indent=10)
        else:
            pages.flow(sheet.text(part))
            pages.at -= 2
    pages.canvas.setTitle(sheet.title)
    pages.canvas.save()
    return pages.out.getvalue()


@cache
def _width(word: str, font: str) -> float:
    """Width of a word in points at size 1."""
    return float(stringWidth(word, font, 1.0))


def _lines(text: str, font: str, size: float, width: float) -> list[str]:
    """The text in lines of at most that width, broken between words."""
    lines, used, space = list[list[str]](), 0.0, _width(" ", font) * size
    for word in text.translate(SIGNS).split():
        wide = _width(word, font) * size
        if lines and used + space + wide <= width:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    return [" ".join(words) for words in lines]


@cache
def _template() -> bytes:
    """An empty DOCX without its text and what it can do without."""
    raw, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(zipfile.ZipInfo(name, DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _docx(sheet: Sheet) -> bytes:
    body = "".join(_body(sheet))
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    xml = f'<w:document xmlns:w="{WORDS}"><w:body>{body}{page}</w:body></w:document>'
    out = io.BytesIO(_template())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("word/document.xml", DAY), xml, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _body(sheet: Sheet) -> Iterator[str]:
    yield _paragraph(sheet.title, "Title")
    if sheet.style["head"] in ("table", "wide"):
        yield _rows([list(pair) for pair in sheet.head])
    else:
        yield from (_paragraph(f"{label}: {value}") for label, value in sheet.head)
    for part in sheet.parts():
        if isinstance(part, list):
            yield _rows(part)
        elif is_heading(part):
            yield _paragraph(sheet.text(part), f"Heading{part.level}")
        else:
            yield _paragraph(sheet.text(part), "ListBullet" if is_bullet(part) else "")


def _paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _rows(rows: list[list[str]]) -> str:
    columns = max(map(len, rows))
    grid = "<w:gridCol/>" * columns
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row + [""] * (columns - len(row))) for row in rows)
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl><w:p/>'
    )
