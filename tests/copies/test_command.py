"""`aktsam copies` over a folder of cases."""

from pathlib import Path

from typer import Typer
from typer.testing import CliRunner

from flows.commands.copies import copies

OLD = """DUR-utredning
Namn: {name}
Datum: {day}

Ansökan avser
Ansökan om daglig verksamhet enligt 9 § 10 LSS. Ansökan inkom 2020-02-03.

Boende
{name} bor i en tvåa på Lingonvägen med katten Sotis och två akvarier fulla av neontetror.

Bedömning
{name} behöver fasta rutiner och en handledare som känner henne."""


def test_cases_are_told_in_one_line_each_and_get_a_page(tmp_path: Path) -> None:
    case = tmp_path / "akter" / "A-1"
    case.mkdir(parents=True)
    (case / "DUR 2020.txt").write_text(OLD.format(name="Eva", day="2020-03-01"), encoding="utf-8")
    (case / "DUR 2022.txt").write_text(OLD.format(name="Eva", day="2022-05-10"), encoding="utf-8")
    app = Typer()
    app.command()(copies)
    options = ["--index", str(tmp_path / "kopior.db"), "--pages", str(tmp_path / "sidor"), "--as-of", "2023-01-01"]
    result = CliRunner().invoke(app, [str(tmp_path / "akter"), *options])
    assert result.exit_code == 0, result.output
    assert "A-1: kopierad utan uppdatering, 100 % oförändrat sedan 2020-03-01" in result.output
    assert "Lingonvägen" not in result.output
    assert "oförändrad sedan 2020-03-01" in (tmp_path / "sidor" / "A-1.html").read_text(encoding="utf-8")
