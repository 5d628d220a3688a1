"""The page that shows two versions of an investigation side by side: what is new and what is old, at a glance.

Comes in: a comparison and the `CopyFinding` of the same case. Goes out: one HTML page without scripts or outside
files. State is told by word and sign as well as by colour. Never the person's name in the title, since titles end up in
histories.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from nlp.checks.copied import CopyFinding
from nlp.copies import AlignedSentence, Change, SectionComparison, VersionComparison
from nlp.types import Evidence

SIGNS = {
    Change.UNCHANGED: ("=", "Oförändrad"),
    Change.CHANGED: ("≈", "Ändrad"),
    Change.NEW: ("+", "Ny"),
    Change.GONE: ("−", "Borttagen"),
}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Line:
    """One sentence pair as shown. `notes` say in words what else holds of it."""

    change: str
    sign: str
    word: str
    earlier: Markup
    now: Markup
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One section as shown; `forms` are the folded form sentences."""

    heading: str
    earlier_heading: str | None
    summary: str
    lines: tuple[Line, ...]
    forms: tuple[str, ...]


def comparison_page(comparison: VersionComparison, finding: CopyFinding, case: str) -> str:
    """The page for one case: `nlp.checks.copied.compare` and `find` of the same file."""
    return _TEMPLATES.get_template("comparison.html.j2").render(**comparison_view(comparison, finding, case))


def comparison_view(comparison: VersionComparison, finding: CopyFinding, case: str) -> dict[str, Any]:
    """What the page shows, as the values of its template."""
    notes: dict[int, list[str]] = {}
    for stale in finding.stale_statements:
        told = f" Se {stale.contradicting.file}: ”{stale.contradicting.text}”" if stale.contradicting else ""
        _note(notes, stale.evidence, f"Kan inte längre stämma. {stale.reason}{told}")
    for pasted in finding.pasted_passages:
        _note(notes, pasted.evidence, f"Inklistrat, {pasted.words} ord ({_percent(pasted.share)}). {pasted.reason}")
    for foreign in finding.other_person_passages:
        _note(notes, foreign.evidence, f"Kan höra till en annan person. {foreign.reason}")
    return {
        "case": case,
        "headline": headline(comparison, finding),
        "verdict": "Kopierad utan uppdatering" if finding.copied else "Uppdaterad",
        "now": comparison.now,
        "earlier": comparison.earlier,
        "form_words": comparison.form_words_excluded,
        "parts": [_part(s, notes) for s in comparison.sections if s.sentences or s.key != "life_areas"],
        "signs": [(change.value, *SIGNS[change]) for change in Change],
    }


def headline(comparison: VersionComparison, finding: CopyFinding) -> str:
    """The sentence on top: how much stands unchanged since when, and how many statements cannot be true."""
    since = comparison.earlier.date or "den tidigare versionen"
    text = f"{_percent(comparison.unchanged_share)} av texten är oförändrad sedan {since} (formulärtext borträknad)."
    count = len(finding.stale_statements)
    if count:
        text += f" {count} {'uppgift' if count == 1 else 'uppgifter'} kan inte längre stämma."
    return text


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _note(notes: dict[int, list[str]], words: Evidence, text: str) -> None:
    if words.start is not None and words.end is not None:
        for offset in range(words.start, words.end):
            notes.setdefault(offset, []).append(text)


def _part(section: SectionComparison, notes: dict[int, list[str]]) -> Part:
    shown = [s for s in section.sentences if not s.form]
    share = section.unchanged_share
    summary = "Tom" if not section.sentences else "Borttaget avsnitt" if section.heading is None else ""
    if share is not None:
        summary = f"{_percent(share)} oförändrat"
    moved = section.earlier_heading if section.heading and section.earlier_heading != section.heading else None
    return Part(
        section.heading or section.earlier_heading or "Utan rubrik",
        moved,
        summary,
        tuple(_line(s, notes) for s in shown),
        tuple(words.text for s in section.sentences if s.form and (words := s.now or s.earlier)),
    )


def _line(sentence: AlignedSentence, notes: dict[int, list[str]]) -> Line:
    now, earlier = sentence.now, sentence.earlier
    left, right = Markup(escape(earlier.text if earlier else "")), Markup(escape(now.text if now else ""))
    if (sentence.change is Change.CHANGED and now and earlier) or (sentence.only_date and now and earlier):
        left, right = _marked(earlier.text, now.text, "del"), _marked(now.text, earlier.text, "ins")
    sign, word = SIGNS[sentence.change]
    told = list(notes.get(now.start, ())) if now and now.start is not None else []
    if sentence.only_date:
        told.append("Endast datum eller ålder skiljer.")
    if sentence.generations > 1:
        told.append(f"Har stått oförändrad i {sentence.generations + 1} versioner.")
    return Line(sentence.change.value, sign, word, left, right, tuple(dict.fromkeys(told)))


def _marked(text: str, other: str, tag: Literal["ins", "del"]) -> Markup:
    """The text with the words that the other lacks marked."""
    ours, theirs = re.findall(r"\S+|\s+", text), re.findall(r"\S+|\s+", other)
    out: list[Markup] = []
    for kind, a, b, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        piece = "".join(ours[a:b])
        space = piece[: len(piece) - len(piece.lstrip())]
        words = escape(piece.lstrip())
        out.append(
            escape(space) + (words if kind == "equal" or not words else Markup(f"<{tag}>{{}}</{tag}>").format(words))
        )
    return Markup("").join(out)
