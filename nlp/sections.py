"""Documents into sections: headed parts, key/value rows and label lines, and the dated entries of journals.

Signals, in order: heading blocks; in investigations also table rows and lines that open with a known heading
("Ekonomi: ..."); in journals a date at the head of a block or row. Never guesses a heading from its wording
alone where layout says paragraph, unless the whole paragraph is a known heading. Known headings and life areas
are data (`data/headings.toml`, `data/life_areas.toml`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from rapidfuzz import fuzz, process

from nlp import data
from nlp.dates import find_dates
from nlp.types import Block, BlockKind, Document, Kind, Section

ALIKE = 90.0  # rapidfuzz ratio from which a misspelt heading is the known one
NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[a-zA-Z])[.)]\s+")
LABEL = re.compile(r"\s*([A-ZÅÄÖ][^:.!?\n]{2,45}?)\s*(?::|\s[–-])\s+(?=\S)")
LEAD = re.compile(r"\s*(?:(?:må|ti|on|to|fr|lö|sö)\w{0,5}\.?\s+)?(?:den\s+)?$", re.I)
NEXT_ENTRY = re.compile(r"(?:(?<!\.m)[.!?…”\")]|/\s?\w[\w. ]{0,14})\s+$")
SLASH_SIGNATURE = re.compile(r"\s/\s?([A-ZÅÄÖ][\w.]*(?:\s[A-ZÅÄÖ][\w.]*){0,2})\s*$")
NOTE = ("anteckning", "notering", "text", "innehåll")
NAME_LINE = re.compile(r"/?\s?[A-ZÅÄÖ][\wé]*\.?(?:\s[A-ZÅÄÖ][\wé]*\.?){0,2}(?:,\s[\w ]{3,30})?$")


@dataclass(frozen=True, slots=True)
class Known:
    """What a heading opens: a key of `headings.toml`, or a life area."""

    key: str
    area: str | None = None


@cache
def _known() -> tuple[dict[str, Known], tuple[tuple[re.Pattern[str], Known], ...]]:
    """Known headings in lower case; patterns for those with a name in them."""
    plain: dict[str, Known] = {}
    named: list[tuple[re.Pattern[str], Known]] = []
    for key, headings in data.load("headings").items():
        for heading in headings:
            if "{name}" in heading:
                pattern = re.escape(heading.lower()).replace(r"\{name\}", r"(?:den enskilde?s?|[\w-]+)")
                named.append((re.compile(pattern), Known(key)))
            else:
                plain[heading.lower()] = Known(key)
    for area in data.load("life_areas")["area"]:
        for heading in area["headings"]:
            plain[heading.lower()] = Known("life_area", area["name"])
    return plain, tuple(named)


@cache
def known_heading(text: str) -> Known | None:
    """What the heading opens, or None. Numbering, case, a colon and small misspellings do not matter."""
    plain, named = _known()
    wanted = NUMBERING.sub("", text).strip().rstrip(":.").lower()
    if found := plain.get(wanted):
        return found
    for pattern, known in named:
        if pattern.fullmatch(wanted):
            return known
    if len(wanted) < 6:
        return None
    best = process.extractOne(wanted, plain.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return plain[best[0]] if best else None


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document in order. Text before the first heading is a section with heading ''."""
    if document.kind is Kind.JOURNAL:
        return tuple(_entries(document))
    return tuple(_parts(document))


def _parts(document: Document) -> Iterator[Section]:
    text, lenient = document.text, document.kind is Kind.INVESTIGATION
    labelled = lenient and not _headed_areas(document)
    heading, level, body, start = "", 1, list[Block](), 0

    def close(end: int) -> Iterator[Section]:
        if heading or body:
            known = known_heading(heading) if heading else None
            key, area = (known.key, known.area) if known else (None, None)
            yield Section(heading, start, max(start, end), level, key, area, blocks=tuple(body))

    for block in document.blocks:
        words = text[block.start : block.end]
        label = LABEL.match(words) if labelled and block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) else None
        if block.kind is BlockKind.HEADING or (lenient and _is_heading_line(block, words)):
            yield from close(block.start)
            heading, level, body, start = words.strip(), block.level or 1, [], block.end
        elif label and known_heading(label[1]):
            yield from close(block.start)
            heading, level, start = label[1], 2, block.start + label.end()
            body = [replace(block, start=start)]
        else:
            body.append(block)
    yield from close(len(text))


def _headed_areas(document: Document) -> bool:
    """Whether life areas stand under headings, so that a label in a line is only a label."""
    headings = (document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.HEADING)
    return sum(known is not None and known.area is not None for known in map(known_heading, headings)) > 1


def _is_heading_line(block: Block, words: str) -> bool:
    """A paragraph or first cell of a key/value row that is nothing but a known heading."""
    if block.kind is BlockKind.CELL and (block.cell is None or block.cell.column):
        return False
    return len(words) <= 60 and known_heading(words) is not None


def _entries(document: Document) -> Iterator[Section]:
    """Journal entries. Text before the first date is an entry without date."""
    current: Section | None = None
    for is_table, group in groupby(document.blocks, key=lambda b: b.cell is not None):
        blocks = list(group)
        found = _row_entries(document, blocks) if is_table else _block_entries(document, blocks, current)
        for entry in found:
            if current is not None and entry is not current:
                yield _signed(document, current)
            current = entry
    if current is not None:
        yield _signed(document, current)


def _opening_date(text: str, anchor: dt.date | None) -> tuple[dt.date, int] | None:
    """The exact day with which a text opens, and the offset after it."""
    for mention in find_dates(text[:60], anchor)[:1]:
        if mention.first == mention.last and LEAD.fullmatch(text[: mention.start]):
            return mention.first, mention.end
    return None


def _row_entries(document: Document, blocks: Sequence[Block]) -> Iterator[Section]:
    current: Section | None = None
    for _, cells in groupby(blocks, key=lambda b: b.cell and (b.cell.table, b.cell.row)):
        row = list(cells)
        texts = [document.text[c.start : c.end].strip() for c in row]
        day = next((d for t in texts[:2] if (d := _opening_date(t, document.date))), None)
        if day is None and current is None:
            continue  # the heading row
        note = max(
            range(len(row)), key=lambda i: (_titled(row[i], *NOTE), not _opening_date(texts[i], None), len(texts[i]))
        )
        if day is None and current is not None:
            if texts[note]:
                current = replace(current, end=row[note].end, blocks=(*current.blocks, row[note]))
            continue
        heading = next(
            (
                t
                for c, t in zip(row, texts, strict=True)
                if _titled(c, "händelse", "typ", "rubrik", "åtgärd", "ärende", "kontakt", "avser")
            ),
            "",
        )
        signature = next((t for c, t in zip(row, texts, strict=True) if _titled(c, "sign", "hdl", "handl")), "")
        if current is not None:
            yield current
        assert day is not None
        current = Section(
            heading, row[note].start, row[note].end, 1, date=day[0], signature=signature, blocks=(row[note],)
        )
    if current is not None:
        yield current


def _titled(cell: Block, *starts: str) -> bool:
    return cell.cell is not None and cell.cell.column_heading.strip().lower().startswith(starts)


def _block_entries(document: Document, blocks: Sequence[Block], before: Section | None) -> Iterator[Section]:
    current = before
    for block in blocks:
        words = document.text[block.start : block.end]
        anchor = (current.date if current else None) or document.date
        opening = _opening_date(words, anchor)
        if block.kind is BlockKind.HEADING:
            if current is not None and opening is None and current.heading == "" and not current.blocks:
                current = replace(current, heading=words.strip(), start=block.end, end=block.end)
                continue
            if current is not None:
                yield current
            day = (
                opening[0] if opening else next((m.first for m in find_dates(words, anchor) if m.first == m.last), None)
            )
            title = words[opening[1] :].strip(" –-:,.") if opening else words.strip()
            current = Section(title, block.end, block.end, block.level, date=day or (current.date if current else None))
            continue
        for part in _dated_parts(block, words, anchor):
            piece = document.text[part.start : part.end]
            if opens := _opening_date(piece, anchor):
                if current is not None:
                    yield current
                start = part.start + opens[1] + len(piece[opens[1] :]) - len(piece[opens[1] :].lstrip(" .:–-"))
                current = Section(
                    "",
                    min(start, part.end),
                    part.end,
                    1,
                    date=opens[0],
                    blocks=(replace(part, start=min(start, part.end)),),
                )
            elif current is None:
                current = Section("", part.start, part.end, 1, blocks=(part,))
            else:
                current = replace(current, end=part.end, blocks=(*current.blocks, part))
    if current is not None:
        yield current


def _dated_parts(block: Block, words: str, anchor: dt.date | None) -> Iterator[Block]:
    """A paragraph that holds several entries, cut where a sentence opens with a full date."""
    cuts = [0]
    if _opening_date(words, anchor):
        for mention in find_dates(words, anchor)[1:]:
            full = mention.first == mention.last and mention.end - mention.start >= 6
            after = words[mention.end :].lstrip(" .:,–-")
            opens_sentence = (
                NEXT_ENTRY.search(words[: mention.start])
                and after[:1].isupper()
                and words[mention.end : mention.end + 1] in (".", ":", " ")
            )
            if full and opens_sentence:
                cuts.append(mention.start)
    for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        yield replace(block, start=block.start + start, end=block.start + start + len(words[start:end].rstrip()))


def _signed(document: Document, entry: Section) -> Section:
    """The entry with its signature, and a short first line as heading, told apart from its text."""
    if len(entry.blocks) > 1 and not entry.heading:
        first, second = entry.blocks[:2]
        words = document.text[first.start : first.end].strip()
        if len(words) <= 40 and not words.endswith((".", "!", "?")) and not SLASH_SIGNATURE.search(words):
            entry = replace(entry, heading=words, start=second.start, blocks=entry.blocks[1:])
    if entry.signature or not entry.blocks:
        return entry
    last = entry.blocks[-1]
    words = document.text[last.start : last.end]
    if len(entry.blocks) > 1 and len(words) <= 40 and NAME_LINE.fullmatch(words.strip()):
        return replace(entry, signature=words.strip(" /"), end=entry.blocks[-2].end, blocks=entry.blocks[:-1])
    if found := SLASH_SIGNATURE.search(words):
        cut = replace(last, end=last.start + found.start())
        return replace(entry, signature=found[1], end=cut.end, blocks=(*entry.blocks[:-1], cut))
    return entry
