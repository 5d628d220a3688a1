"""Takes headers and footers off the pages: what stands there belongs to the paper, not to the text.

A row in the upper or lower margin is furniture if, going inwards from the edge, all rows outside it are and
1. it comes back on other pages at the same height (figures may differ), or 2. its words have the form of one
(`data/reading.toml`: page numbers, print dates, secrecy stamps, municipality heads), or 3. it is set in smaller
type than the body, close to the edge and apart from the body. 2 and 3 hold on one-page documents too. It never
takes a row out of a ruled table, and never the only rows of a page in body type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from nlp import data
from nlp.reading.lines import rows_of, spread
from nlp.reading.print import Printed, PrintedPage

DIGITS = re.compile(r"\d+")


def body_size(pages: Sequence[PrintedPage]) -> float:
    """The size of type that most letters are set in; 10 where there is no print."""
    count: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            count[round(word.size * 2) / 2] += len(word.text)
    return count.most_common(1)[0][0] if count else 10.0


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without their headers and footers."""
    settings = data.load("reading")["furniture"]
    size = body_size(pages)
    edges = [(page, _edge_rows(page, settings["margin"])) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for page, rows in edges:
        seen.update({k for part in rows for row in part for k in _keys(row, page)})
    out = []
    for page, (upper, lower) in edges:
        gone: set[Printed] = set()
        for side in (upper, lower):
            for i, row in enumerate(side):
                inner = side[i + 1] if i + 1 < len(side) else None
                again = len(pages) > 1 and max(seen[k] for k in _keys(row, page)) >= max(2, 0.4 * len(pages))
                if not (
                    _form(row, page, size)
                    or _apart(row, inner, page, size, settings)
                    or (again and _outer(row, page, size))
                ):
                    break
                gone.update(row)
        if len(gone) == len(page.words) and any(w.size >= size * settings["small"] for w in gone):
            gone = set()
        out.append(replace(page, words=tuple(w for w in page.words if w not in gone)))
    return out


def _edge_rows(page: PrintedPage, margin: float) -> tuple[list[list[Printed]], list[list[Printed]]]:
    """Rows in the upper margin from the top, those in the lower margin from the bottom; none inside a table."""
    down = [r for r in page.rules if r.left == r.right and r.bottom - r.top > 8]
    rows = rows_of(page.words)
    boxed = [any(d.top - 2 <= (r[0].top + r[0].bottom) / 2 <= d.bottom + 2 for d in down) for r in rows]
    upper, lower = [], []
    for row, inside in zip(rows, boxed, strict=True):
        if inside or min(w.top for w in row) > margin * page.height:
            break
        upper.append(row)
    for row, inside in zip(reversed(rows), reversed(boxed), strict=True):
        if inside or max(w.bottom for w in row) < (1 - margin) * page.height:
            break
        lower.append(row)
    return upper[:6], lower[:6]


def _text(row: Sequence[Printed]) -> str:
    return " ".join(w.text for w in row)


def _keys(row: Sequence[Printed], page: PrintedPage) -> list[tuple[str, int]]:
    """Words and height of a row in a form that comes back; two neighbouring heights, as scans shift."""
    words = DIGITS.sub("#", _text(row).casefold())
    height = row[0].top / page.height * 100
    return [(words, int(height)), (words, int(height + 0.5) + 1000)]


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in data.load("reading")["furniture"][name])


def _form(row: Sequence[Printed], page: PrintedPage, size: float) -> bool:
    text = _text(row)
    if any(p.fullmatch(text) for p in _patterns("patterns")):
        return True
    settings = data.load("reading")["furniture"]
    small = max(w.size for w in row) < size * settings["small"]
    near = min(row[0].top, page.height - row[0].bottom) < settings["outer"] * page.height
    parts = [_text(part) for part in spread(row)]
    apart = any(p.fullmatch(part) for p in _patterns("patterns") for part in parts)
    return (small or near) and (apart or any(p.fullmatch(text) for p in _patterns("weak")))


def _outer(row: Sequence[Printed], page: PrintedPage, size: float) -> bool:
    """A row that comes back must also be set small, or stand where no body text does."""
    near = min(row[0].top, page.height - row[0].bottom)
    return max(w.size for w in row) < size * 0.97 or near < 0.085 * page.height


def _apart(
    row: Sequence[Printed], inner: Sequence[Printed] | None, page: PrintedPage, size: float, settings: dict[str, float]
) -> bool:
    near = min(row[0].top, page.height - row[0].bottom)
    if near > settings["outer"] * page.height or max(w.size for w in row) >= size * settings["small"]:
        return False
    if inner is None:
        return True
    gap = max(inner[0].top - row[0].bottom, row[0].top - inner[0].bottom)
    return gap > 1.2 * size or max(w.size for w in inner) < size * settings["small"]
