"""First layer of the small network: a word's form, shape and vector, and what the lists have on it.

spaCy's MultiHashEmbed with three more columns (see `PackedVectors.codes`): a small treebank leaves many words unseen,
but the table knows that "utlämnade" may be a verb's past or an adjective's plural, and the list of names that
"Linda" is one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.ml.staticvectors import StaticVectors
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)


@registry.architectures("aktsam.Embed.v1")  # type: ignore[untyped-decorator]
def embed(width: int, attrs: list[str], rows: list[int], list_rows: list[int]) -> Model[Any, Any]:
    """Documents -> one float32 [words, width] each. `rows`: hash rows per attribute, `list_rows`: per code."""
    tables = [HashEmbed(width, n, column=i, seed=8 + i, dropout=0.0) for i, n in enumerate((*rows, *list_rows))]
    hashed = chain(_columns(attrs), list2ragged(), with_array(concatenate(*tables)))
    mixed = with_array(Maxout(width, width * (len(tables) + 1), nP=3, dropout=0.0, normalize=True))
    return chain(concatenate(hashed, StaticVectors(width, dropout=0.0)), mixed, ragged2list())


def _columns(attrs: list[str]) -> Model[Any, Any]:
    def forward(
        model: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        features = [
            model.ops.asarray2i(
                np.hstack([doc.to_array(attrs).reshape(len(doc), len(attrs)), doc.vocab.vectors.codes(doc)]),
                dtype="uint64",
            )
            for doc in docs
        ]
        return features, lambda d_features: []

    return Model("aktsam_columns", forward)
