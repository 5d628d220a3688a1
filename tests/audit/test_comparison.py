"""Two audits compared, and an audit kept for later."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from audit_people import DAY, people

from nlp.errors import InputError
from outputs.audit.comparison import Change, compare
from outputs.audit.masking import shown
from outputs.audit.stored import Figure, Published, published, published_2021, read_audit, write_audit
from outputs.audit.tables import make_audit
from outputs.audit.types import Audit

KEY = ("plan", "current", "total")


@pytest.fixture(scope="module")
def audit() -> Audit:
    return make_audit(people(120, 3, 1), DAY, "regler-1", {"C-99999": "Mappen är tom."})


def _change(earlier: tuple[int, int], later: tuple[int, int]) -> Change:
    day = dt.date(2020, 1, 1)
    (change,) = compare(
        Published("förr", day, 10, {KEY: Figure(*earlier)}), Published("nu", day, 10, {KEY: Figure(*later)})
    )
    return change


# Newcombe 1998 (Statistics in Medicine 17:873), Table II, method 10: later share, earlier share, interval.
NEWCOMBE = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((10, 10), (0, 20), (0.6791, 1.0000)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
]


@pytest.mark.parametrize(("later", "earlier", "interval"), NEWCOMBE)
def test_the_interval_of_a_difference_is_newcombes(
    later: tuple[int, int], earlier: tuple[int, int], interval: tuple[float, float]
) -> None:
    change = _change(earlier, later)

    assert (round(change.interval.low, 4), round(change.interval.high, 4)) == interval
    assert change.certain == (interval[0] > 0)
    assert change.difference == pytest.approx(later[0] / later[1] - earlier[0] / earlier[1])


def test_a_fall_is_certain_as_well_as_a_rise() -> None:
    assert _change((56, 70), (10, 80)).certain
    assert _change((56, 70), (10, 80)).difference < 0


def test_each_share_has_wilsons_interval() -> None:
    change = _change((0, 10), (81, 263))

    assert (round(change.earlier_interval.low, 4), round(change.earlier_interval.high, 4)) == (0.0, 0.2775)
    assert (round(change.later_interval.low, 4), round(change.later_interval.high, 4)) == (0.2553, 0.3662)


def test_only_figures_that_both_have_are_compared() -> None:
    day = dt.date(2020, 1, 1)
    earlier = Published("förr", day, 1, {KEY: Figure(1, 2), ("a", "b", "c"): Figure(1, 2)})
    later = Published("nu", day, 1, {("x", "y", "z"): Figure(1, 2), KEY: Figure(2, 2)})

    assert [(c.table, c.row, c.column) for c in compare(earlier, later)] == [KEY]


def test_the_published_figures_have_the_keys_of_our_tables_and_their_totals(audit: Audit) -> None:
    rows = {(t.key, r.key) for t in audit.tables for r in t.rows}
    known = published_2021().figures

    assert {(table, row) for table, row, _ in known} <= rows
    assert sum(known["conformity", r, "total"].count for r in ("full", "partial", "none", "plan_missing")) == 79
    assert sum(known["consent", r, "total"].count for r in ("documented", "contact_without", "none")) == 80
    for (table, row, column), figure in known.items():
        sexes = [known.get((table, row, s)) for s in ("kvinna", "man")]
        if column == "total" and sexes[0] and sexes[1]:
            assert sexes[0].count + sexes[1].count == figure.count, (table, row)
            assert sexes[0].total + sexes[1].total == figure.total, (table, row)


@pytest.mark.parametrize("masked", [True, False])
def test_an_audit_written_and_read_again_compares_as_it_did(audit: Audit, masked: bool, tmp_path: Path) -> None:
    write_audit(audit, tmp_path / "audit.json", masked=masked)

    assert read_audit(tmp_path / "audit.json") == published(audit, masked)


def test_what_leaves_the_unit_has_no_case_numbers_and_nothing_of_hidden_cells(audit: Audit, tmp_path: Path) -> None:
    write_audit(audit, tmp_path / "audit.json", masked=True)
    text = (tmp_path / "audit.json").read_text(encoding="utf-8")
    kept = {
        (t["key"], r["key"], c): cell
        for t in json.loads(text)["tables"]
        for r in t["rows"]
        for c, cell in r["cells"].items()
    }

    assert "C-0" not in text
    assert "C-9" not in text
    hidden = [(t.key, r, c) for t in audit.tables for (r, c), s in shown(t, True).items() if s.count is None]
    assert len(hidden) > 50
    assert all(kept[place] is None for place in hidden)


def test_inside_the_unit_each_cell_keeps_its_cases(audit: Audit, tmp_path: Path) -> None:
    write_audit(audit, tmp_path / "audit.json", masked=False)
    whole = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    table = next(t for t in whole["tables"] if t["key"] == "freda")

    cell = audit.table("freda").rows[0].cells["total"]
    assert table["rows"][0]["cells"]["total"]["cases"] == list(cell.cases)
    assert whole["left_out"]["C-99999"] == "Mappen är tom."


@pytest.mark.parametrize("content", ["", "[]", '{"format": "annat"}', '{"format": "aktsam-granskning"}', "\ud7ff"])
def test_a_file_that_is_no_audit_is_told_of_by_name(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=r"x\.json"):
        read_audit(tmp_path / "x.json")


def test_a_file_that_is_not_there_is_told_of_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.json"):
        read_audit(tmp_path / "x.json")
