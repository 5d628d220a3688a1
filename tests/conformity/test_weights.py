"""The shipped weights are whole, and damage is told with its remedy."""

import json
from pathlib import Path

import pytest

from models.relation.card import FILES, checksums
from nlp.conformity.trees import load_forest
from nlp.conformity.weights import WEIGHTS
from nlp.errors import ModelError


def test_every_file_has_the_checksum_of_its_card() -> None:
    meta = json.loads((WEIGHTS / "meta.json").read_text(encoding="utf-8"))
    assert meta["sha256"] == checksums(WEIGHTS)


def test_nothing_lies_beside_the_files_of_the_card() -> None:
    assert {p.name for p in WEIGHTS.iterdir()} == {*FILES, "meta.json", "README.md"}


def test_a_damaged_forest_is_a_model_error(tmp_path: Path) -> None:
    broken = tmp_path / "pair.npz"
    broken.write_bytes((WEIGHTS / "pair.npz").read_bytes()[:500])
    with pytest.raises(ModelError, match=r"pair\.npz"):
        load_forest(broken)
