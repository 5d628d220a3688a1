"""Prints one sheet as PDF with fpdf2, in the fonts DejaVu and Liberation."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pyphen
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, VAlign, XPos, YPos

from annotations.sheet import Sheet, is_bullet, is_heading
from nlp.errors import InputError
from nlp.types import Block

FOLDERS = ("/usr/share/fonts/truetype", "/usr/share/fonts", "/usr/local/share/fonts")
FILES = {
    "DejaVuSans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "DejaVuSansCondensed": ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
    "DejaVuSerif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    "LiberationSans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "LiberationSansNarrow": ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf"),
    "LiberationSerif": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
}
SIGNS = "DejaVuSans"  # has the boxes and arrows that the Liberation fonts lack
LAST_LETTER = "\u20ff"  # up to here every font has the signs of Swedish text
BORDERS = {
    "all": TableBordersLayout.ALL,
    "rows": TableBordersLayout.HORIZONTAL_LINES,
    "none": TableBordersLayout.NONE,
}
MARGIN = 20.0  # mm
LONG = 9  # words from this length may be parted at a line's end


@cache
def font_path(file: str) -> Path:
    """Where a font file lies. Raises `InputError` with the remedy where it is not installed."""
    for folder in FOLDERS:
        for path in sorted(Path(folder).rglob(file)):
            return path
    raise InputError(f"Typsnittet {file} saknas. Installera paketen fonts-dejavu och fonts-liberation.")


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="sv")


def _hyphenated(text: str) -> str:
    """Soft hyphens between the syllables of long words."""
    words = text.split(" ")
    return " ".join(_dictionary().inserted(w, "\u00ad") if len(w) >= LONG and w.isalpha() else w for w in words)


class _Page(FPDF):
    """A4 pages with the sheet's running heads."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self.sheet = sheet
        self.set_creation_date(dt.datetime(2023, 10, 2, tzinfo=dt.UTC))
        self.set_title(sheet.title)
        family = sheet.style["font"]
        signs = max(sheet.document.text, default="") > LAST_LETTER
        for name in {family, SIGNS} if signs else {family}:
            regular, bold = FILES[name]
            self.add_font(name, "", font_path(regular))
            self.add_font(name, "B", font_path(bold))
        if signs:
            self.set_fallback_fonts([SIGNS])
        self.family, self.size = family, float(sheet.style["size"])
        self.set_margins(MARGIN, MARGIN + 4, MARGIN)
        self.set_auto_page_break(True, MARGIN + 2)
        self.add_page()

    def use(self, weight: str = "", factor: float = 1.0) -> None:
        self.set_font(self.family, weight, self.size * factor)

    @property
    def leading(self) -> float:
        return self.size * 0.48  # mm a line

    def _running(self, place: str, y: float) -> None:
        left, right = self.sheet.running(place, str(self.page_no()), "{nb}")
        self.use(factor=0.8)
        self.set_y(y)
        self.cell(self.epw / 2, 5, left)
        self.cell(self.epw / 2, 5, right, align=Align.R)

    def header(self) -> None:
        self._running("header", 10)
        self.set_y(MARGIN + 4)

    def footer(self) -> None:
        self._running("footer", -14)

    def flow(self, text: str, indent: float = 0.0) -> None:
        """A paragraph, in the style's alignment, `indent` mm in."""
        if self.sheet.style["hyphenate"]:
            text = _hyphenated(text)
        align = Align.J if self.sheet.style["align"] == "J" else Align.L
        self.set_x(self.l_margin + indent)
        self.multi_cell(self.epw - indent, self.leading, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def pdf_bytes(sheet: Sheet) -> bytes:
    """The sheet as a PDF file. The same sheet gives the same bytes."""
    pdf = _Page(sheet)
    pdf.use("B", 1.5)
    pdf.multi_cell(pdf.epw, 8, sheet.title, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _head(pdf)
    for part in sheet.parts():
        if isinstance(part, list):
            _table(pdf, part, sheet.style["table"])
        elif is_heading(part):
            _heading(pdf, part)
        else:
            pdf.use()
            bullet = is_bullet(part)
            pdf.flow(("• " if bullet else "") + sheet.text(part), indent=4.0 if bullet else 0.0)
            pdf.ln(0.6)
    return bytes(pdf.output())


def _head(pdf: _Page) -> None:
    """The form head: name, number, date, worker."""
    pairs, form = pdf.sheet.head, pdf.sheet.style["head"]
    pdf.ln(1)
    if form == "table":
        _table(pdf, [list(pair) for pair in pairs], "all", widths=(1, 2))
    elif form == "wide":
        cells = [text for pair in pairs for text in pair]
        cells += [""] * (-len(cells) % 4)
        _table(pdf, [cells[i : i + 4] for i in range(0, len(cells), 4)], "all", widths=(2, 3, 2, 3))
    else:
        pdf.use()
        lines = [f"{label}: {value}" for label, value in pairs]
        for line in lines if form == "lines" else ["   ".join(lines)]:
            pdf.multi_cell(pdf.epw, pdf.leading, line, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(3)


def _heading(pdf: _Page, block: Block) -> None:
    look, text = pdf.sheet.style["heading"], pdf.sheet.text(block)
    first = block.level == 1
    pdf.use("B", 1.15 if first else 1.0)
    if pdf.will_page_break(pdf.leading * 4):
        pdf.add_page()
        pdf.use("B", 1.15 if first else 1.0)
    pdf.ln(2.5 if first else 1.5)
    shaded = look == "shaded" and first
    if shaded:
        pdf.set_fill_color(225)
    pdf.multi_cell(
        pdf.epw,
        pdf.leading * 1.15,
        text.upper() if look == "capitals" and first else text,
        align=Align.L,
        fill=shaded,
        new_x=XPos.LMARGIN,
        new_y=YPos.NEXT,
    )
    if look == "underlined" and first:
        pdf.line(pdf.l_margin, pdf.get_y(), pdf.l_margin + pdf.epw, pdf.get_y())
    pdf.ln(0.8)


def _table(pdf: _Page, rows: list[list[str]], borders: str, widths: tuple[int, ...] = ()) -> None:
    """A table; column widths follow the texts unless given."""
    pdf.use(factor=0.95)
    columns = max(len(row) for row in rows)
    rows = [row + [""] * (columns - len(row)) for row in rows]
    with pdf.table(
        col_widths=widths or _widths(rows, room=pdf.epw / (pdf.size * 0.2)),
        borders_layout=BORDERS[borders],
        line_height=pdf.leading,
        text_align=Align.L,
        v_align=VAlign.T,
        first_row_as_headings=not widths,
        padding=0.8,
    ) as table:
        for row in rows:
            table.row(row)
    pdf.ln(1.5)


def _widths(rows: list[list[str]], room: float) -> tuple[float, ...]:
    """Widths of columns in characters, `room` in all: each its longest word, the rest by the length of its texts."""
    columns = list(zip(*rows, strict=True))
    needed = [max(len(word) for cell in column for word in (cell + " -").split()) + 3.0 for column in columns]
    wished = [min(max(len(cell) for cell in column), 70.0) for column in columns]
    share = max(room - sum(needed), 0.0) / max(sum(wished), 1.0)
    return tuple(n + w * share for n, w in zip(needed, wished, strict=True))
