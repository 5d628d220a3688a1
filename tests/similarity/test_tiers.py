"""Torch side: the packed weights in sentence-transformers, and a hub model (tiny, random, made here)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from models.similarity import card, pack
from nlp.errors import ModelError
from nlp.language.similarity import STATIC, StaticEncoder, load

TEXTS = ["Passa tider.", "Åka buss själv till jobbet", "Laga cyklar 3 dgr/v"]


def tiny_tokenizer() -> Tokenizer:
    words = ["<unk>", "passa", "tider", "åka", "buss", "laga", "."]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def test_sentence_transformers_gives_the_same_scores(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = pack.sentence_transformer(STATIC)
    theirs = model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    ours = load().encode(TEXTS)
    assert ours == pytest.approx(theirs, abs=1e-5)
    model.save(str(tmp_path / "st"))
    again = SentenceTransformer(str(tmp_path / "st"), device="cpu", local_files_only=True)
    assert again.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False) == pytest.approx(theirs, abs=1e-6)


def test_hub_tier_loads_a_local_model_and_names_it(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    rng = np.random.default_rng(0)
    table = rng.standard_normal((7, 5)).astype(np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tiny_tokenizer(), embedding_weights=table)], device="cpu").save(
        str(tmp_path / "liten")
    )
    encoder = load("hub", model=str(tmp_path / "liten"))
    found = encoder.encode(["passa tider .", "åka buss"])
    assert found.dtype == np.float32
    assert found.shape == (2, 5)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.name == "liten"
    assert len(encoder.revision) == 12


def test_hub_tier_runs_no_code_of_the_model(tmp_path: Path) -> None:
    folder = tmp_path / "elak"
    folder.mkdir()
    (folder / "modules.json").write_text('[{"idx": 0, "name": "0", "path": "", "type": "evil.Module"}]')
    (folder / "evil.py").write_text("raise SystemExit('ran')")
    with pytest.raises(ModelError, match="kan inte laddas"):
        load("hub", model=str(folder))


def test_one_byte_a_number_keeps_the_scores(tmp_path: Path) -> None:
    """Trap: frequent subwords have short vectors; one scale for all would round them away."""
    rng = np.random.default_rng(1)
    table = (rng.standard_normal((7, 48)) * np.geomspace(0.001, 1, 7)[:, None]).astype(np.float32)
    pack.save(tmp_path, table, tiny_tokenizer(), np.ones(4), {"name": "liten", "version": "0", "seed": 0})
    packed = StaticEncoder(tmp_path).encode(["passa tider", "åka buss", "laga"])
    exact = np.stack([table[[1, 2]].mean(0), table[[3, 4]].mean(0), table[5]])
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    assert (packed * exact).sum(1) == pytest.approx(1, abs=1e-3)


def test_the_card_is_complete() -> None:
    text = (STATIC / "README.md").read_text(encoding="utf-8")
    for heading in (
        "Use",
        "Not for",
        "Data and licences",
        "How it was made",
        "Figures",
        "Limits",
        "Speed and size",
        "Checksums",
    ):
        _, _, after = text.partition(f"\n## {heading}\n")
        assert len(after.split("\n## ")[0].strip()) > 60, heading
    assert "$" not in text
    assert card.COMMAND in text
    assert "| negation |" in text
    assert "| direction |" in text
