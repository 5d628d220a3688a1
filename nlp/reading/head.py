"""Finds the title and the printed form head (Namn, Personnummer, Datum, Handläggare ...) among the first blocks.

The title is the first heading of the document if a form head follows it, or if it is larger than every other
heading. The head is a table with known labels in it (label beside value, or label above value in one cell), or
paragraphs "Label: value" one after the other (or several in one), before any other text. Only known labels
(`data/reading.toml`) become fields; a row of the head table with another label stays in the text, so that nothing is
lost as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp import data
from nlp.reading.drafts import Draft
from nlp.types import BlockKind

TEXT = re.compile(r"[☐☒☑■□]|\w{2}[.!?]\s+[A-ZÅÄÖ]\w|\w:\s")  # what stands in no field: boxes, sentences, more labels
LONGEST = 80
LABELLED = re.compile(r"([^:]{2,40}):\s*(.*)", re.DOTALL)


@cache
def _labels() -> tuple[frozenset[str], frozenset[str]]:
    head = data.load("reading")["head"]
    return frozenset(head["labels"]), frozenset(head["table_only"])


def _known(text: str, running: bool) -> bool:
    labels, table_only = _labels()
    name = text.strip().rstrip(":").casefold()
    return name in labels and not (running and name in table_only)


def split_head(drafts: Sequence[Draft]) -> tuple[str | None, dict[str, str], list[Draft]]:
    """Title, fields and the blocks that are left."""
    rest = list(drafts)
    title, fields = None, dict[str, str]()
    if rest and _is_title(rest):
        title = rest.pop(0).text
    if rest and rest[0].kind is BlockKind.CELL and rest[0].cell:
        number = rest[0].cell.table
        table = [d for d in rest if d.cell and d.cell.table == number]
        found, left = _from_table(table)
        if found:
            fields.update(found)
            rest = [*left, *rest[len(table) :]]
    lines: list[dict[str, str]] = []
    for draft in rest:
        pairs = _from_line(draft.text) if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) else {}
        if not pairs:
            break
        lines.append(pairs)
    if any(_known(label, running=True) for pairs in lines for label in pairs):
        for pairs in lines:
            fields.update({k: v for k, v in pairs.items() if k not in fields})
        rest = rest[len(lines) :]
    return title, fields, rest


@cache
def _label() -> re.Pattern[str]:
    names = sorted(_labels()[0], key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, names))})\s*:\s*", re.IGNORECASE)


def _from_line(text: str) -> dict[str, str]:
    """The fields of a line "Label: value", or of one with several of them; none if it says more."""
    places = list(_label().finditer(text))
    if not places or places[0].start() != 0:
        return {}
    ends = [*(m.start() for m in places[1:]), len(text)]
    pairs = {m[1]: text[m.end() : end].strip(" |;") for m, end in zip(places, ends, strict=True)}
    return {} if any(TEXT.search(value) or len(value) > LONGEST for value in pairs.values()) else pairs


def _is_title(drafts: Sequence[Draft]) -> bool:
    first = drafts[0]
    if first.kind is not BlockKind.HEADING:
        return False
    following = drafts[1] if len(drafts) > 1 else None
    if following is None:
        return True
    if first.level == 0:  # larger than all other headings, or styled as the title
        return True
    if following.kind is BlockKind.CELL:
        number = following.cell.table if following.cell else -1
        return bool(_from_table([d for d in drafts[1:] if d.cell and d.cell.table == number])[0])
    return bool(_from_line(following.text))


def _from_table(table: Sequence[Draft]) -> tuple[dict[str, str], list[Draft]]:
    """Fields of a head table and the cells that are none of them; no fields if it is no head."""
    rows: dict[int, dict[int, list[Draft]]] = {}
    for d in table:
        if d.cell:
            rows.setdefault(d.cell.row, {}).setdefault(d.cell.column, []).append(d)
    fields: dict[str, str] = {}
    left: list[Draft] = []
    for row in rows.values():
        texts = {c: " ".join(d.text for d in ds).strip() for c, ds in sorted(row.items())}
        found = _from_row(list(texts.values()))
        if found is None:
            left.extend(d for ds in row.values() for d in ds)
        else:
            for label, value in found.items():
                fields.setdefault(label, value)
    known = sum(_known(k, running=False) for k in fields)
    if known < 1 or len(rows) > 2 * len(fields) + 4:
        return {}, list(table)
    return fields, left


def _from_row(texts: Sequence[str]) -> dict[str, str] | None:
    """Label and value pairs of one row if all of it is such pairs."""
    if len(texts) % 2 == 0 and all(_known(t, running=False) or not t for t in texts[::2]) and any(texts[::2]):
        return {a.rstrip(": "): b for a, b in zip(texts[::2], texts[1::2], strict=True) if a}
    out: dict[str, str] = {}
    for text in texts:
        m = LABELLED.fullmatch(text)
        label, value = (m[1].strip(), m[2].strip()) if m else ("", "")
        if not m:
            words = text.split()
            for n in (3, 2, 1):
                if len(words) > n and _known(" ".join(words[:n]), running=False):
                    label, value = " ".join(words[:n]), " ".join(words[n:])
                    break
        if not text:
            continue
        if not _known(label, running=False):
            return None
        out[label] = value
    return out or None
