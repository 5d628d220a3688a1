"""Writes one sheet as DOCX with python-docx, with the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
from docx.shared import Pt

from annotations.sheet import Sheet, is_bullet, is_heading

DAY = (2023, 10, 2, 8, 0, 0)
FAMILIES = {
    "DejaVuSans": "Verdana",
    "DejaVuSansCondensed": "Tahoma",
    "DejaVuSerif": "Georgia",
    "LiberationSans": "Arial",
    "LiberationSansNarrow": "Arial Narrow",
    "LiberationSerif": "Times New Roman",
}


def docx_bytes(sheet: Sheet) -> bytes:
    """The sheet as a DOCX file: title, form head as table or lines, headings, bullets, tables."""
    document = docx.Document()
    normal = document.styles["Normal"].font
    normal.name, normal.size = FAMILIES[sheet.style["font"]], Pt(sheet.style["size"])
    section = document.sections[0]
    for place, part in (("header", section.header), ("footer", section.footer)):
        left, right = sheet.running(place, "1", "1")
        part.paragraphs[0].text = f"{left}\t{right}" if right else left
    document.add_heading(sheet.title, 0)
    if sheet.style["head"] in ("table", "wide"):
        _table(document, [list(pair) for pair in sheet.head])
    else:
        for label, value in sheet.head:
            document.add_paragraph(f"{label}: {value}")
    for block in sheet.parts():
        if isinstance(block, list):
            _table(document, block)
        elif is_heading(block):
            document.add_heading(sheet.text(block), block.level)
        else:
            document.add_paragraph(sheet.text(block), style="List Bullet" if is_bullet(block) else None)
    day = dt.datetime(*DAY)
    document.core_properties.created = document.core_properties.modified = day
    document.core_properties.author = sheet.words["provider"]
    raw = io.BytesIO()
    document.save(raw)
    return _with_fixed_times(raw)


def _table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    document.add_paragraph()


def _with_fixed_times(raw: io.BytesIO) -> bytes:
    """The same archive with every member dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
