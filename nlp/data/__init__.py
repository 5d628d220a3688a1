"""What a municipality may change without touching Python: headings, life areas, phrases, thresholds, law.

One TOML file a subject, each headed with its origin. `AKTSAM_DATA` may name a folder whose files of the same
name are read instead of ours.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from nlp.errors import SettingsError

HERE = Path(__file__).parent


@cache
def load(name: str, folder: Path = HERE) -> dict[str, Any]:
    """The content of `<name>.toml` in the folder. Raises `SettingsError` if it is lacking or no TOML."""
    own = os.environ.get("AKTSAM_DATA")
    path = Path(own) / f"{name}.toml" if own and (Path(own) / f"{name}.toml").exists() else folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        why = type(e).__name__
        raise SettingsError(f"Datafilen {path.name} kan inte läsas ({why}). Rätta eller ta bort den.") from e
