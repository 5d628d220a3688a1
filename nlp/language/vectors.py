"""Word vectors of the pipeline: floret's table, one byte a number on disk.

A table [rows, width] is stored as int8 with one scale a row: a quarter of the size, and nothing is lost that the
tagger notices (see the card). In memory it is float32 as spaCy wants it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.util import ensure_path, registry
from spacy.vectors import Vectors
from spacy.vocab import Vocab


class PackedVectors(Vectors):  # type: ignore[misc]
    """spaCy's vectors, saved small."""

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        folder = ensure_path(path)
        folder.mkdir(exist_ok=True)
        scale = np.abs(self.data).max(axis=1, keepdims=True, initial=0) / 127
        scale[scale == 0] = 1
        packed = np.round(self.data / scale).astype(np.int8)
        np.save(folder / "packed.npy", packed, allow_pickle=False)
        np.save(folder / "scale.npy", scale.astype(np.float16), allow_pickle=False)
        (folder / "vectors.cfg").write_text(json.dumps(self._get_cfg()), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> PackedVectors:
        folder = ensure_path(path)
        self._set_cfg(json.loads((folder / "vectors.cfg").read_text(encoding="utf-8")))
        packed = np.load(folder / "packed.npy", allow_pickle=False)
        self.data = packed.astype("f") * np.load(folder / "scale.npy", allow_pickle=False).astype("f")
        return self


@registry.vectors("aktsam.Vectors.v1")  # type: ignore[untyped-decorator]
def create_vectors() -> Callable[[Vocab], PackedVectors]:
    """For the pipeline's `config.cfg`."""

    def factory(vocab: Vocab) -> Any:
        return PackedVectors(strings=vocab.strings)

    return factory
