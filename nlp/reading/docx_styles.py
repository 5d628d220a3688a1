"""What the styles of a DOCX say: headings with their level, title, lists, weight and size, through inheritance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

HEADING = re.compile(r"(?:heading|rubrik|überschrift|otsikko)\s*(\d)\b", re.IGNORECASE)
TITLE = re.compile(r"(title|titel|huvudrubrik|dokumenttitel|dokumentrubrik)", re.IGNORECASE)
LISTED = re.compile(r"(?:list\s*(?:bullet|number)|punktlista|numrerad lista)\s*(\d)?", re.IGNORECASE)


def tag(element: Any) -> str:
    """The name of an element without its name space, so that strict and usual OOXML are alike."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def value(element: Any, name: str = "val") -> str | None:
    """An attribute by its name without name space."""
    if element is None:
        return None
    for key, held in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(held)
    return None


def child(element: Any, *names: str) -> Any:
    """The first descendant along a path of names, None if there is none."""
    for name in names:
        if element is None:
            return None
        element = next((c for c in element if tag(c) == name), None)
    return element


def on(element: Any) -> bool | None:
    """Whether a switch such as `w:b` is on; None if it is not there."""
    if element is None:
        return None
    return (value(element) or "1").lower() not in ("0", "false", "off", "none")


def list_depth(number: Any) -> int | None:
    """Depth from 0 that `w:numPr` gives, None where it takes the paragraph out of its list."""
    level = value(child(number, "ilvl")) or "0"
    return None if value(child(number, "numId")) == "0" else int(level) if level.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph or run style with what it inherits. `level`: 0 title, from 1 headings, None for text."""

    level: int | None = None
    listed: int | None = None  # depth from 0 of a list
    bold: bool = False
    size: float = 0.0


def read_styles(root: Any) -> dict[str, Style]:
    """Styles by id; under an empty id what holds without one."""
    if root is None:
        return {"": Style()}
    raw = {value(s, "styleId") or "": s for s in root if tag(s) == "style"}
    normal = child(root, "docDefaults", "rPrDefault", "rPr")
    known: dict[str, Style] = {}

    def style(name: str, seen: frozenset[str]) -> Style:
        if name in known:
            return known[name]
        if name not in raw or name in seen:
            return Style(size=_size(normal))
        element = raw[name]
        base_name = value(child(element, "basedOn")) or ""
        base = style(base_name, seen | {name}) if base_name else Style(size=_size(normal))
        known[name] = out = _style(element, base)
        return out

    for name in raw:
        style(name, frozenset())
    default = next((n for n, s in raw.items() if value(s, "default") == "1" and value(s, "type") == "paragraph"), None)
    known[""] = known[default] if default else Style(size=_size(normal))
    return known


def _style(element: Any, base: Style) -> Style:
    name = value(child(element, "name")) or ""
    level = base.level
    outline = value(child(element, "pPr", "outlineLvl"))
    if m := HEADING.match(name):
        level = int(m[1])
    elif TITLE.fullmatch(name):
        level = 0
    elif outline and outline.isdigit():
        level = int(outline) + 1 if int(outline) < 9 else None
    listed = base.listed
    if m := LISTED.match(name):
        listed = int(m[1] or 1) - 1
    elif (number := child(element, "pPr", "numPr")) is not None:
        listed = list_depth(number)
    run = child(element, "rPr")
    bold = on(child(run, "b"))
    return Style(level, listed, base.bold if bold is None else bold, _size(run) or base.size)


def _size(run: Any) -> float:
    half = value(child(run, "sz"))
    try:
        return float(half) / 2 if half else 0.0
    except ValueError:
        return 0.0
