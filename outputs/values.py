"""Values of a review record by dotted path, and what kind of answer each is (as `answers` in protocol.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def at(record: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path; None where it ends early."""
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def kind(value: Any) -> str:
    """true, false, none, empty, some; any other value as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "none"
    if isinstance(value, list):
        return "some" if value else "empty"
    return str(value)
