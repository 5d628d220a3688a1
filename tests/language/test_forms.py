"""The table of forms: what it is built from, and that it comes back from disk the same."""

from pathlib import Path

import pytest

from models.language.lemmas import classes
from nlp.language.forms import FormTable

TABLE = FormTable.build(
    {
        ("flickorna", "NOUN"): "flicka",
        ("planerna", "NOUN"): "plan",
        ("planerar", "VERB"): "planera",
        ("plan", "NOUN"): "plan",
        ("lägre", "ADJ"): "låg",
    }
)


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("flickorna", "NOUN", "flicka"),
        ("lägre", "ADJ", "låg"),
        ("planerna", "VERB", None),
        ("genomförandeplanerna", "NOUN", "genomförandeplan"),
        ("ombyggnadsplan", "NOUN", None),  # the last part has too few letters to be trusted
        ("xyzzy", "NOUN", None),
        ("", "NOUN", None),
    ],
)
def test_lemma(form: str, pos: str, lemma: str | None) -> None:
    assert TABLE.lemma(form, pos) == lemma


def test_description_tells_class_and_inflection() -> None:
    assert TABLE.describe("flickorna") == ("N", "NOUNorna>a")
    assert TABLE.describe("genomförandeplanerna")[0] == "n"
    assert TABLE.describe("xyzzy") == ("", "")


def test_disk_gives_the_same_table(tmp_path: Path) -> None:
    TABLE.to_disk(tmp_path)
    again = FormTable.from_disk(tmp_path)
    assert again.lemma("flickorna", "NOUN") == "flicka"
    assert (again.keys == TABLE.keys).all()


@pytest.mark.parametrize(
    ("lemma", "forms", "expected"),
    [
        ("område", "område områdes området områdets områden områdena", {"NOUN"}),
        ("rum", "rum rummet rummets rummen", {"NOUN"}),
        ("arbeta", "arbeta arbetar arbetade arbetat arbetas", {"VERB"}),
        ("lista", "lista listan listans listor listar listade listat", {"VERB", "NOUN"}),
        ("snäll", "snäll snällt snälla snällare snällast", {"ADJ"}),
        ("hoppas", "hoppas hoppades hoppats", {"VERB"}),
    ],
)
def test_class_of_a_lemma_from_its_forms(lemma: str, forms: str, expected: set[str]) -> None:
    assert set(classes(lemma, set(forms.split()))) == expected
