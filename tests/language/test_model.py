"""The shipped pipeline: loads offline, is what its card says, and makes sense of care text."""

import json
import re
import socket
from pathlib import Path

import pytest
from spacy.language import Language

from models.language.card import checksums
from nlp.errors import ModelError
from nlp.language import pipeline as module
from nlp.language.pipeline import DEFAULT, pipeline

CARD = (DEFAULT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def test_loads_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    module._load.cache_clear()
    assert pipeline("sentences", "morphology").pipe_names == [
        "tok2vec",
        "morphologizer",
        "aktsam_entities",
        "aktsam_sentences",
    ]


def test_only_what_is_asked_for_is_loaded() -> None:
    assert pipeline("sentences").pipe_names == ["aktsam_sentences"]
    assert pipeline("sentences") is pipeline("sentences")


ROWS = [
    ("Hon trivs i snickeriet.", "PRON VERB ADP NOUN PUNCT"),
    ("Anna har inte fått något svar.", "PROPN AUX PART VERB DET NOUN PUNCT"),
    ("Daglig verksamhet beviljas i två år.", "ADJ NOUN VERB ADP NUM NOUN PUNCT"),
    ("Handläggaren ringer systern på fredag.", "NOUN VERB NOUN ADP NOUN PUNCT"),
    ("Planen följs upp i maj.", "NOUN VERB ADV ADP NOUN PUNCT"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_parts_of_speech(nlp: Language, text: str, expected: str) -> None:
    assert " ".join(t.pos_ for t in nlp(text)) == expected


LEMMAS = [
    ("Målen i genomförandeplanerna följdes upp.", {"Målen": "mål", "genomförandeplanerna": "genomförandeplan"}),
    ("Hon var på arbetsträningen.", {"var": "vara", "arbetsträningen": "arbetsträning"}),
    ("Handläggarna ringde om ärendet.", {"Handläggarna": "handläggare", "ringde": "ringa", "ärendet": "ärende"}),
    ("Uppgifterna blev lättare.", {"Uppgifterna": "uppgift", "blev": "bli", "lättare": "lätt"}),
    ("Delmålet är uppnått enligt kontaktpersonerna.", {"Delmålet": "delmål", "kontaktpersonerna": "kontaktperson"}),
    ("Kontakten med LSS-handläggaren fungerar.", {"Kontakten": "kontakt", "fungerar": "fungera"}),
]


@pytest.mark.parametrize(("text", "expected"), LEMMAS)
def test_lemmas(nlp: Language, text: str, expected: dict[str, str]) -> None:
    found = {t.text: t.lemma_ for t in nlp(text)}
    assert {form: found[form] for form in expected} == expected


def test_features_and_sentences(nlp: Language) -> None:
    doc = nlp("Tel m. utf. ang. GP. Hon vill byta dag.\nNy rad utan punkt")
    assert [s.text.strip() for s in doc.sents] == ["Tel m. utf. ang. GP.", "Hon vill byta dag.", "Ny rad utan punkt"]
    assert nlp("Hon arbetade.")[1].morph.get("Tense") == ["Past"]


def test_personal_data_are_entities(nlp: Language) -> None:
    doc = nlp("Tel m. Linda Ceder, 070-123 45 67. Linda ska ut på praktik.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Linda Ceder", "person"),
        ("070-123 45 67", "phone"),
        ("Linda", "person"),
    ]
    assert {t.pos_ for e in doc.ents if e.label_ == "person" for t in e} == {"PROPN"}


def test_empty_and_odd_text(nlp: Language) -> None:
    assert len(nlp("")) == 0
    assert nlp(" \n\t ☒ §§ ").text == " \n\t ☒ §§ "


def test_checksums_of_the_weights() -> None:
    assert checksums(DEFAULT) == json.loads((DEFAULT / "checksums.json").read_text(encoding="utf-8"))


def test_size_is_within_the_limit() -> None:
    assert sum(p.stat().st_size for p in DEFAULT.rglob("*") if p.is_file()) <= 30_000_000


def test_the_card_is_complete() -> None:
    for heading in ("Use", "Not for", "Figures", "Speed and size", "Data", "Limits", "Checksums"):
        part = re.search(rf"^## {heading}\n(.+?)(?=^## |\Z)", CARD, re.DOTALL | re.MULTILINE)
        assert part, heading
        assert len(part[1].split()) > 10, heading
    assert not re.search(r"\$\w", CARD)
    assert not re.search(r"/(?:tmp|home|root|work)/", CARD + (DEFAULT / "config.cfg").read_text(encoding="utf-8"))
    assert re.search(r"Measured \d{4}-\d{2}-\d{2} with `aktsam train language", CARD)
    for source in ("CC BY-SA 4.0", "ODbL", "Talbanken", "PUD", "CC BY 4.0"):
        assert source in CARD
    assert all(digest in CARD for digest in checksums(DEFAULT).values())


def test_the_card_says_what_the_figures_say() -> None:
    runs = json.loads((DEFAULT / "figures.json").read_text(encoding="utf-8"))["runs"]
    seeds = [run["dev"]["UPOS"] for key, run in runs.items() if key.startswith("seed")]
    assert len(seeds) > 1
    assert f"{sum(seeds) / len(seeds):.1f} ({min(seeds):.1f}–{max(seeds):.1f})" in CARD
    assert f"seeds: {len(seeds)}" in CARD


def test_figures_reach_the_targets() -> None:
    runs = json.loads((DEFAULT / "figures.json").read_text(encoding="utf-8"))["runs"]
    seeds = [run["dev"] for key, run in runs.items() if key.startswith("seed")]
    assert sum(s["UPOS"] for s in seeds) / len(seeds) >= 94.9
    assert sum(s["lemma"] for s in seeds) / len(seeds) >= 95.5


def test_damaged_and_lacking_weights_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTSAM_LANGUAGE_MODEL", str(tmp_path / "saknas"))
    with pytest.raises(ModelError, match="aktsam train language"):
        pipeline()
    (tmp_path / "trasig").mkdir()
    (tmp_path / "trasig" / "config.cfg").write_text("[nlp", encoding="utf-8")
    monkeypatch.setenv("AKTSAM_LANGUAGE_MODEL", str(tmp_path / "trasig"))
    with pytest.raises(ModelError, match="kan inte läsas"):
        pipeline()


def test_an_unknown_part_is_said() -> None:
    with pytest.raises(ModelError, match="Okänd del"):
        pipeline("syntax")
