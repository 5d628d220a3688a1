"""The places of case folders by name (`places.toml`): what flows are told instead of paths."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.settings import settings
from nlp.errors import SettingsError
from outputs.data import load


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of case folders, the case system's list if there is one, and the store its results go to."""

    name: str
    folder: Path
    store: Path
    case_list: Path | None = None


def place(name: str) -> Place:
    """The place of that name. Raises `SettingsError`."""
    entry = load("places").get("place", {}).get(name)
    if entry is None or "folder" not in entry:
        raise SettingsError("Platsen finns inte i places.toml, eller saknar folder. Lägg till den eller rätta namnet.")
    case_list = Path(entry["list"]) if "list" in entry else None
    return Place(name, Path(entry["folder"]), Path(entry.get("store", settings().store)), case_list)
