"""What a step of a flow tells of itself: figures, tables and links, with case numbers and codes, never case text, names
or file names. Shown in the terminal, as Markdown and as a table."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Any

SITE = "http://127.0.0.1:8400"
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: heading, names of its columns, rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a step did. `step`: its name; `sentence`: the gist; `counts`: figures by name, also for events;
    `failed`: cases that failed; `links`: words and paths on the site."""

    step: str
    sentence: str
    counts: dict[str, int] = field(default_factory=dict)
    listings: tuple[Listing, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    failed: tuple[str, ...] = ()


def site() -> str:
    """The address of the review queue, from `AKTSAM_SITE`."""
    return os.environ.get("AKTSAM_SITE", SITE).rstrip("/")


def markdown(told: Told) -> str:
    """The step as Markdown."""
    parts = [f"## {told.step}", told.sentence]
    if told.counts:
        parts.append(_table(("Vad", "Antal"), [(label, number) for label, number in told.counts.items()]))
    for listing in told.listings:
        if listing.rows:
            parts += [f"### {listing.title}", _table(listing.columns, listing.rows)]
    if told.links:
        parts.append("\n".join(f"- [{words}]({site()}{path})" for words, path in told.links))
    return "\n\n".join(parts) + "\n"


def _table(columns: tuple[str, ...], rows: Any) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)])


def _cell(value: Any) -> str:
    text = spaced(value) if isinstance(value, int) else str(value)
    return text.replace("|", "\\|")


def spaced(number: int) -> str:
    """A number as Swedish writes it: 12 800."""
    return f"{number:,}".replace(",", " ")


def rows(told: Told) -> list[dict[str, Any]]:
    """The step as the rows of one table: its figures, then its listings."""
    out: list[dict[str, Any]] = [{"Vad": label, "Antal": number} for label, number in told.counts.items()]
    for listing in told.listings:
        for row in listing.rows:
            out.append({"Vad": f"{listing.title}: {plain(row[0])}", "Antal": plain(row[1]) if len(row) > 1 else 1})
    return out


def lines(told: Told) -> list[str]:
    """The step for the terminal."""
    out = [f"{told.step}: {told.sentence}"]
    for listing in told.listings:
        if listing.rows:
            out.append(f"  {listing.title} ({', '.join(listing.columns)})")
            out += ["    " + "  ".join(plain(value) for value in row) for row in listing.rows]
    return out


def plain(value: Any) -> str:
    """A cell without its link."""
    return LINK.sub(r"\1", str(value))
