"""Lemmas in three steps: treebank dictionary, form table, edit tree.

Decides: the lemma of each token, from its form and part of speech. In order: (1) a name keeps its form but for a
genitive -s; (2) the dictionary of what the treebanks have under (form, part of speech); (3) for nouns, verbs and
adjectives, the table of inflected forms, also for a compound's last part ("genomförandeplanerna" as "planerna");
(4) the edit tree's guess, which is already there.
Never: changes a name's capitals, or a token without a part of speech.
Example: "planernas" NOUN -> "plan"; "var" AUX -> "vara"; "var" ADV -> "var".
Measured: see `models/sv_aktsam/README.md`.
Source: treebanks (CC BY-SA 4.0); the table of forms (ODbL), see `nlp.language.forms`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import ensure_path
from spacy.vocab import Vocab

from nlp.language.forms import OPEN_CLASSES
from nlp.language.persons import known


class Lemmatizer:
    """The three steps as a pipeline component; runs after the morphologizer and the edit tree."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.dictionary: dict[str, str] = {}
        self._known = lru_cache(maxsize=50_000)(self._find)

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            pos = token.pos_
            if pos == "PROPN":
                token.lemma_ = _name(token.text, token.lemma_)
                continue
            lemma = self._known(token.lower_, pos)
            if lemma is not None:
                token.lemma_ = token.text if token.is_upper and len(token) > 1 and lemma == token.lower_ else lemma
            elif token.lemma_[:1].isupper() and not token.is_upper:
                token.lemma_ = token.lemma_.lower()
        return doc

    def learn(self, dictionary: Mapping[str, str]) -> None:
        """Takes the treebanks' "form/POS" -> lemma."""
        self.dictionary = dict(dictionary)
        self._known.cache_clear()

    def _find(self, form: str, pos: str) -> str | None:
        if (lemma := self.dictionary.get(f"{form}/{pos}")) is not None:
            return lemma
        found: str | None = self.vocab.vectors.forms.lemma(form, pos) if pos in OPEN_CLASSES else None
        return found

    def initialize(self, *_: Any, **__: Any) -> None:
        """Filled by the recipe (`models/language/train.py`)."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        folder = ensure_path(path)
        folder.mkdir(exist_ok=True)
        (folder / "dictionary.json").write_text(json.dumps(self.dictionary, ensure_ascii=False), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Lemmatizer:
        self.learn(json.loads((ensure_path(path) / "dictionary.json").read_text(encoding="utf-8")))
        return self


def _name(form: str, guess: str) -> str:
    """A name keeps its form, but for a genitive -s: where only the form without it is known, or the guess says so."""
    low = form.lower()
    if not low.endswith("s") or low in known():
        return form
    return form[:-1] if low[:-1] in known() or guess.lower() == low[:-1] else form


@Language.factory("aktsam_lemmas", assigns=["token.lemma"], requires=["token.pos"])  # type: ignore[untyped-decorator]
def create_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """For the pipeline's `config.cfg`."""
    return Lemmatizer(nlp.vocab)
