"""The labels of `annotations/language` are sound, and what the figures rest on is what the text says."""

import json
from pathlib import Path

import pytest

from annotations.language.score_names import score, texts
from models.language.corpus import Row, Sentence, harmonise, read_conllu
from nlp.language import sentences

FOLDER = Path(__file__).parents[2] / "annotations" / "language"
FILES = sorted(FOLDER.glob("*.conllu"))
POS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())  # noqa: SIM905


def test_there_are_sentences_from_all_districts() -> None:
    counts = {path.stem: len(list(read_conllu(path))) for path in FILES}
    assert set(counts) == {"FAR", "NOR", "RIK", "SOD"}
    assert sum(counts.values()) >= 300


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_labels_are_complete(path: Path) -> None:
    found = list(read_conllu(path))
    assert found[0].begins
    assert len({s.id for s in found}) == len(found)
    for row in (r for s in found for r in s.rows):
        assert row.pos in POS
        assert row.form
        assert row.lemma


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_the_splitter_finds_the_labelled_ends(path: Path) -> None:
    blocks: list[list[Sentence]] = []
    for sentence in read_conllu(path):
        if sentence.begins:
            blocks.append([])
        blocks[-1].append(sentence)
    wrong = 0
    for block in blocks:
        text = " ".join(s.text for s in block)
        wrong += [text[a:b] for a, b in sentences(text)] != [s.text for s in block]
    assert wrong <= len(blocks) * 0.03


def test_each_labelled_name_stands_in_its_case() -> None:
    for line in (FOLDER / "names.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        whole = "\n".join(texts(row["case"]))
        assert [n for n in row["names"] if n not in whole] == []


def test_names_of_persons_are_found_in_every_district() -> None:
    figures = score()
    assert figures["all"][0] >= 0.99
    assert all(recall >= 0.985 and precision >= 0.97 for recall, precision, _ in figures.values())


def test_harmonising_takes_the_measures_labels_for_the_same_form_and_tag() -> None:
    def one(feats: str, lemma: str) -> Sentence:
        return Sentence("x", (Row("som", lemma, "PRON", "HP|-|-|-", feats, True),))

    measure = [one("PronType=Rel", "som")] * 3
    (changed,) = harmonise([one("PronType=Int,Rel", "som")], measure)
    assert changed.rows[0].feats == "PronType=Rel"
