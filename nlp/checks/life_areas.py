"""Which life areas does the investigation leave without information? (2021 audit, rule R3.)

Decides: an area of `data/life_areas.toml` is missing if all that stands under its headings is nothing or the form's
own prompt. Where no heading of its stands, other forms may group areas otherwise, so that it is missing only if the
person's earlier investigation had it, or if it is marked `always` and nothing in the investigation tells of it.
'Vill inte svara' is information. Nothing is missing where the investigation's text is not known.
Never: judges whether what stands there is enough.
Example: 'Ekonomi' with only 'Försörjning? Skulder? Behov av stöd?' under it -> missing.
Measured: see `nlp/checks/README.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.checks import interests
from nlp.checks.search import place
from nlp.data import load
from nlp.statements.prompts import says_nothing
from nlp.types import CaseFile, Document, Section


@dataclass(frozen=True)
class LifeAreasFinding:
    """Names as configured. None: the investigation's text is not known, or there is none."""

    missing_life_areas: tuple[str, ...] | None
    areas_searched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def find(case: CaseFile) -> LifeAreasFinding:
    """The areas without information, in the configured order."""
    document = case.investigation
    if document is None:
        return LifeAreasFinding(None)
    if not document.status.has_text:
        return LifeAreasFinding(None, unread=(document.file,))
    parts = case.sections.get(document.file, ())
    headed = {s.area for s in parts if s.area}
    told = {s.area for i, s in enumerate(parts) if s.area and not says_nothing(_body(document, parts, i))}
    earlier = case.earlier_investigation
    before = {s.area for s in case.sections.get(earlier.file, ())} if earlier else set()
    expected = headed | before | {a["name"] for a in load("life_areas")["area"] if a.get("always") and not _told(case)}
    missing = tuple(a["name"] for a in load("life_areas")["area"] if a["name"] in expected - told)
    return LifeAreasFinding(missing, (place(case, document),))


def _told(case: CaseFile) -> bool:
    """Whether the investigation tells of interests under any heading."""
    return interests.find(case).interests == "present"


def _body(document: Document, parts: Sequence[Section], i: int) -> str:
    """The text under the heading, that of its own sub-headings and label lines included."""
    below = [parts[i]]
    for part in parts[i + 1 :]:
        is_label = document.text[: part.start].rstrip().endswith(":")
        if part.area or (part.level <= parts[i].level and not is_label):
            break
        below.append(part)
    return "\n".join(document.text[s.start : s.end] for s in below)
