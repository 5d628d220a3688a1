"""Reads the print of one PDF page with pypdfium2: words with boxes, sizes and weight, and the lines drawn.

pypdfium2's whole-text call gives the characters, and only the first and last character of each word are asked
for their box. Pages are turned upright: first by the page's own rotation, then, where most of the print runs
another way, by that of the print.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.reading.drafts import clean
from nlp.reading.print import Printed, PrintedPage, Rule
from nlp.types import Box

HYPHENS = "\ufffe\x02\xad"  # how pdfium marks a hyphen at the end of a line, and the soft hyphen
WORD = re.compile(rf"[^\s{HYPHENS}]+[{HYPHENS}]?|[{HYPHENS}]")
BOLD = re.compile(r"bold|black|heavy|semibold|demi|[-,]bd\b|fett", re.IGNORECASE)
MOST_SEGMENTS = 20_000  # a drawing, not a table, has more


class _Type(NamedTuple):
    """Type of one text object: size in points as shown, weight, and the way it runs in quarter turns."""

    size: float
    bold: bool
    quarter: int


class _Frame:
    """Turns boxes of the file's coordinates into shares of the page as shown."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self.left, self.bottom = left, bottom
        self.width, self.height = max(right - left, 1.0), max(top - bottom, 1.0)
        self.quarter = (page.get_rotation() // 90) % 4

    def share(self, left: float, bottom: float, right: float, top: float) -> Box:
        box = Box(
            (left - self.left) / self.width,
            1 - (top - self.bottom) / self.height,
            (right - self.left) / self.width,
            1 - (bottom - self.bottom) / self.height,
        )
        return turned(box, self.quarter)


def turned(box: Box, quarters: int) -> Box:
    """The box after the page is turned clockwise by so many quarters."""
    for _ in range(quarters % 4):
        box = Box(1 - box.bottom, box.left, 1 - box.top, box.right)
    return box


def _kept(box: Box) -> Box:
    left, top, right, bottom = (round(min(max(v, 0.0), 1.0), 5) for v in box)
    return Box(left, top, right, bottom)


def read_page(page: Any, number: int) -> PrintedPage:
    """The print of a pypdfium2 page. Raises `pdfium.PdfiumError` where the page is damaged."""
    frame = _Frame(page)
    found = _words(page.get_textpage(), frame)
    turns = Counter(t.quarter for _, _, t in found)
    # What the print needs to stand upright, after the page's own rotation.
    ways = Counter({(q + frame.quarter) % 4: n for q, n in turns.items()})
    way = ways.most_common(1)[0][0] if ways else 0
    width, height = (frame.width, frame.height) if frame.quarter % 2 == 0 else (frame.height, frame.width)
    upright = (width, height) if way % 2 == 0 else (height, width)
    words = []
    for text, share, kind in found:
        if (kind.quarter + frame.quarter) % 4 != way:
            continue  # print across the others: a stamp in the margin, a watermark
        b = turned(share, -way)
        place = (b.left * upright[0], b.top * upright[1], b.right * upright[0], b.bottom * upright[1])
        words.append(Printed(text, *place, kind.size, kind.bold, _kept(share)))
    rules = []
    for r in _rules(page):
        b = turned(frame.share(*r), -way)
        rule = Rule(b.left * upright[0], b.top * upright[1], b.right * upright[0], b.bottom * upright[1])
        rules.append(rule)
    return PrintedPage(number, width, height, tuple(words), tuple(rules))


def _words(textpage: Any, frame: _Frame) -> list[tuple[str, Box, _Type]]:
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return []
    text = _text(textpage, count)
    types: dict[int, _Type] = {}
    out = []
    for m in WORD.finditer(text):
        first, last = m.start(), m.end() - 1
        shown = m[0]
        if shown[-1] in HYPHENS:
            shown = shown[:-1] + "-"
        shown = clean(shown)
        if not shown:
            continue
        a, b = _box(textpage, first), _box(textpage, last)
        if shown[-1] == "-" and len(shown) > 1 and b[2] <= b[0]:
            b = _box(textpage, last - 1)
        kind = _type(textpage, first, types)
        place = frame.share(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        out.append((shown, place, kind))
    return out


def _text(textpage: Any, count: int) -> str:
    """The characters of the page, one for each index that pdfium knows them by."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace")[:-1]
    if got - 1 == count and len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c < 0x110000 else "\ufffd" for c in codes)


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, rect)
    return (
        min(rect.left, rect.right),
        min(rect.bottom, rect.top),
        max(rect.left, rect.right),
        max(rect.bottom, rect.top),
    )


def _type(textpage: Any, index: int, known: dict[int, _Type]) -> _Type:
    thing = raw.FPDFText_GetTextObject(textpage, index)
    key = ctypes.cast(thing, ctypes.c_void_p).value or 0
    if key and key in known:
        return known[key]
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = raw.FPDFText_GetFontSize(textpage, index) * scale
    quarter = round(-math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
    weight = raw.FPDFText_GetFontWeight(textpage, index)
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    stroked = bool(key) and raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = weight >= 600 or bool(BOLD.search(name.value.decode("latin-1"))) or stroked
    known[key] = kind = _Type(round(size, 2), bold, quarter)
    return kind


def _rules(page: Any) -> list[tuple[float, float, float, float]]:
    """Straight lines and the edges of rectangles, in the file's coordinates: left, bottom, right, top."""
    out: list[tuple[float, float, float, float]] = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        if right - left < 4 or top - bottom < 4:
            if max(right - left, top - bottom) >= 6:
                out.append(_thin(left, bottom, right, top))
            continue
        out.extend(_edges(thing))
        if len(out) > MOST_SEGMENTS:
            return []
    return out


def _thin(left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    if right - left >= top - bottom:
        y = (bottom + top) / 2
        return left, y, right, y
    x = (left + right) / 2
    return x, bottom, x, top


def _edges(thing: Any) -> list[tuple[float, float, float, float]]:
    """The straight pieces of a path that run across or down."""
    m = thing.get_matrix()
    path: list[tuple[float, float]] = []
    out: list[tuple[float, float, float, float]] = []
    count = raw.FPDFPath_CountSegments(thing)
    if count > MOST_SEGMENTS:
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        part = raw.FPDFPath_GetPathSegment(thing, i)
        raw.FPDFPathSegment_GetPoint(part, x, y)
        point = (m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f)
        kind = raw.FPDFPathSegment_GetType(part)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            path = []
        elif path and kind == raw.FPDF_SEGMENT_LINETO:
            _add_edge(out, path[-1], point)
        path.append(point)
        if raw.FPDFPathSegment_GetClose(part) and len(path) > 2:
            _add_edge(out, point, path[0])
    return out


def _add_edge(out: list[tuple[float, float, float, float]], a: tuple[float, float], b: tuple[float, float]) -> None:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(wide, high) < 1 and max(wide, high) >= 6:
        out.append(_thin(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))


__all__ = ["pdfium", "read_page", "turned"]
