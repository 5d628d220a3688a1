"""What people see of the reading: pages with their evidence marked, and `aktsam explain`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
import typer
from PIL import Image
from printing import Sheet
from typer.testing import CliRunner

from flows.commands.explain import explain
from nlp.errors import FileUnreadable
from nlp.reading import read_file
from nlp.reading.render import page_picture

app = typer.Typer()
app.command()(explain)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    sheet = Sheet()
    sheet.heading("Genomförandeplan", 17)
    sheet.grid([[["Namn"], ["Eva Ek"]], [["Upprättad"], ["2022-03-04"]]], (62, 200, 533))
    sheet.heading("Mål")
    sheet.lines(["Eva vill ha en praktikplats."])
    return sheet.save(tmp_path / "plan.pdf")


def test_the_words_of_the_evidence_are_marked(plan: Path) -> None:
    document = read_file(plan)
    start = document.text.index("praktikplats")
    boxes = document.evidence(start, start + len("praktikplats")).boxes
    picture = np.asarray(Image.open(io.BytesIO(page_picture(plan, 1, boxes))))
    high, wide, _ = picture.shape
    marked = (picture[:, :, 0] > 200) & (picture[:, :, 2] < 100)
    rows, columns = np.where(marked)
    assert boxes[0].top - 0.01 < rows.min() / high < rows.max() / high < boxes[0].bottom + 0.01
    assert boxes[0].left - 0.01 < columns.min() / wide < columns.max() / wide < boxes[0].right + 0.01


def test_what_has_no_page_says_so(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    for path, page in ((tmp_path / "a.txt", 1), (plan, 7), (tmp_path / "borta.pdf", 1)):
        with pytest.raises(FileUnreadable):
            page_picture(path, page)


def test_explain_prints_what_was_read(plan: Path) -> None:
    shown = CliRunner().invoke(app, [str(plan)])
    assert shown.exit_code == 0
    for words in ("läst", "Genomförandeplan", "Eva Ek", "rubrik 1", "Eva vill ha en praktikplats."):
        assert words in shown.output


def test_explain_as_json_and_for_a_bad_file(plan: Path, tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, [str(plan), "--json"])
    assert json.loads(shown.output)["text"] == "Mål\nEva vill ha en praktikplats."
    shown = CliRunner().invoke(app, [str(tmp_path / "borta.pdf")])
    assert shown.exit_code == 1
    assert "Kontrollera sökväg" in shown.output
