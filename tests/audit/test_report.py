"""The audit report as it is taken away: what its files hold, what may not leave the unit, and names that mean harm."""

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pypdf
import pytest
from docx import Document

from flows.commands.options import earlier_audit
from nlp.errors import InputError
from outputs.audit import facts
from outputs.audit.stored import published_2021
from outputs.audit.tables import make_audit
from outputs.audit.types import Audit
from outputs.report.build import build
from outputs.report.word import write_docx
from outputs.report.write import write_report

DAY = dt.date(2023, 10, 15)
HOSTILE = (
    '=HYPERLINK("http://x")',
    "+46 Norr",
    "<script>alert(1)</script>",
    "Stadsdelen med ett mycket långt namn " * 6,
)


def case(number: int, district: str, **answers: object) -> facts.CaseFacts:
    """A case of an ordinary audit; every third has no plan, every fifth is asked about violence, few are parents."""
    told = {
        "sex": "kvinna" if number % 2 else "man", "provider": f"Utförare {number % 3}", "support": "LSS",
        "birth_year": 1990 + number % 9, "decided": dt.date(2023, 3, 1), "approved": True, "first": number % 7 == 0,
        "investigation_current": number % 8 != 0, "interests": True, "plan": "current" if number % 3 else "missing",
        "verdict": "partial" if number % 3 else "plan_missing", "follow_up": "documented" if number % 2 else "none",
        "freda": "missing" if number % 5 else "asked", "consent": "given" if number % 4 else "missing",
        "contact_without_consent": False, "representative": "none", "minor_children": number % 97 == 0,
    }  # fmt: skip
    return facts.CaseFacts(f"ÄR-{number:04d}", DAY, district, **{**told, **answers})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def audit() -> Audit:
    cases = [case(n, ("Norr", "Söder", "Öster")[n % 3]) for n in range(240)]
    return make_audit(cases, DAY, "abc1234567", {"ÄR-9999": "Filen är krypterad."})


@pytest.fixture(scope="module")
def handed(audit: Audit, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of the masked and the internal report."""
    out = {name: tmp_path_factory.mktemp(name) for name in ("masked", "internal")}
    write_report(audit, out["masked"], internal=False, against=published_2021())
    write_report(audit, out["internal"], internal=True)
    return out


def text_of_pdf(path: Path) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\u00a0", " ")


def text_of_docx(path: Path) -> str:
    document = Document(path)
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells).replace("\u00a0", " ")


def test_every_figure_stands_in_both_documents_and_in_the_workbook(audit: Audit, handed: dict[str, Path]) -> None:
    folder = handed["internal"]
    pdf, docx = " ".join(text_of_pdf(folder / "report.pdf").split()), text_of_docx(folder / "report.docx")
    data = openpyxl.load_workbook(folder / "tables.xlsx")["Data"]
    rows = {tuple(r[:3]): r[3:5] for r in data.iter_rows(min_row=2, values_only=True)}
    for table in audit.tables:
        for row in table.rows:
            for column in table.columns:
                if not (cell := row.cells.get(column.key)):
                    continue
                assert rows[table.title, row.label, column.label] == (cell.count, cell.total)
                if cell.total:
                    assert f"{cell.count} ({cell.percent} %)" in pdf
                    assert f"{cell.count} ({cell.percent} %)" in docx


def test_each_figure_inside_the_unit_opens_its_cases(audit: Audit, handed: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(handed["internal"] / "tables.xlsx")
    sheet = next(s for s in book.worksheets if s["A1"].value == audit.table("freda").title)
    row = int(sheet["B4"].hyperlink.location.rsplit("A", 1)[1])
    yes, no = ([c.value for c in book["Underlag"][n] if c.value is not None] for n in (row, row + 1))
    cell = audit.table("freda").rows[0].cells["total"]
    assert (yes[3], yes[4:]) == ("ja", list(cell.cases))
    assert (no[3], sorted(no[4:] + yes[4:])) == ("nej", sorted(cell.of))
    assert "Underlag: ärendena bakom varje tal" in text_of_pdf(handed["internal"] / "report.pdf")
    assert len(pypdf.PdfReader(handed["internal"] / "report.pdf").named_destinations) > 20


def test_what_leaves_the_unit_holds_no_case_and_no_small_number(handed: dict[str, Path]) -> None:
    """Case numbers are searched in the raw parts of the files too, not only in what is shown."""
    folder = handed["masked"]
    raw = text_of_pdf(folder / "report.pdf") + (folder / "audit.json").read_text(encoding="utf-8")
    for name in ("report.docx", "tables.xlsx"):
        with zipfile.ZipFile(folder / name) as parts:
            raw += "".join(parts.read(n).decode("utf-8", "ignore") for n in parts.namelist() if n.endswith("xml"))
    assert "ÄR-" not in raw
    for text in (text_of_pdf(folder / "report.pdf"), text_of_docx(folder / "report.docx")):
        assert not re.search(
            r"(?<![\d/,.])[1-4] \(\d+ %\)", " ".join(text.split("Jämförelse med en tidigare")[0].split())
        )
        assert "färre än 5" in text
    cells = [
        cell
        for table in json.loads((folder / "audit.json").read_text(encoding="utf-8"))["tables"]
        for row in table["rows"]
        for cell in row["cells"].values()
    ]
    assert None in cells
    assert not [c for c in cells if c and c["count"] in range(1, 5)]


def test_the_internal_report_says_so_on_every_page(handed: dict[str, Path]) -> None:
    pages = pypdf.PdfReader(handed["internal"] / "report.pdf").pages
    assert all("får inte lämna enheten" in page.extract_text() for page in pages)
    assert "får inte lämna enheten" not in pypdf.PdfReader(handed["masked"] / "report.pdf").pages[0].extract_text()
    assert (
        "får inte lämna enheten" in Document(handed["internal"] / "report.docx").sections[0].header.paragraphs[0].text
    )


def test_each_district_gets_its_strengths_and_areas_with_their_figures(handed: dict[str, Path]) -> None:
    """Norr (every third case, all without a plan) has no plan at all; the others all have one."""
    text = " ".join(text_of_docx(handed["internal"] / "report.docx").split())
    norr = text.split("Styrkor och utvecklingsområden")[-1].split("Norr", 1)[1].split("Söder")[0]
    assert "Att utveckla" in norr
    assert "En aktuell genomförandeplan finns för 0 av 80 bifall (0 %). I hela granskningen: 67 %." in norr


def test_the_comparison_tells_chance_from_change(handed: dict[str, Path]) -> None:
    """2021: 65 of 79 with a plan; here 160 of 240, which is certainly less. FREDA: 9 of 80 against 48 of 240."""
    text = " ".join(text_of_docx(handed["masked"] / "report.docx").split())
    line = text.split("Aktuell genomförandeplan: Aktuell plan finns")[1][:90]
    assert line.split()[:3] == ["65/79", "(82", "%)"]
    assert "160/240 (67 %)" in line
    assert "säkerställd" in line
    assert "kan bero på slumpen" in text


def test_a_name_is_never_a_formula_nor_markup_and_tables_hold_their_place(tmp_path: Path) -> None:
    cases = [case(n, HOSTILE[n % 4], provider=HOSTILE[n % 4]) for n in range(80)]
    write_report(make_audit(cases, DAY, "v"), tmp_path, internal=True)
    with zipfile.ZipFile(tmp_path / "tables.xlsx") as parts:
        assert not [n for n in parts.namelist() if "sheet" in n and b"<f>" in parts.read(n)]
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    values = {c.value for s in book.worksheets for r in s.iter_rows() for c in r}
    assert HOSTILE[0] in values
    assert HOSTILE[1] in values
    assert "<script>alert(1)</script>" in text_of_pdf(tmp_path / "report.pdf").replace("\n", "")
    assert all(len(s.title) <= 31 for s in book.worksheets)


def test_many_districts_are_split_over_tables_that_can_be_read(tmp_path: Path) -> None:
    cases = [case(n, f"Område {n % 25:02d}") for n in range(150)]
    write_docx(build(make_audit(cases, DAY, "v"), internal=True), tmp_path / "report.docx")
    widths = {len(t.columns) for t in Document(tmp_path / "report.docx").tables}
    assert max(widths) <= 8
    assert "Område 24" in text_of_docx(tmp_path / "report.docx")


def test_the_same_audit_gives_the_same_report(audit: Audit, handed: dict[str, Path], tmp_path: Path) -> None:
    write_docx(build(audit, internal=True), tmp_path / "again.docx")
    with zipfile.ZipFile(tmp_path / "again.docx") as one, zipfile.ZipFile(handed["internal"] / "report.docx") as other:
        assert {n: one.read(n) for n in one.namelist()} == {n: other.read(n) for n in other.namelist()}


def test_small_numbers_of_an_earlier_audit_do_not_come_out_through_the_comparison(
    audit: Audit, handed: dict[str, Path]
) -> None:
    internal, masked = (str(handed[name] / "audit.json") for name in ("internal", "masked"))
    with pytest.raises(InputError, match="inte får lämna enheten"):
        earlier_audit(internal, internal=False)
    assert earlier_audit(internal, internal=True)
    assert earlier_audit(masked, internal=False)
    assert "left_out" not in json.loads(Path(masked).read_text(encoding="utf-8"))  # one case left out is a small number
    text = text_of_docx(handed["masked"] / "report.docx")
    assert "Färre än 5 ärenden är helt eller delvis utanför talen" in text


def test_an_audit_of_nothing_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aktsam review"):
        write_report(make_audit([], DAY, "v"), tmp_path, internal=True)
