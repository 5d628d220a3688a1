"""Likeness of meaning of Swedish sentences, over three tiers with one interface.

Decides: how near two short texts are, as the cosine of their vectors. Tiers: *static* (ours, default: mean of
subword vectors, numpy only), *encoder* (ours, if `models/sv_similarity_encoder` is there), *hub* (any
sentence-transformers model at a pinned revision; never remote code, no download unless allowed).
Never: sees negation, direction or who does what ("beviljas" and "beviljas inte" are near); that is for rules.
Example: `v = load().encode(["Passa tider.", "Komma i tid."]); float(v[0] @ v[1])`.
Measured: see the card, `models/sv_similarity/README.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

from nlp import data
from nlp.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODELS = Path(__file__).parents[2] / "models"
STATIC, ENCODER = MODELS / "sv_similarity", MODELS / "sv_similarity_encoder"
CHUNK = 2048  # texts at a time, to bound memory


class Encoder(Protocol):
    """Turns texts into vectors; `name` and `revision` are to be stored beside every score."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32 [n, d], rows L2-normalised (a text without any letter may give a row of zeros)."""
        ...


class StaticEncoder:
    """The tier *static*: a text is the mean of its subwords' vectors. Source: `models/similarity`."""

    def __init__(self, folder: Path) -> None:
        """Raises `ModelError` if a file is lacking or differs from its checksum."""
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            files = {name: (folder / name).read_bytes() for name in meta["sha256"]}
        except (OSError, ValueError, KeyError) as e:
            raise ModelError(f"Likhetsmodellen i {folder.name} saknas eller är ofullständig. Hämta mappen igen.") from e
        for name, content in files.items():
            if hashlib.sha256(content).hexdigest() != meta["sha256"][name]:
                raise ModelError(f"{folder.name}/{name} är skadad (fel kontrollsumma). Hämta filen igen.")
        tensors = load_tensors(files["model.safetensors"])
        self._weight, self._scale = tensors["embedding.weight"], tensors["scale"]
        self._tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
        self.name: str = meta["name"]
        self.revision: str = meta["sha256"]["model.safetensors"][:12]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32 [n, d], rows L2-normalised; a text without any subword gives a row of zeros."""
        out = np.zeros((len(texts), self._weight.shape[1]), dtype=np.float32)
        for i in range(0, len(texts), CHUNK):
            found = self._tokenizer.encode_batch_fast(list(texts[i : i + CHUNK]), add_special_tokens=False)
            rows = [np.asarray(e.ids, dtype=np.intp) for e in found]
            length = np.array([len(r) for r in rows])
            if not length.any():
                continue
            ids = np.concatenate(rows)
            starts = (np.cumsum(length) - length)[length > 0]
            table = self._weight[ids].astype(np.float32)
            table *= self._scale[ids, None]
            out[i : i + CHUNK][length > 0] = np.add.reduceat(table, starts, axis=0)
        norm = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norm, out=out, where=norm > 0)
        return out


class TransformerEncoder:
    """The tiers *encoder* and *hub*: a sentence-transformers model, from a folder or the local hub cache."""

    def __init__(self, model: str, revision: str | None, download: bool) -> None:
        """Raises `ModelError` if the model is not there or wants code of its own."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model: SentenceTransformer = SentenceTransformer(
                model, revision=revision, device="cpu", local_files_only=not download, trust_remote_code=False
            )
        except (OSError, ValueError) as e:
            raise ModelError(
                f"Likhetsmodellen {Path(model).name} kan inte laddas. Lägg den i mappen eller hubbens cache, "
                "eller tillåt nedladdning i inställningarna."
            ) from e
        self.name = Path(model).name if Path(model).exists() else model
        self.revision = revision or _folder_hash(Path(model))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32 [n, d], rows L2-normalised."""
        found = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(texts), -1)


def load(
    tier: str | None = None, model: str | None = None, revision: str | None = None, download: bool = False
) -> Encoder:
    """The encoder of a tier, loaded once a process. Without a tier: what `[encoder]` in `data/similarity.toml` says.

    `model` and `revision` are for *hub*: a folder, or a name on the hub with its pinned commit. Raises
    `SettingsError` for an unknown tier or a hub name without revision, `ModelError` if weights are lacking. What was
    trained on other vectors (statements) says so and names its recipe.
    """
    if tier is None:
        chosen = data.load("similarity")["encoder"]
        tier, model, revision = chosen["tier"], chosen.get("model"), chosen.get("revision")
    if tier == "static":
        return _static()
    if tier == "encoder":
        if not ENCODER.exists():
            raise ModelError("Nivån encoder följer inte med denna version. Välj static eller hub.")
        return TransformerEncoder(str(ENCODER), None, download=False)
    if tier == "hub":
        if model is None or (revision is None and not Path(model).exists()):
            raise SettingsError("Nivån hub kräver modellens namn och en låst version (commit).")
        return TransformerEncoder(model, revision, download)
    raise SettingsError(f"Okänd nivå för likhet: {tier}. Välj static, encoder eller hub.")


@cache
def _static() -> StaticEncoder:
    return StaticEncoder(STATIC)


def _folder_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
