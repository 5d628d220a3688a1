"""What a document is: its kind, title, date, and the day it came in.

Signals, in order of weight: the printed title, the form head, lines and headings of the text, the file name
(only a hint: people name files badly). A document none of whose signals is known is `Kind.OTHER`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from pathlib import PurePath

from nlp import data
from nlp.dates import find_dates
from nlp.types import BlockKind, Document, Kind

SET_UP = ("upprättad", "datum", "fastställd", "daterad", "dokumentdatum", "upprättat", "beslutsdatum", "skriven")
CAME_IN = ("inkom", "inkommen", "ankom", "mottagen")
SET_UP_LINE = re.compile(
    r"\b(?:upprättad|fastställd|daterad|datum|skriven|reviderad)\w{0,3}(?: den| datum)?\s*:?\s*(?=\d)", re.I
)
CAME_IN_LINE = re.compile(r"\b(?:inkom(?:men|mit)?|ank(?:om(?:men|st)?)?\.?)(?: den| datum)?\s*:?\s*(?=\d)", re.I)
DATED_ENTRIES = 3  # blocks that open with a day, from which a text without title is a journal


def describe(document: Document) -> Document:
    """The document with kind, title, date and day of arrival, as far as the file tells."""
    fields = {k.strip().rstrip(":").lower(): v for k, v in document.fields.items()}
    title = document.title or _first_heading(document)
    kind = _kind(document, title, fields)
    if kind is Kind.JOURNAL:
        return replace(document, kind=kind, title=title)
    text, name = document.text, PurePath(document.file).stem.replace("_", " ")
    day = (
        _field_date(fields, SET_UP)
        or _line_date(text, SET_UP_LINE)
        or _last_date(title or "", exact=True)
        or _last_date(name, exact=True)
        or (_latest_date(text) if kind is not Kind.INFORMATION_BOX else None)
    )
    received = _field_date(fields, CAME_IN) or _line_date(text, CAME_IN_LINE)
    return replace(document, kind=kind, title=title, date=day, received=received)


def _first_heading(document: Document) -> str | None:
    first = next((b for b in document.blocks if b.end > b.start), None)
    if first is None or (first.kind is not BlockKind.HEADING and first.end - first.start > 60):
        return None
    return document.text[first.start : first.end].strip()


@cache
def _patterns() -> tuple[dict[str, int], dict[Kind, dict[str, tuple[re.Pattern[str], ...]]]]:
    table = dict(data.load("kinds"))
    weights = table.pop("weights")
    kinds = {
        Kind(kind): {place: tuple(re.compile(p, re.I) for p in patterns) for place, patterns in places.items()}
        for kind, places in table.items()
    }
    return weights, kinds


def _kind(document: Document, title: str | None, fields: dict[str, str]) -> Kind:
    weights, kinds = _patterns()
    name = re.sub(r"[_\-.]+", " ", PurePath(document.file).stem)
    lines = [line.strip().rstrip(":") for line in document.text.split("\n")]
    scores: dict[Kind, float] = {}
    for kind, places in kinds.items():
        score = weights["title"] * any(p.search(title or "") for p in places.get("title", ()))
        score += weights["file"] * any(p.search(name) for p in places.get("file", ()))
        score += weights["line"] * sum(any(p.match(line) for line in lines) for p in places.get("line", ()))
        score += weights["field"] * sum(any(p.match(f) for f in fields) for p in places.get("field", ()))
        scores[kind] = score
    if _dated_blocks(document) >= DATED_ENTRIES:
        scores[Kind.JOURNAL] += weights["title"]
    best = max(scores, key=lambda k: scores[k])
    return best if scores[best] > 0 else Kind.OTHER


def _dated_blocks(document: Document) -> int:
    """How many blocks open with a full day."""
    heads = (document.text[b.start : b.start + 12] for b in document.blocks if not (b.cell and b.cell.column))
    return sum(bool(re.match(r"\d{4}-\d\d-\d\d|\d{6}\s|\d{1,2}/\d{1,2}[ -]", head)) for head in heads)


def _field_date(fields: dict[str, str], names: tuple[str, ...]) -> dt.date | None:
    for name in names:
        for label, value in fields.items():
            if label.startswith(name) and (day := _last_date(value, exact=True)):
                return day
    return None


def _line_date(text: str, pattern: re.Pattern[str]) -> dt.date | None:
    if found := pattern.search(text):
        mentions = find_dates(text[found.end() : found.end() + 30])
        if mentions and mentions[0].start == 0 and mentions[0].first == mentions[0].last:
            return mentions[0].first
    return None


def _last_date(text: str, *, exact: bool) -> dt.date | None:
    days = [m.last for m in find_dates(text) if not exact or m.first == m.last]
    return days[-1] if days else None


def _latest_date(text: str) -> dt.date | None:
    """The latest day that the text names with its year, the end of a period left out."""
    days = [
        m.first
        for m in find_dates(text)
        if m.first == m.last and not re.search(r"(t\.?o\.?m\.?|till|senast|[–-])\s*$", text[: m.start])
    ]
    return max(days, default=None)
