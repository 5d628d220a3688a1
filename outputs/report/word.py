"""Writes a report as DOCX, to be edited: heading styles, contents with links, tables with repeated heads, page numbers.

Only names the report's own text: no author, no paths, no time of writing. Format: ECMA-376, by python-docx.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from outputs.report.charts import drawn
from outputs.report.content import Block, Bullets, Chart, Grid, GridCell, Paragraph, Report, Section

ACCENT, QUIET = RGBColor(0x0B, 0x5A, 0x8A), RGBColor(0x55, 0x55, 0x55)
SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13}
TEXT_WIDTH, LABEL_SHARE = 16.0, 0.26
"""Centimetres between the margins; of a table of figures, the part that is given to its labels."""
CONTENTS = r'TOC \o "1-2" \h \z \u'
KEPT_WHOLE = 18
"""Rows up to which a table is kept on one page."""
EPOCH = dt.datetime(2000, 1, 1)
"""Time of writing in the properties: always the same: when it was written is nobody's business."""


def write_docx(report: Report, path: Path) -> None:
    """Writes the report. Raises `OSError` if the file cannot be written."""
    document = Document()
    _set_up(document, report)
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph(report.subtitle, style="Subtitle")
    if report.marking:
        _emphasised(document.add_paragraph(), report.marking)
    _contents(document, report)
    for number, section in enumerate(report.sections):
        _section(document, section, number)
    if report.sources:
        _sources(document, report)
    with BytesIO() as whole:
        document.save(whole)
        path.write_bytes(whole.getvalue())


def _set_up(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.language, properties.author = report.title, "sv-SE", ""
    properties.last_modified_by, properties.comments = "", ""
    properties.created = properties.modified = EPOCH
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    _language(normal)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Liberation Sans", Pt(size), ACCENT
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Liberation Sans")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Liberation Sans")
    cell = document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size, cell.paragraph_format.space_after = normal, Pt(8.5), Pt(1)
    if report.marking:
        _emphasised(page.header.paragraphs[0], report.marking)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(foot, "PAGE")


def _language(style: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    style.element.get_or_add_rPr().append(language)


def _emphasised(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.bold = True


def _field(paragraph: Any, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _field_start(paragraph: Any, instruction: str) -> None:
    """Begins a field whose result follows; Word fills it in anew (here: adds page numbers) when it opens the file."""
    _field_mark(paragraph, "begin").set(qn("w:dirty"), "true")
    said = OxmlElement("w:instrText")
    said.text = instruction
    paragraph.add_run()._r.append(said)
    _field_mark(paragraph, "separate")


def _field_mark(paragraph: Any, kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
    return mark


def _contents(document: Any, report: Report) -> None:
    _emphasised(document.add_paragraph(), "Innehåll")
    entries = [(section.key, section.heading, section.level) for section in report.sections]
    if report.sources:
        entries.append(("underlag", report.sources_heading, 1))
    for place, (key, heading, level) in enumerate(entries):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        line.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        if place == 0:
            _field_start(line, CONTENTS)
        _link(line, key, heading)
        if place == len(entries) - 1:
            _field_mark(line, "end")


def _link(paragraph: Any, anchor: str, text: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    run.font.color.rgb = ACCENT
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark(paragraph: Any, anchor: str, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), anchor)
        paragraph._p.append(mark)


def _section(document: Any, section: Section, number: int) -> None:
    heading = document.add_heading(section.heading, level=section.level)
    heading.paragraph_format.page_break_before = number == 0
    _bookmark(heading, section.key, number)
    for block in section.blocks:
        _block(document, block)


def _block(document: Any, block: Block) -> None:
    match block:
        case Paragraph():
            _paragraph(document, block)
        case Bullets():
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        case Grid():
            _grid(document, block)
        case Chart():
            _chart(document, block)


def _paragraph(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text)
    if block.kind == "note":
        run.font.size, run.font.color.rgb = Pt(9), QUIET
        paragraph.paragraph_format.space_after = Pt(14)
    elif block.kind == "strong":
        run.bold = True
        paragraph.paragraph_format.keep_with_next = True


def _caption(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(8), True
    paragraph.add_run(text).bold = True


def _grid(document: Any, grid: Grid) -> None:
    _caption(document, grid.caption)
    if not grid.rows:
        return
    table = document.add_table(rows=1, cols=1 + len(grid.head), style="Table Grid")
    table.autofit = False
    _narrow(table)
    share = LABEL_SHARE if grid.figures else 1 / (1 + len(grid.head))
    widths = [TEXT_WIDTH * share] + [TEXT_WIDTH * (1 - share) / len(grid.head)] * len(grid.head)
    for cell, text in zip(table.rows[0].cells, (grid.corner, *grid.head), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeated(table.rows[0])
    for row in grid.rows:
        cells = table.add_row().cells
        cells[0].text = row.label
        for cell, shown in zip(cells[1:], row.cells, strict=True):
            _cell(cell.paragraphs[0], shown)
    for place, row in enumerate(table.rows):
        _whole(row)
        kept = place == 0 or (len(grid.rows) <= KEPT_WHOLE and place < len(grid.rows))
        for n, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = "Cell"
            paragraph.paragraph_format.keep_with_next = kept
            if n and grid.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _cell(paragraph: Any, cell: GridCell) -> None:
    if cell.opens:
        _link(paragraph, cell.opens, cell.text)
    else:
        paragraph.add_run(cell.text)


def _narrow(table: Any) -> None:
    """Little air beside the text of cells, so that seven columns of figures fit."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _repeated(row: Any) -> None:
    """The row heads the table on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """The row is not split over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _chart(document: Any, chart: Chart) -> None:
    _caption(document, chart.caption)
    picture = document.add_picture(BytesIO(drawn(chart, "png")), width=Cm(15.5))
    picture._inline.docPr.set("descr", chart.alt)
    picture._inline.docPr.set("title", chart.caption)


def _sources(document: Any, report: Report) -> None:
    heading = document.add_heading(report.sources_heading, level=1)
    first = len(report.sections)
    _bookmark(heading, "underlag", first)
    document.add_paragraph(report.sources_lead)
    for number, source in enumerate(report.sources, first + 1):
        paragraph = document.add_paragraph()
        _bookmark(paragraph, source.anchor, number)
        paragraph.add_run(f"{source.where}: ").bold = True
        paragraph.add_run(source.listed)
