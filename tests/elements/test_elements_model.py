"""The shipped weights: whole, described, and refused when damaged."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from nlp.elements.orientation import is_work_oriented
from nlp.elements.tagger import tagger
from nlp.errors import ModelError

MODEL = Path(__file__).parents[2] / "models" / "sv_elements"


def test_checksums_hold_and_stand_in_the_card() -> None:
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    for name, digest in meta["sha256"].items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest
        assert digest in card


@pytest.mark.parametrize("heading", ["Use", "Not for", "How", "Data and licences", "Figures", "Limits", "Files"])
def test_the_card_has_all_its_parts(heading: str) -> None:
    assert f"\n## {heading}\n" in (MODEL / "README.md").read_text(encoding="utf-8")


def test_the_weights_are_small() -> None:
    assert sum(f.stat().st_size for f in MODEL.iterdir()) < 10_000_000


def test_damaged_weights_are_refused_in_swedish(tmp_path: Path) -> None:
    folder = tmp_path / "sv_elements"
    shutil.copytree(MODEL, folder)
    weights = folder / "elements.crfsuite"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="kontrollsumma"):
        tagger(folder)


def test_lacking_weights_are_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="aktsam train elements"):
        tagger(tmp_path)


ROWS = [
    ("Kim har en praktikplats i en butik", True),
    ("Jag vill ha ett riktigt jobb med lön", True),
    ("Kim studerar på folkhögskola", True),  # studies count
    ("Kim har någon att äta lunch med", False),
    ("Kim mår bättre och sover på natten", False),
    ("Kim känner sig trygg i gruppen", False),
]


@pytest.mark.parametrize(("goal", "expected"), ROWS)
def test_work_orientation(goal: str, expected: bool) -> None:
    assert is_work_oriented(goal) is expected
