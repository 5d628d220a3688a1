"""What the pipeline knows of words before it reads: floret vectors and the table of forms, packed.

Vectors [rows, width] are stored as int8 with one scale a row, a quarter of the size (no figure in the card moves by
it: they are measured on the packed model). In memory they are float32 as spaCy wants them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import ensure_path, registry
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from nlp.language import persons as names
from nlp.language.forms import FormTable


class PackedVectors(Vectors):  # type: ignore[misc]
    """spaCy's vectors, saved small, with the table of forms beside them."""

    forms = FormTable.empty()

    def codes(self, doc: Doc) -> NDArray[np.uint64]:
        """Hashes [words, 3] of what each word may be and how it would be inflected as that, by the table of forms,
        and whether it is a name, place or ordinary word, by the list of names."""
        cache = self.__dict__.setdefault("_codes", {})
        for token in doc:
            if token.lower not in cache:
                known, inflected = self.forms.describe(token.lower_)
                said = ("k" + known, "i" + inflected, "n" + names.describe(token.lower_))
                cache[token.lower] = tuple(get_string_id(s) for s in said)
        return np.array([cache[token.lower] for token in doc], dtype=np.uint64).reshape(len(doc), 3)

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        folder = ensure_path(path)
        folder.mkdir(exist_ok=True)
        scale = np.abs(self.data).max(axis=1, keepdims=True, initial=0) / 127
        scale[scale == 0] = 1
        packed = np.round(self.data / scale).astype(np.int8)
        np.save(folder / "packed.npy", packed, allow_pickle=False)
        np.save(folder / "scale.npy", scale.astype(np.float16), allow_pickle=False)
        (folder / "vectors.cfg").write_text(json.dumps(self._get_cfg()), encoding="utf-8")
        self.forms.to_disk(folder)

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> PackedVectors:
        folder = ensure_path(path)
        self._set_cfg(json.loads((folder / "vectors.cfg").read_text(encoding="utf-8")))
        packed = np.load(folder / "packed.npy", allow_pickle=False)
        self.data = packed.astype("f") * np.load(folder / "scale.npy", allow_pickle=False).astype("f")
        self.forms = FormTable.from_disk(folder)
        self.__dict__.pop("_codes", None)
        return self


@registry.vectors("aktsam.Vectors.v1")  # type: ignore[untyped-decorator]
def create_vectors() -> Callable[[Vocab], PackedVectors]:
    """For the pipeline's `config.cfg`."""

    def factory(vocab: Vocab) -> Any:
        return PackedVectors(strings=vocab.strings)

    return factory
