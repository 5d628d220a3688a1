"""The similarity that comes with the checkout, and the tiers one may switch to."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nlp.errors import ModelError, SettingsError
from nlp.language import similarity
from nlp.language.similarity import STATIC, StaticEncoder, load

TEXTS = ["Passa tider.", "Komma i tid till jobbet", "", "Åka buss själv", "Laga cyklar — 3 dgr/v!", "🙂"]


def test_rows_have_length_one_and_an_empty_text_is_zeros() -> None:
    found = load().encode(TEXTS)
    assert found.dtype == np.float32
    assert found.shape[0] == len(TEXTS)
    lengths = np.linalg.norm(found, axis=1)
    assert lengths[2] == 0
    assert lengths[[0, 1, 3, 4]] == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_rows() -> None:
    assert load().encode([]).shape == (0, load().encode(["a"]).shape[1])


def test_a_text_has_the_same_vector_alone_and_in_company() -> None:
    """Trap: batches larger than a chunk, with empty texts in between."""
    many = [TEXTS[i % len(TEXTS)] for i in range(similarity.CHUNK + 7)]
    together = load().encode(many)
    alone = load().encode([many[-1]])
    assert together[-1] == pytest.approx(alone[0], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("Hon vill arbeta i en butik.", "Hon önskar jobba i affär.", "Hon vill sova bättre."),
        ("Praktik på ett café", "Lärandeplats på ett fik", "Kontakt med tandläkaren"),
        ("Komma i tid varje dag", "Passa sina arbetstider", "Måla tavlor i ateljén"),
        ("Åka buss själv", "Resa kollektivt på egen hand", "Laga mat till gruppen"),  # å kept, no word shared
        ("Han vill få en anställning.", "Jag vill ha ett riktigt jobb.", "Jag vill få en katt."),
    ],
)
def test_a_rewording_is_nearer_than_another_matter(text: str, near: str, far: str) -> None:
    a, b, c = load().encode([text, near, far])
    assert a @ b > a @ c


def test_swedish_letters_are_kept_apart_and_case_is_not() -> None:
    """Trap: a tokenizer that strips accents reads 'får' as 'far'."""
    a, b, c, d = load().encode(["får", "far", "FÅR", "fa\u030ar"])
    assert a @ b < 0.99
    assert a @ c == pytest.approx(1, abs=1e-5)
    assert a @ d == pytest.approx(1, abs=1e-5)  # å as letter and ring


def test_negation_is_not_seen() -> None:
    """What the card says; if this changes, rules that count on it must be looked at again."""
    a, b = load().encode(["Ansökan beviljas", "Ansökan beviljas inte"])
    assert a @ b > 0.8


def test_the_fast_path_imports_no_torch() -> None:
    code = (
        "import sys; from nlp.language.similarity import load; load().encode(['a']); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_weights_are_those_of_the_card() -> None:
    meta = json.loads((STATIC / "meta.json").read_text(encoding="utf-8"))
    card = (STATIC / "README.md").read_text(encoding="utf-8")
    for name, digest in meta["sha256"].items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest
        assert digest in card
    assert load().revision == meta["sha256"]["model.safetensors"][:12]
    assert sum(p.stat().st_size for p in STATIC.iterdir()) < 15_000_000


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(STATIC, tmp_path / "m")
    with (tmp_path / "m" / "tokenizer.json").open("a", encoding="utf-8") as f:
        f.write(" ")
    with pytest.raises(ModelError, match="skadad"):
        StaticEncoder(tmp_path / "m")


def test_lacking_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="saknas"):
        StaticEncoder(tmp_path)


def test_unknown_tier_and_unpinned_hub_are_refused() -> None:
    with pytest.raises(SettingsError, match="static, encoder eller hub"):
        load("bäst")
    with pytest.raises(SettingsError, match="låst version"):
        load("hub", model="KBLab/sentence-bert-swedish-cased")
    with pytest.raises(ModelError, match="encoder"):
        load("encoder")
