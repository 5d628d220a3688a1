"""The check on a whole case, and the page that shows its comparison."""

import re

import pytest

from nlp.checks.copied import compare, find
from outputs.comparison import comparison_page

OLD = """# Ansökan avser
Eva ansöker om fortsatt daglig verksamhet. Ansökan inkom 2020-02-03.
# Bakgrund
Eva är 29 år och har autism. Beskriv bakgrunden kortfattat i egna ord.
# Boende
Eva bor hos sin mamma i en trea på Storgatan. Förra sommaren målades köket <om>.
# Ekonomi
Aktivitetsersättning är beviljad t.o.m. december 2020."""


@pytest.fixture
def copied_case(make_document, make_case):
    now = make_document(OLD, "2022-05-10", "DUR 2022.pdf")
    return make_case(now, make_document(OLD, "2020-03-01", "DUR 2020.pdf"))


def test_a_copy_is_reported_with_its_origin_and_what_is_old_in_it(copied_case) -> None:
    found = find(copied_case)
    assert found.copied
    assert found.copied_from == "DUR 2020.pdf"
    assert found.unchanged_share == 1
    assert {s.sign for s in found.stale_statements} >= {"age", "passed", "basis"}
    assert found.form_words_excluded == 6


def test_without_an_earlier_version_the_text_gives_itself_away(copied_case, make_case) -> None:
    found = find(make_case(copied_case.investigation))
    assert found.copied
    assert found.copied_from is None
    assert found.unchanged_share is None


def test_one_investigation_kept_in_two_files_is_no_copy_of_itself(make_document, make_case) -> None:
    text = "# Boende\nEva bor i en tvåa på Lingonvägen med katten Sotis.\n# Hälsa\nEva har migrän vid stress."
    now, same = make_document(text, "2022-05-10", "DUR.pdf"), make_document(text, "2022-05-10", "DUR.docx")
    assert not find(make_case(now, same)).copied


def test_a_title_proves_nothing(make_document, make_case) -> None:
    now = make_document("# Boende\nEva bor i en etta.", "2022-05-10", "Kopia av DUR-utredning.pdf")
    found = find(make_case(now))
    assert found.title_says_copy
    assert not found.copied


def test_without_an_investigation_nothing_is_said(make_case) -> None:
    found = find(make_case(None))
    assert not found.copied
    assert found.copied_probability is None


def test_the_page_says_on_top_how_much_stands_and_how_many_cannot_be_true(copied_case) -> None:
    page = comparison_page(compare(copied_case), find(copied_case), "T-01")
    assert "100 % av texten är oförändrad sedan 2020-03-01 (formulärtext borträknad)." in page
    assert re.search(r"\d uppgifter kan inte längre stämma\.", page)
    assert "Kopierad utan uppdatering" in page


def test_the_page_escapes_case_text_runs_nothing_and_fetches_nothing(copied_case) -> None:
    page = comparison_page(compare(copied_case), find(copied_case), "T-01")
    assert "&lt;om&gt;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_shows_both_wordings_of_a_change_in_words_and_signs(make_document, make_case) -> None:
    now = make_document(OLD.replace("i en trea på Storgatan", "i en villa på Storgatan"), "2022-05-10", "ny.pdf")
    case = make_case(now, make_document(OLD, "2020-03-01", "gammal.pdf"))
    page = comparison_page(compare(case), find(case), "T-01")
    assert "<del>trea</del>" in page
    assert "<ins>villa</ins>" in page
    assert "≈ Ändrad" in page
