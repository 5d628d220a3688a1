"""`aktsam compare`: one pair, and a file of pairs."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows.commands.compare import compare, read_pairs
from nlp.errors import InputError

APP = typer.Typer()
APP.command()(compare)
RUNNER = CliRunner()


def test_one_pair() -> None:
    result = RUNNER.invoke(APP, ["Praktik tre dagar i veckan", "Praktik en dag i veckan"])
    answer = json.loads(result.stdout)
    assert answer["relation"] == "changed"
    assert 0 < answer["score"] <= 1
    assert "tre dagar i veckan" in answer["reason"]


def test_a_file_is_answered_line_by_line_in_order(tmp_path: Path) -> None:
    file = tmp_path / "par.jsonl"
    rows = [
        {"a": "Praktik tre dagar i veckan", "b": "Praktik 3 dgr/v"},
        {"a": "Praktik tre dagar i veckan", "b": "Praktik en dag i veckan"},
        {"a": "Sortera kläder i second hand-butiken", "b": "Simning på torsdagar med gruppen"},
    ]
    file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    result = RUNNER.invoke(APP, ["--file", str(file)])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["relation"] for a in answers] == ["same", "changed", "unrelated"]
    assert all(set(a) == {"relation", "score", "reason"} for a in answers)


@pytest.mark.parametrize("line", ["inte json", '{"a": "x"}', '{"a": 1, "b": "x"}', "[1, 2]"])
def test_a_bad_line_is_named_without_its_text(tmp_path: Path, line: str) -> None:
    file = tmp_path / "par.jsonl"
    file.write_text('{"a": "x", "b": "y"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="rad 2") as caught:
        read_pairs(file)
    assert line not in str(caught.value)


def test_neither_pair_nor_file_says_what_to_do() -> None:
    result = RUNNER.invoke(APP, ["bara en text"])
    assert isinstance(result.exception, InputError)
    assert "--file" in str(result.exception)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kan inte läsas"):
        read_pairs(tmp_path / "saknas.jsonl")
