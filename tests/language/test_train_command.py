"""`aktsam train`: what is asked for reaches the recipe, and what is wrong is said before anything runs."""

from pathlib import Path

import pytest

from flows.commands.train import RECIPES, arguments, train
from nlp.errors import InputError


def recipe(data: Path, out: Path = Path("ut"), seed: int = 3) -> None:
    """Stands for a recipe of `models/`."""


def test_only_what_is_given_is_passed_on() -> None:
    given = {"data": Path("in"), "out": None, "seed": None, "transformer": None}
    assert arguments(recipe, "names", given) == {"data": Path("in")}


def test_a_lacking_data_folder_is_said() -> None:
    with pytest.raises(InputError, match="behöver --data"):
        arguments(recipe, "names", {"data": None})


def test_an_option_that_the_model_has_not_is_said() -> None:
    with pytest.raises(InputError, match="utan --transformer"):
        arguments(recipe, "names", {"data": Path("in"), "transformer": "KB/bert"})


def test_an_unknown_model_is_said_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="language"):
        train("spraak")


def test_data_without_the_treebanks_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="talbanken"):
        train("language", data=tmp_path, out=tmp_path / "ut")


@pytest.mark.parametrize("module", sorted(set(RECIPES.values())))
def test_each_recipe_is_there(module: str) -> None:
    path = Path(__file__).parents[2] / (module.replace(".", "/") + ".py")
    assert "def train(" in path.read_text(encoding="utf-8")
