"""Lemmas in three steps: treebank dictionary, form table, edit tree.

Decides: the lemma of each token, from its form and part of speech. In order: (1) the dictionary of what the
treebanks have under (form, part of speech); (2) for nouns, verbs and adjectives, the table of inflected forms, also
for a compound's last part ("genomförandeplanerna" as "planerna"); (3) the edit tree's guess, which is already there.
Never: changes a name's capitals, or a token without a part of speech.
Example: "planernas" NOUN -> "plan"; "var" AUX -> "vara"; "var" ADV -> "var".
Measured: see `models/sv_aktsam/README.md`.
Source: treebanks CC BY-SA 4.0; forms from michmech/lemmatization-lists (ODbL).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import ensure_path
from spacy.vocab import Vocab

OPEN_CLASSES = ("NOUN", "VERB", "ADJ")
SHORTEST_PART = 5  # letters of a compound's last part that the table is asked for


def key(form: str, pos: str) -> int:
    """32-bit key of a lower-case form as one part of speech (a stranger's chance of a hit is about 1 in 5 000)."""
    return zlib.crc32(f"{form}/{pos}".encode())


def _common(a: str, b: str) -> int:
    """How many letters the words share from their start."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


class FormTable:
    """Inflected form and part of speech -> lemma, as "cut n letters, add these": six bytes a form.

    `keys` uint32 [n] sorted, `edits` uint16 [n] into `rules` (a list of "n+letters").
    """

    def __init__(self, keys: NDArray[np.uint32], edits: NDArray[np.uint16], rules: list[str]) -> None:
        self.keys, self.edits, self.rules = keys, edits, rules

    @classmethod
    def build(cls, lemma_of: Mapping[tuple[str, str], str]) -> FormTable:
        """From (lower-case form, part of speech) -> lemma."""
        rules: dict[str, int] = {}
        rows: dict[int, int] = {}
        for (form, pos), lemma in sorted(lemma_of.items()):
            same = _common(form, lemma)
            rule = f"{len(form) - same}+{lemma[same:]}"
            if len(rules) < 65_535 or rule in rules:
                rows.setdefault(key(form, pos), rules.setdefault(rule, len(rules)))
        keys = np.array(sorted(rows), dtype=np.uint32)
        return cls(keys, np.array([rows[int(k)] for k in keys], dtype=np.uint16), list(rules))

    def get(self, form: str, pos: str) -> str | None:
        """The lemma, or None if the form is not known."""
        wanted = key(form, pos)
        i = int(np.searchsorted(self.keys, wanted))
        if i == len(self.keys) or int(self.keys[i]) != wanted:
            return None
        cut, _, add = self.rules[int(self.edits[i])].partition("+")
        return form[: len(form) - int(cut)] + add if len(form) >= int(cut) else None


class Lemmatizer:
    """The three steps as a pipeline component; runs after the morphologizer and the edit tree."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.dictionary: dict[str, str] = {}
        self.table = FormTable(np.zeros(0, np.uint32), np.zeros(0, np.uint16), [])
        self._known = lru_cache(maxsize=50_000)(self._find)

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            pos = token.pos_
            lemma = self._known(token.lower_, pos)
            if lemma is not None:
                token.lemma_ = token.text if token.is_upper and len(token) > 1 and lemma == token.lower_ else lemma
            elif pos != "PROPN" and token.lemma_[:1].isupper() and not token.is_upper:
                token.lemma_ = token.lemma_.lower()
        return doc

    def set(self, dictionary: Mapping[str, str], table: FormTable) -> None:
        """`dictionary`: "form/POS" -> lemma."""
        self.dictionary, self.table = dict(dictionary), table
        self._known.cache_clear()

    def _find(self, form: str, pos: str) -> str | None:
        if (lemma := self.dictionary.get(f"{form}/{pos}")) is not None:
            return lemma
        if pos not in OPEN_CLASSES:
            return None
        if (lemma := self.table.get(form, pos)) is not None:
            return lemma
        if pos == "NOUN":
            for start in range(2, len(form) - SHORTEST_PART + 1):
                if (lemma := self.table.get(form[start:], pos)) is not None:
                    return form[:start] + lemma
        return None

    def initialize(self, *_: Any, **__: Any) -> None:
        """Filled by the recipe (`models/language/lemmas.py`)."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        folder = ensure_path(path)
        folder.mkdir(exist_ok=True)
        (folder / "dictionary.json").write_text(json.dumps(self.dictionary, ensure_ascii=False), encoding="utf-8")
        (folder / "rules.json").write_text(json.dumps(self.table.rules, ensure_ascii=False), encoding="utf-8")
        gaps = np.diff(self.table.keys, prepend=np.uint32(0))
        np.savez_compressed(folder / "forms.npz", gaps=gaps, edits=self.table.edits)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Lemmatizer:
        folder = ensure_path(path)
        with np.load(folder / "forms.npz", allow_pickle=False) as forms:
            keys = np.cumsum(forms["gaps"], dtype=np.uint32)
            table = FormTable(keys, forms["edits"], json.loads((folder / "rules.json").read_text(encoding="utf-8")))
        self.set(json.loads((folder / "dictionary.json").read_text(encoding="utf-8")), table)
        return self


@Language.factory("aktsam_lemmas", assigns=["token.lemma"], requires=["token.pos"])  # type: ignore[untyped-decorator]
def create_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """For the pipeline's `config.cfg`."""
    return Lemmatizer(nlp.vocab)
