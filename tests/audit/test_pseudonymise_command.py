"""`aktsam pseudonymise` as a user runs it: measured on the real labels, Swedish errors, an exit code."""

import datetime as dt
from pathlib import Path

import pytest
import typer

from flows.commands.pseudonymise import asked, pseudonymise
from nlp.errors import InputError
from nlp.types import CaseRow, Document, Kind, Status
from outputs.pseudonyms.measure import Recall
from outputs.store import CaseResult, Store


@pytest.fixture(scope="module")
def recall() -> Recall:
    return asked()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two cases, one of which holds a name that nothing replaces."""
    record = {"flags": [], "conformity": {"links": []}, "order": None, "plan": None}
    with Store(tmp_path / "s.db") as opened:
        run = opened.start_run(dt.date(2023, 10, 15), "v", 2)
        for case, text in (("A-1", "Yngve Bredhammar ringde."), ("A-2", "Bred hammar ringde.")):
            document = Document("J.pdf", case, Status.READ, text, kind=Kind.JOURNAL)
            row = CaseRow(case, "Yngve Bredhammar", "19770707-9991")
            opened.save(
                CaseResult(row, "k", dt.date(2023, 10, 15), "r", (document,), (), {**record, "case": case}), run
            )
    return tmp_path / "s.db"


def test_the_rules_in_use_are_good_enough_for_an_export(recall: Recall) -> None:
    assert recall.too_low() == []
    assert recall.labelled["person"] == 1539
    assert all(recall.share(kind)[0] == 1 for kind in ("personal_number", "phone", "mail"))


def test_the_left_out_case_is_told_by_number_and_by_exit_code(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as end:
        pseudonymise(tmp_path / "ut", store, ["jsonl"], ["handlingar"])
    assert end.value.exit_code == 1
    said = capsys.readouterr().out
    assert ": 1. Hittat i de märkta" in said
    assert "Utelämnat: A-2 (namn stod kvar efter utbytet)." in said
    assert "Bredhammar" not in said
    with Store(store, read_only=True) as opened:
        (row,) = opened.db.query("select action, target from access_log")
    assert row == {"action": "pseudonymiserad export", "target": "alla"}
    assert (tmp_path / "ut" / "handlingar.jsonl").read_text(encoding="utf-8").count("ringde") == 1


WRONG = [
    ({"formats": ["xlsx"]}, "--format"),
    ({"what": ["allt"]}, "--what"),
    ({"also": ["datum"]}, "--also"),
    ({"out": None}, "Ange en ny mapp"),
]


@pytest.mark.parametrize(("given", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_it_does_not_know_it_says(store: Path, tmp_path: Path, given: dict[str, list[str]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        pseudonymise(**{"out": tmp_path / "ut", "store": store, **given})
