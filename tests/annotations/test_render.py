"""Rendered case files: every word is there, the layout is a municipality's, and the bytes come out alike."""

import unicodedata
from pathlib import Path

import docx
import pypdfium2
import pytest

from annotations.akt import read_akt
from annotations.render import Person, render_case, render_folder
from annotations.render_pdf import FILES, font_path
from nlp.errors import InputError

PERSON = Person("Alma Ödmark", "19930304-9965", "Bo Ek", "Åmåla", "Sågens verkstad")
CASE = """=== dur-utredning | title=Utr | date=2022-03-01 | file=utr | format=pdf | prev_date=2020-03-01 | prev_file=gml
# Boende
++ Alma bor numera i en nyrenoverad bostadsrättslägenhet på Åsgatan.
☐ Ensam ☒ Med syster
| Funktionstillstånd nu | Avsett funktionstillstånd (mål) | Stöd |
| Ja | Alma har en egen återkommande uppgift och vet vem som ansvarar för den varje dag i veckan | Kort |
-- Alma bor hos sin pappa.

=== genomförandeplan | title=Min plan | date=2022-04-01 | received=2022-04-05 | file=plan | format=docx
| Mål | Hur |
| [[mål:P1=M1|Jobba i affär]] | [[aktivitet:P2+|Öva i kassan]] |

=== journal | title=Journal | file=journal | format=scan
# 2022-03-01
Samtal.

=== informationsruta | title=Viktigt | file=ruta | format=txt
Ring ☐ sms ☒ → ej före tio.
"""
LOOKS = range(5)


def fonts_installed() -> bool:
    """True if every font of the looks is there."""
    try:
        return all(font_path(file) for pair in FILES.values() for file in pair)
    except InputError:
        return False


pytestmark = pytest.mark.skipif(not fonts_installed(), reason="fonts-dejavu and fonts-liberation are not installed")


def text_of(path: Path) -> str:
    """The words of a PDF, hyphens at line ends taken out."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    text = unicodedata.normalize("NFC", "\n".join(pages)).replace("\r\n", "\n")
    for hyphen in ("\ufffe", "\u00ad\n", "-\n", "\u00ad"):
        text = text.replace(hyphen, "")
    return " ".join(text.split())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "T-01.akt"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_every_document_becomes_a_file_and_the_earlier_version_its_own(source: Path, tmp_path: Path) -> None:
    paths = render_case(read_akt(source), PERSON, tmp_path / "out")
    assert [p.name for p in paths] == ["utr.pdf", "gml.pdf", "plan.docx", "journal.pdf", "ruta.txt"]
    assert "hos sin pappa" in text_of(paths[1])
    assert "hos sin pappa" not in text_of(paths[0])


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_prints_the_form_head_and_the_words_without_marks(source: Path, tmp_path: Path, look: int) -> None:
    text = text_of(render_case(read_akt(source), PERSON, tmp_path / "out", look)[0])
    for words in (
        "Alma Ödmark",
        "19930304-9965",
        "2022-03-01",
        "Bo Ek",
        "bostadsrättslägenhet på Åsgatan.",
        "☐ Ensam ☒ Med",
    ):
        assert words in text
    assert "[[" not in text


def test_words_in_narrow_columns_stay_whole(source: Path, tmp_path: Path) -> None:
    text = text_of(render_case(read_akt(source), PERSON, tmp_path / "out")[0])
    assert "Funktionstillstånd nu" in text
    assert "återkommande" in text


def test_looks_differ(source: Path, tmp_path: Path) -> None:
    decision = read_akt(source)[:1]
    prints = {text_of(render_case(decision, PERSON, tmp_path / str(n), n)[0]) for n in (0, 3)}
    assert len(prints) == 2


def test_plans_are_the_providers_print_with_the_day_they_came_in(source: Path, tmp_path: Path) -> None:
    document = docx.Document(str(render_case(read_akt(source), PERSON, tmp_path / "out")[2]))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    lines = cells + [p.text for p in document.paragraphs]
    assert any("2022-04-05" in line for line in lines)
    assert {"Jobba i affär", "Öva i kassan"} <= set(cells)


def test_scans_hold_pictures_and_no_text(source: Path, tmp_path: Path) -> None:
    assert text_of(render_case(read_akt(source), PERSON, tmp_path / "out")[3]) == ""


def test_same_case_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    first = render_case(read_akt(source), PERSON, tmp_path / "a")
    second = render_case(read_akt(source), PERSON, tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_a_folder_is_rendered_with_the_people_of_its_list(source: Path, tmp_path: Path) -> None:
    (tmp_path / "arenden.csv").write_text(
        "ärendenummer;namn;personnummer;handläggare;stadsdel;utförare\nT-01;Siv By;19800101-9985;Li;Orten;Verket\n",
        encoding="utf-8-sig",
    )
    assert render_folder(tmp_path, tmp_path / "out") == 1
    assert "Siv By" in text_of(tmp_path / "out" / "T-01" / "utr.pdf")
    assert (tmp_path / "out" / "arenden.csv").exists()


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="akt"):
        render_folder(tmp_path, tmp_path / "out")
