"""Writes the card of the elements' weights: what they are for, how they were made, where the figures stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("card.template.md")


def write_card(out: Path, meta: dict[str, Any]) -> None:
    """Writes `README.md` beside the weights."""
    sums = "\n".join(f"| `{name}` | `{digest}` |" for name, digest in meta["sha256"].items())
    text = TEMPLATE.read_text(encoding="utf-8").format(**{**meta, "sums": sums})
    (out / "README.md").write_text(text, encoding="utf-8")
