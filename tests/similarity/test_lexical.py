"""Likeness by words and letters."""

from __future__ import annotations

import pytest

from nlp.language.lexical import NAMES, load


def feature(name: str, a: str, b: str) -> float:
    return float(load().features([a], [b])[0, NAMES.index(name)])


@pytest.mark.parametrize(
    ("name", "a", "near", "far"),
    [
        ("stems", "arbetar i butiken", "arbete i butik", "sover i sängen"),  # inflection
        ("letters", "lärandeplats", "lärandeplatsen på lagret", "lönebidrag"),  # part of a longer word
        ("align", "jobba i affär", "arbeta i butik", "laga cyklar"),  # no word in common
        ("token_sort", "måla och snickra", "snickra och måla", "måla och städa"),  # order
        ("numbers", "kl. 9.30, 3 dagar", "3 dagar från 9.30", "2 dagar från 8.15"),
        ("stems_covered", "praktik", "praktik i en blomsterbutik i Farsta", "studier"),
    ],
)
def test_a_likeness_shows_in_the_feature_made_for_it(name: str, a: str, near: str, far: str) -> None:
    assert feature(name, a, near) > feature(name, a, far)


def test_features_do_not_mind_which_text_comes_first() -> None:
    a, b = "Praktik 3 dagar i veckan på lager", "Tre dagar på ett lager, 2 timmar"
    assert load().features([a], [b])[0] == pytest.approx(load().features([b], [a])[0], abs=1e-6)


def test_texts_without_words_are_unlike_all() -> None:
    found = load().features(["", "–", "praktik"], ["praktik", "", "…"])
    assert found.shape == (3, len(NAMES))
    assert found[:, NAMES.index("letters")].max() == 0
    assert found[:, NAMES.index("align")].max() == 0


def test_no_pairs_give_no_rows() -> None:
    assert load().features([], []).shape == (0, len(NAMES))
