"""Orders and plans written in the mark-up of `annotations/FORMAT.md`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.akt import AktDocument, read_akt

Write = Callable[[str, str], AktDocument]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Makes a document of a kind (beställning, genomförandeplan) from marked-up text."""

    def make(kind: str, body: str) -> AktDocument:
        path = tmp_path / "X-01.akt"
        path.write_text(f"=== {kind} | title=X\n{body}\n", encoding="utf-8")
        return read_akt(path)[0]

    return make
