"""What a stored result depends on: hashes of the rules, the reader and the weights, by content.

A result is done again when one of them differs. Long (40 hex digits) because it is stored, not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "models"


def _digest(files: Iterable[Path]) -> str:
    hashed = hashlib.sha256()
    for file in sorted(files):
        hashed.update(file.relative_to(HERE.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return hashed.hexdigest()[:40]


@cache
def reader_version() -> str:
    """Version of the reading: code and data of `nlp/reading`."""
    return _digest([*(HERE / "reading").rglob("*.py"), HERE / "data" / "reading.toml"])


@cache
def review_version() -> str:
    """Version of everything that a review depends on: rules, data files, weights."""
    code = [*HERE.rglob("*.py"), *(HERE / "data").iterdir()]
    weights = [p for folder in WEIGHTS.glob("sv_*") for p in folder.rglob("*")]
    return _digest(p for p in (*code, *weights) if p.is_file() and "__pycache__" not in p.parts)
