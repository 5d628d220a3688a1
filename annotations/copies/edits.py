"""Edits of an investigation as lines: what a copied, updated or damaged version looks like.

A line is (kind, level, text, area or key of its section). Every edit takes lines and a random generator with a
fixed seed and gives new lines; none touches the lines it was given.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from nlp import data
from nlp.sections import sections
from nlp.types import Block, BlockKind, Document

HERE = Path(__file__).parent


class Line(NamedTuple):
    """One block: its kind, heading level, text, and the section it stands in."""

    kind: BlockKind
    level: int
    text: str
    section: str


@cache
def material(name: str) -> dict[str, Any]:
    """A hand-written file beside this module."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def lines_of(document: Document) -> list[Line]:
    """The blocks of a document as lines, each with the area or key of its section."""
    out: list[Line] = []
    parts = sections(document)
    for block in document.blocks:
        text = document.text[block.start : block.end]
        owner = next((p for p in parts if p.start <= block.start < max(p.end, p.start + 1)), None)
        name = (owner.area or owner.key or owner.heading) if owner else ""
        kind = BlockKind.PARAGRAPH if block.kind is BlockKind.CELL else block.kind
        out.append(Line(kind, block.level, text, name))
    named: list[Line] = []
    for i, line in enumerate(out):
        following = next((n.section for n in out[i + 1 :] if n.kind is not BlockKind.HEADING), "")
        empty = i + 1 < len(out) and out[i + 1].kind is BlockKind.HEADING
        is_heading = line.kind is BlockKind.HEADING
        named.append(line._replace(section=("" if empty else following)) if is_heading else line)
    return named


def document_of(lines: list[Line], like: Document, **changes: Any) -> Document:
    """Lines as a document; attributes as those of `like` save for `changes`."""
    text, blocks = "", list[Block]()
    for line in lines:
        text += "\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(line.text), 1, line.kind, line.level))
        text += line.text
    pages = tuple(replace(p, start=0, end=len(text)) for p in like.pages[:1])
    return replace(like, text=text, blocks=tuple(blocks), pages=pages, words=(), **changes)


def _capitalised(form: str) -> Callable[[re.Match[str]], str]:
    return lambda m: m[1] + form.capitalize()


def filled(text: str, name: str, sex: str) -> str:
    """A hand-written sentence with the person's name and pronouns."""
    forms = ("hon", "henne", "hennes") if sex == "kvinna" else ("han", "honom", "hans")
    out = text.replace("{namn}", name)
    for mark, form in zip(("{han}", "{honom}", "{hans}"), forms, strict=True):
        out = re.sub(r"(^|[.!?] )" + re.escape(mark), _capitalised(form), out).replace(mark, form)
    return out


def with_new_dates(lines: list[Line], rng: Random) -> list[Line]:
    """Every full date some months or years later, ages one up: what 'only the date' changes."""

    def later(m: re.Match[str]) -> str:
        return f"{int(m[1]) + 2}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"

    def older(m: re.Match[str]) -> str:
        return f"är {int(m[1]) + 1} år"

    return [
        line._replace(text=re.sub(r"\bär (\d\d) år", older, re.sub(r"\b(20[12]\d)-\d\d-\d\d\b", later, line.text)))
        for line in lines
    ]


def reordered(lines: list[Line], rng: Random) -> list[Line]:
    """Parts (a heading with what follows) in another order."""
    parts: list[list[Line]] = []
    for line in lines:
        if line.kind is BlockKind.HEADING or not parts:
            parts.append([])
        parts[-1].append(line)
    middle = parts[1:-1]
    rng.shuffle(middle)
    return [line for part in [parts[0], *middle, *parts[-1:]] for line in part]


def reheaded(lines: list[Line], rng: Random) -> list[Line]:
    """Headings in other known wordings."""
    by_name = {a["name"]: a["headings"] for a in data.load("life_areas")["area"]}
    by_name |= {k: [h for h in v if "{" not in h] for k, v in data.load("headings").items()}
    return [
        line._replace(text=rng.choice(by_name[line.section]))
        if line.kind is BlockKind.HEADING and line.section in by_name
        else line
        for line in lines
    ]


_CONFUSED = {"m": "rn", "rn": "m", "l": "1", "i": "l", "å": "a", "ä": "a", "ö": "o", "e": "c", "h": "b", "n": "ri"}


def scanned(lines: list[Line], rng: Random, rate: float) -> list[Line]:
    """Characters confused, spaces lost or doubled, words broken over a line, as a scan does."""

    def noisy(text: str) -> str:
        out = ""
        for c in text:
            if rng.random() >= rate or c.isdigit():
                out += c
            elif c == " ":
                out += rng.choice(["", "  "])
            else:
                out += _CONFUSED.get(c, c if rng.random() < 0.5 else "")
        return out

    return [line if line.kind is BlockKind.HEADING else line._replace(text=noisy(line.text)) for line in lines]


_REWORDED = (
    (r"\bhar behov av\b", "behöver"),
    (r"\bbehöver\b", "har behov av"),
    (r"\bcirka\b", "ungefär"),
    (r"\bungefär\b", "omkring"),
    (r"\bmen\b", "dock"),
    (r"\boch\b", "samt"),
    (r"\bockså\b", "även"),
    (r"\bmamma\b", "modern"),
    (r"\bMamma\b", "Modern"),
    (r"\bpappa\b", "fadern"),
    (r"\bmodern\b", "mamma"),
    (r"\bklarar sig själv\b", "är självständig"),
    (r"\btrivs\b", "är nöjd"),
    (r"\bdaglig verksamhet\b", "DV"),
    (r"\bförvärvsarbete\b", "arbete"),
    (r"\bför närvarande\b", "just nu"),
    (r"\bsedan\b", "alltsedan"),
    (r"\bVeckan\b", "vecka"),
    (r"\bi veckan\b", "per vecka"),
    (r"\bmed stöd av\b", "tillsammans med"),
    (r"\bsköter\b", "tar hand om"),
    (r"\bbor i\b", "har sin bostad i"),
    (r"\bgår på\b", "besöker"),
    (r"\btycker om\b", "gillar"),
    (r"\bvill\b", "önskar"),
    (r"\bsvårt med\b", "svårigheter med"),
)


def reworded(lines: list[Line], rng: Random) -> list[Line]:
    """Light paraphrase by rule: synonyms, clauses turned round, sentences joined or parted. No new fact."""

    def one(text: str) -> str:
        for pattern, new in rng.sample(_REWORDED, k=len(_REWORDED) // 2):
            text = re.sub(pattern, new, text)
        sentences = re.split(r"(?<=[a-zåäö]{3}\.) (?=[A-ZÅÄÖ])", text)
        if len(sentences) > 2 and rng.random() < 0.5:
            i = rng.randrange(len(sentences) - 1)
            sentences[i], sentences[i + 1] = sentences[i + 1], sentences[i]
        out = []
        for s in sentences:
            halves = re.match(r"([^,]{15,70}), (?:och |men |så )?([^,]{15,80})\.$", s)
            out.append(f"{halves[2][:1].upper()}{halves[2][1:]}. {halves[1]}." if halves and rng.random() < 0.5 else s)
        return " ".join(out)

    return [line if line.kind is BlockKind.HEADING else line._replace(text=one(line.text)) for line in lines]


def updated(lines: list[Line], share: float, name: str, sex: str, rng: Random) -> list[Line]:
    """That share of the life areas with text gets new facts, put in place of the old text or added to it."""
    facts = material("facts")["facts"]
    general = material("facts")["general"]
    pool = facts | {"wishes": general["wishes"], "assessment": general["assessment"]}
    areas = sorted({line.section for line in lines if line.kind is not BlockKind.HEADING} & set(pool))
    chosen = rng.sample(areas, k=max(2, round(share * len(areas))))
    out: list[Line] = []
    for area in chosen:
        pool = pool | {area: rng.sample(pool[area], k=len(pool[area]))}
    done: set[str] = set()
    for line in lines:
        if line.kind is BlockKind.HEADING or line.section not in chosen:
            out.append(line)
            continue
        replaces = rng.random() < 0.6
        if line.section not in done:
            new = " ".join(filled(t, name, sex) for t in pool[line.section][: 1 + (rng.random() < 0.4)])
            out.append(line._replace(text=new if replaces else f"{line.text} {new}"))
            done.add(line.section)
        elif not replaces:
            out.append(line)
    return out


def updated_in_few_words(lines: list[Line], rng: Random, areas_at_most: int | None = None) -> list[Line]:
    """Half of the life areas (three at least) get one short fact, before the old text or in its place."""
    facts = material("facts")["short"]
    areas = sorted({line.section for line in lines if line.kind is not BlockKind.HEADING} & set(facts))
    wanted = areas_at_most or max(3, round(len(areas) / 2))
    chosen = set(rng.sample(areas, k=min(len(areas), wanted)))
    out: list[Line] = []
    done: set[str] = set()
    for line in lines:
        if line.kind is not BlockKind.HEADING and line.section in chosen and line.section not in done:
            done.add(line.section)
            fact = rng.choice(facts[line.section])
            line = line._replace(text=fact if rng.random() < 0.5 else f"{fact} {line.text}")
        out.append(line)
    return out


def with_new_frame(lines: list[Line], name: str, sex: str, rng: Random) -> list[Line]:
    """A new application and proposal round a life that is copied."""
    texts = material("facts")["administrative"]
    out: list[Line] = []
    for line in lines:
        if line.kind is not BlockKind.HEADING and line.section in texts:
            line = line._replace(text=filled(rng.choice(texts[line.section]), name, sex))
        out.append(line)
    return out


def with_line(lines: list[Line], text: str, section: str, rng: Random) -> list[Line]:
    """One paragraph more, at the end of a section (of a random one, where none is so named)."""
    places = [i for i, line in enumerate(lines) if line.kind is not BlockKind.HEADING and line.section == section]
    places = places or [i for i, line in enumerate(lines) if line.kind is not BlockKind.HEADING]
    at = places[-1] if section else rng.choice(places)
    return [*lines[: at + 1], Line(BlockKind.PARAGRAPH, 0, text, lines[at].section), *lines[at + 1 :]]


def with_only(lines: list[Line], text: str, section: str) -> list[Line]:
    """One paragraph in place of all that a section says (a section of its own, where there is none)."""
    others = [line for line in lines if line.section != section or line.kind is BlockKind.HEADING]
    at = next((i for i, line in enumerate(others) if line.section == section), None)
    if at is None:
        heading = Line(BlockKind.HEADING, 2, section, section)
        return [*others[:-2], heading, Line(BlockKind.PARAGRAPH, 0, text, section), *others[-2:]]
    return [*others[: at + 1], Line(BlockKind.PARAGRAPH, 0, text, section), *others[at + 1 :]]
