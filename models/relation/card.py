"""Writes the model's `meta.json`: what made it, and checksums that the tests hold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

MADE_BEFORE = ("words.npz", "words.json", "synonyms.tsv.xz")
FILES = ("pair.npz", "link.npz", "calibration.json", *MADE_BEFORE)


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the model."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def write(folder: Path, seed: int) -> None:
    """`meta.json` for the files that lie in `folder`."""
    meta = {"name": "sv_relation", "version": "0.3.0", "seed": seed, "sha256": checksums(folder)}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
