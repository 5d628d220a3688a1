"""`aktsam check-order`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.commands.check_order import check_order_file
from nlp.errors import FileUnreadable

CASE = Path(__file__).parents[2] / "annotations" / "cases" / "FAR-01" / "Bestallning_Havremagasinet.pdf"


def test_tells_what_lacks_and_hints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = tmp_path / "order.txt"
    order.write_text("Mål: Kim ska må bra.\nAktivitet: Resträning med personal.\n", encoding="utf-8")
    check_order_file(order)
    said = capsys.readouterr().out
    assert "Syfte saknas" in said
    assert "Mål M1: Kim ska må bra" in said
    assert "→ Skriv när målet ska vara nått" in said


def test_json_of_a_printed_order(capsys: pytest.CaptureFixture[str]) -> None:
    check_order_file(CASE, as_json=True)
    record = json.loads(capsys.readouterr().out)
    assert [e["id"] for e in record["elements"]] == ["S1", "M1", "D1", "A1", "A2"]
    assert record["missing"] == {}


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(FileUnreadable):
        check_order_file(bad)
