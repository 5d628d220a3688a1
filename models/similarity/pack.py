"""Weights on disk: one signed byte per number, one scale per subword.

`models/sv_similarity` holds `model.safetensors` (`embedding.weight` int8 [vocabulary, d], `scale` float32
[vocabulary]), `tokenizer.json`, `rarity.safetensors` (for `nlp.language.lexical`), `meta.json` (name, version, seed,
checksums) and the card. The fast path in
`nlp.language.similarity` reads it without torch; `sentence_transformer` gives the same as a `SentenceTransformer`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors.numpy import load_file
from safetensors.numpy import save as to_bytes
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WEIGHTS, TOKENIZER, RARITY, META = "model.safetensors", "tokenizer.json", "rarity.safetensors", "meta.json"


def quantise(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 [n, d] and scale float32 [n], so that `int8 * scale[:, None]` is nearly the table."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
    return np.rint(table / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def save(out: Path, table: np.ndarray, tokenizer: Tokenizer, rarity: np.ndarray, about: dict[str, Any]) -> None:
    """Write weights, tokenizer, rarities and `meta.json` (what is in `about`, with checksums) to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    weight, scale = quantise(table)
    (out / WEIGHTS).write_bytes(to_bytes({"embedding.weight": weight, "scale": scale}))
    tokenizer.save(str(out / TOKENIZER), pretty=False)
    (out / RARITY).write_bytes(to_bytes({"rarity": rarity.astype(np.float16)}))
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in (WEIGHTS, TOKENIZER, RARITY)}
    meta = {**about, "entries": len(table), "dimensions": table.shape[1], "sha256": sums}
    (out / META).write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def sentence_transformer(folder: Path) -> SentenceTransformer:
    """The packed model as a `SentenceTransformer` with one `StaticEmbedding` (float32), to tune or to save on."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    packed = load_file(folder / WEIGHTS)
    table = packed["embedding.weight"].astype(np.float32) * packed["scale"][:, None]
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table)], device="cpu")
