"""Words, questions, reasons and rules of the pages and warnings, as TOML. `AKTSAM_DATA` overrides as in `nlp.data`."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from nlp.errors import SettingsError

HERE = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`. Raises `SettingsError` if it is lacking or no TOML."""
    own = os.environ.get("AKTSAM_DATA")
    path = Path(own) / f"{name}.toml" if own and (Path(own) / f"{name}.toml").exists() else HERE / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise SettingsError(f"Datafilen {path.name} kan inte läsas. Rätta eller ta bort den.") from e
