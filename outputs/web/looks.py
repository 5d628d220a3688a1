"""How things are said and shown: templates, words, dates, initials."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from outputs.data import load

LOCAL = ZoneInfo("Europe/Stockholm")


def initials(name: str) -> str:
    """A name as initials, for example "K.N."."""
    return "".join(f"{part[0].upper()}." for part in name.replace("-", " ").split() if part)


def moment(stamp: str | None) -> str:
    """A stored UTC stamp as local day and time."""
    if not stamp:
        return ""
    return dt.datetime.fromisoformat(stamp).astimezone(LOCAL).strftime("%Y-%m-%d %H.%M")


def plural(count: int, one: str, many: str) -> str:
    """A number with its noun: 1 flagga, 2 flaggor."""
    return f"{count} {one if count == 1 else many}"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["words"] = load("words")
    made.filters |= {"initials": initials, "moment": moment}
    made.globals["plural"] = plural
    return made


templates = _environment()
