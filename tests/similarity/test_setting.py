"""Which encoder is used is one setting, in a data file that a municipality may replace."""

from pathlib import Path

import pytest

from nlp import data
from nlp.errors import SettingsError
from nlp.language import similarity


def test_the_checkouts_own_encoder_is_used_unless_set_otherwise() -> None:
    assert similarity.load().revision == similarity.load("static").revision


def test_a_hub_model_is_chosen_by_the_data_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = (
        (data.HERE / "similarity.toml")
        .read_text(encoding="utf-8")
        .replace('tier = "static"', 'tier = "hub"\nmodel = "x/y"')
    )
    (tmp_path / "similarity.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("AKTSAM_DATA", str(tmp_path))
    data.load.cache_clear()
    try:
        with pytest.raises(SettingsError, match="låst version"):
            similarity.load()
    finally:
        monkeypatch.undo()
        data.load.cache_clear()
