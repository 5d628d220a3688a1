"""Words, questions, reasons and rules of the pages and warnings, as TOML. `AKTSAM_DATA` overrides as in `nlp.data`,
so that no file here may have the name of one there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nlp import data

HERE = Path(__file__).parent


def load(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`. Raises `SettingsError` if it is lacking or no TOML."""
    return data.load(name, HERE)
