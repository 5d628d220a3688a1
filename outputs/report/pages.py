"""Writes a report as PDF with WeasyPrint: tagged (PDF/UA), with contents, bookmarks, page numbers and links.

Nothing is fetched: charts travel in the page as data, and any other address is refused.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from outputs.report.charts import drawn
from outputs.report.content import Block, Chart, Report

TEMPLATES = Path(__file__).parents[1] / "templates"


def write_pdf(report: Report, path: Path) -> None:
    """Writes the report. Raises `OSError` if the file cannot be written."""
    from weasyprint import HTML  # loads the text layout's C libraries: only who writes a PDF needs them
    from weasyprint.urls import URLFetcher

    page = _template().render(report=report)
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    HTML(string=page, url_fetcher=fetcher).write_pdf(path, pdf_variant="pdf/ua-1")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.tests["of"] = _is_of
    environment.filters["picture"] = _picture
    return environment.get_template("audit_report.html.j2")


def _is_of(block: Block, name: str) -> bool:
    """Whether a block is of the class named."""
    return type(block).__name__ == name


def _picture(chart: Chart) -> str:
    """The chart as the address of a picture that lies in the address itself."""
    return "data:image/svg+xml;base64," + b64encode(drawn(chart, "svg")).decode()
