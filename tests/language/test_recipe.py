"""The recipe from a tiny data folder to weights and card, for real but for a few steps only."""

import lzma
from pathlib import Path

import pytest
from spacy.util import load_config

from models.language import train as recipe
from models.language import vectors
from models.language.card import checksums
from nlp.language.pipeline import pipeline

pytest.importorskip("floret")
LABELS = recipe.OWN
LEMMAS = "flicka\tflickor\nflicka\tflickan\nplan\tplanen\nplan\tplaner\nringa\tringer\nringa\tringde\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    for name in ("ud", "raw", "lexicon", "ner"):
        (folder / name).mkdir(parents=True)
    for source, path in zip(("FAR", "NOR", "RIK"), recipe.TREEBANKS.values(), strict=True):
        text = "\n\n".join((LABELS / f"{source}.conllu").read_text(encoding="utf-8").split("\n\n")[:20])
        (folder / path).write_text(text, encoding="utf-8")
    for name in vectors.SOURCES:
        with lzma.open(folder / "raw" / f"{name}.txt.xz", "wt", encoding="utf-8") as file:
            file.write("hon ringer om planen i dag\n" * 20)
    with lzma.open(folder / "lexicon" / "lemma.tsv.xz", "wt", encoding="utf-8") as file:
        file.write(LEMMAS)
    (folder / recipe.NEWS).write_text("Anna PER\nringer 0\n. 0\n", encoding="utf-8")
    config = load_config(recipe.CONFIG, interpolate=False)
    config["training"] |= {"max_steps": 2, "eval_frequency": 1}
    config.to_disk(tmp_path / "config.cfg")
    monkeypatch.setattr(recipe, "CONFIG", tmp_path / "config.cfg")
    monkeypatch.setattr(recipe, "RUNS", ("seed 1", "fold FAR+NOR"))
    monkeypatch.setattr(recipe, "case_texts", lambda: ["Hon ringer Anna Berg om planen."] * 3)
    monkeypatch.setattr(vectors, "ROWS", 200)
    return folder


def test_from_data_to_weights_and_card(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, work = tmp_path / "modell", tmp_path / "work"
    monkeypatch.setattr(recipe, "WORK", work)
    recipe.train(data, out, seed=1)
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "seeds: 1" in card
    assert all(digest in card for digest in checksums(out).values())
    monkeypatch.setenv("AKTSAM_LANGUAGE_MODEL", str(out))
    assert pipeline()("Planen är klar.").text == "Planen är klar."

    material = recipe.gather(data, work / out.name)
    recipe.fit(material, recipe.everything(material), tmp_path / "igen", seed=1).to_disk(tmp_path / "igen" / "modell")
    again = checksums(tmp_path / "igen" / "modell")
    same = {name: digest for name, digest in checksums(out).items() if name not in ("config.cfg", "meta.json")}
    assert {name: again[name] for name in same} == same
