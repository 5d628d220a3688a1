"""The demo cases as printed read as the sources say: words, blocks, tables, titles."""

from __future__ import annotations

from pathlib import Path

from agreement import measured

from nlp.reading import Limits

ROOT = Path(__file__).parents[2] / "annotations"


def test_a_case_of_each_district_reads_as_its_source() -> None:
    cases = ("FAR-01", "NOR-08", "RIK-04", "SOD-02")
    figures = measured(ROOT / "sources", ROOT / "cases", Limits(ocr=False), cases)
    assert set(figures) == {"pdf", "docx", "txt"}
    for kind, row in figures.items():
        assert row["tokens"] > 0.995, kind
        assert row["blocks"] > 0.98, kind
        assert row.get("cells", 1.0) > 0.98, kind
        assert row["title"] == 1.0, kind
