"""Sets scanned pictures straight, finds the lines drawn on them, and carries places back to the page.

Skew is found where the rows of ink are sharpest; lines are runs of ink half an inch long. Weight of type is the
width of strokes (the middle run of ink across) against the height of the line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from nlp.reading.checks import Check, found_checks
from nlp.reading.hocr import Recognised
from nlp.reading.pdf_page import turned
from nlp.reading.print import Printed, PrintedPage, Rule
from nlp.types import Box

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
LONG = 2.5  # inches: a line across that long is drawn, not written
FAINTEST = 14  # levels of grey by which a drawn line is darker than the paper
STEEPEST = 4  # degrees of skew that are looked for
DEEP, COMMA = 0.21, 0.13  # how far letters and commas reach under the line, in sizes of type
UP = (  # how far letters reach over the line, the highest first
    (re.compile("[ÅÄÖÉ]"), 0.92),
    (re.compile("å"), 0.79),
    (re.compile("[A-Z0-9bdfhklijäöéü]"), 0.74),
)
LOW = re.compile(r"[gjpqyQ]")
LARGER = 1.12  # times another size of type: larger, and not a wavering of the scan
HEAVY = 1.28  # times the stroke of the page's usual type: bold


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture set straight, without its lines. `quarter` turns clockwise, then `angle` degrees, made it so."""

    picture: Picture
    rules: tuple[Rule, ...]  # in pixels
    checks: tuple[Check, ...]
    quarter: int
    angle: float
    dpi: int


def straightened(gray: Picture, quarter: int) -> Scan:
    """The picture turned by so many quarters and set straight, its lines taken out."""
    picture = np.ascontiguousarray(np.rot90(gray, -quarter)) if quarter else gray
    dpi = max(70, round(max(picture.shape) / 11.7))
    angle = _skew(picture)
    if abs(angle) > 0.05:
        turned_picture = Image.fromarray(picture).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        picture = np.asarray(turned_picture)
    rules, pad = found_rules(picture, dpi), max(2, dpi // 75)
    if rules:
        picture = picture.copy()
        for r in rules:
            top, left = max(0, int(r.top) - pad), max(0, int(r.left) - pad)
            picture[top : int(r.bottom) + pad + 1, left : int(r.right) + pad + 1] = 255
    checks = found_checks(picture < _threshold(picture), dpi)
    if checks:
        picture = picture.copy()
        for c in checks:
            picture[max(0, c.top - pad) : c.bottom + pad, max(0, c.left - pad) : c.right + pad] = 255
    return Scan(picture, tuple(rules), tuple(checks), quarter, angle, dpi)


def _threshold(picture: Picture) -> int:
    """Grey that parts ink from paper best (Otsu)."""
    count = np.bincount(picture.ravel()[::7], minlength=256).astype(float)
    below = np.cumsum(count)
    mass = np.cumsum(count * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (mass / below - (mass[-1] - mass) / above) ** 2
    return int(np.nanargmax(np.nan_to_num(between))) + 1


def _skew(picture: Picture) -> float:
    """Degrees by which the picture must be turned to be straight."""
    small = Image.fromarray(picture)
    small.thumbnail((700, 700))
    ink = Image.fromarray(((np.asarray(small) < _threshold(np.asarray(small))) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, Image.Resampling.BILINEAR)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max((step / 2 for step in range(-2 * STEEPEST, 2 * STEEPEST + 1)), key=sharpness)
    fine = max((coarse + step / 10 for step in range(-4, 5)), key=sharpness)
    return round(fine, 2) if sharpness(fine) > 1.03 * sharpness(0.0) else 0.0


def found_rules(picture: Picture, dpi: int) -> list[Rule]:
    """Lines drawn across and down that meet each other, and long ones across, also faint ones, in pixels."""
    across = _runs(_ridges(picture, dpi), dpi // 2, dpi // 12)
    down = [Rule(r.top, r.left, r.bottom, r.right) for r in _runs(_ridges(picture.T, dpi), dpi // 4, dpi // 12)]
    near = dpi // 15
    met = [(a, d) for a in across for d in down if _meet(a, d, near)]
    long = [a for a in across if a.right - a.left > LONG * dpi]
    return [*dict.fromkeys([*(a for a, _ in met), *long]), *dict.fromkeys(d for _, d in met)]


def _meet(a: Rule, d: Rule, near: int) -> bool:
    """Whether a line across and one down meet; strokes of letters and edges of the paper meet nothing."""
    return a.left - near <= d.left <= a.right + near and d.top - near <= a.top <= d.bottom + near


def _ridges(picture: Picture, dpi: int) -> Mask:
    """Where a row is darker than the rows a little above and below it."""
    step = max(2, dpi // 50)
    rows = picture.astype(np.int16)
    sums = np.cumsum(rows, axis=1, dtype=np.int32)
    wide = 2 * (dpi // 60) + 1
    smooth = np.full(rows.shape, 255, np.int16)
    smooth[:, wide // 2 + 1 : -(wide // 2) or None] = (sums[:, wide:] - sums[:, :-wide]) // wide
    out = np.zeros(rows.shape, np.bool_)
    paper = np.minimum(smooth[: -2 * step], smooth[2 * step :])
    out[step:-step] = smooth[step:-step] < paper - FAINTEST
    return out


def _runs(dark: Mask, length: int, thickest: int) -> list[Rule]:
    """Runs of ink of at least that length along the rows, those that lie on each other made one."""
    sums = np.cumsum(dark, axis=1, dtype=np.int32)
    window = sums[:, length:] - sums[:, :-length]
    hit = window >= 0.92 * length
    found: list[list[int]] = []  # top, bottom, left, right
    for y in np.flatnonzero(hit.any(axis=1)):
        xs = np.flatnonzero(hit[y])
        for part in np.split(xs, np.flatnonzero(np.diff(xs) > length) + 1):
            left, right = int(part[0]), int(part[-1]) + length
            for line in reversed(found[-80:]):
                if y - line[1] <= 3 and left <= line[3] and right >= line[2]:
                    line[1], line[2], line[3] = int(y), min(line[2], left), max(line[3], right)
                    break
            else:
                found.append([int(y), int(y), left, right])
    return [Rule(left, top, right, bottom) for top, bottom, left, right in found if bottom - top <= thickest]


def placed(scan: Scan, words: Sequence[Recognised], number: int, wide: float, high: float) -> PrintedPage:
    """The words and lines on the page of so many points, as it was before it was set straight."""
    rows, columns = scan.picture.shape
    way_wide, way_high = (wide, high) if scan.quarter % 2 == 0 else (high, wide)
    x, y = way_wide / columns, way_high / rows
    heights = _heights(words)
    usual = median([heights[w.line] for w in words] or [scan.dpi / 7])
    heavy = _heavy(scan, words, heights)
    ticks = [Recognised("☒" if c.marked else "☐", *c[:4], 100.0, c.bottom - 0.1 * usual, -1) for c in scan.checks]
    out = []
    for word in [*words, *ticks]:
        size = heights.get(word.line, usual)
        foot = (word.base + DEEP * size) * y
        place = (word.left * x, foot - size * y, word.right * x, foot)
        box = turned(_tilted(word, scan, rows, columns), -scan.quarter)
        out.append(Printed(word.text, *place, round(size * y, 1), word.line in heavy, box))
    rules = tuple(_flat(r, x, y) for r in scan.rules)
    return PrintedPage(number, wide, high, tuple(out), rules, ocr=True)


def _flat(rule: Rule, x: float, y: float) -> Rule:
    if rule.right - rule.left >= rule.bottom - rule.top:
        middle = (rule.top + rule.bottom) / 2 * y
        return Rule(rule.left * x, middle, rule.right * x, middle)
    middle = (rule.left + rule.right) / 2 * x
    return Rule(middle, rule.top * y, middle, rule.bottom * y)


def _tilted(word: Recognised, scan: Scan, rows: int, columns: int) -> Box:
    """The word's box on the picture before it was set straight, as shares."""
    turn = math.radians(-scan.angle)
    cx, cy = columns / 2, rows / 2
    mx, my = (word.left + word.right) / 2 - cx, (word.top + word.bottom) / 2 - cy
    # PIL turns counter-clockwise with y down: undo it.
    px, py = mx * math.cos(turn) + my * math.sin(turn) + cx, -mx * math.sin(turn) + my * math.cos(turn) + cy
    half_wide, half_high = (word.right - word.left) / 2, (word.bottom - word.top) / 2
    shares = ((px - half_wide) / columns, (py - half_high) / rows, (px + half_wide) / columns, (py + half_high) / rows)
    left, top, right, bottom = (round(min(max(v, 0.0), 1.0), 5) for v in shares)
    return Box(left, top, right, bottom)


def _heights(words: Sequence[Recognised]) -> dict[int, float]:
    """Size of type of each line in pixels, from how high its letters are; sizes near each other are made one."""
    held: dict[int, list[float]] = {}
    for word in words:
        if (share := _share(word.text)) > 0:
            held.setdefault(word.line, []).append((word.bottom - word.top) / share)
    raw = {line: median(values) for line, values in held.items()}
    usual = median([raw[w.line] for w in words if w.line in raw] or [40.0])
    steps = [usual]
    for size in sorted(s for s in raw.values() if s > usual * LARGER):
        if size > steps[-1] * LARGER:
            steps.append(size)
    for size in sorted((s for s in raw.values() if s < usual / LARGER), reverse=True):
        if size < min(steps) / LARGER:
            steps.append(size)
    lines = {w.line for w in words}
    return {line: min(steps, key=lambda s: abs(s - raw.get(line, usual))) for line in lines}


def _share(text: str) -> float:
    """The height of a word as a share of its size of type; 0 if nothing in it tells."""
    if not any(c.isalnum() for c in text):
        return 0.0
    up = next((share for letters, share in UP if letters.search(text)), 0.54)
    return up + (DEEP if LOW.search(text) else COMMA if re.search("[,;]", text) else 0.0)


def _heavy(scan: Scan, words: Sequence[Recognised], heights: dict[int, float]) -> set[int]:
    """Which lines are bold."""
    dark = scan.picture < _threshold(scan.picture)
    strokes: dict[int, list[float]] = {}
    letters: dict[int, int] = {}
    for word in words:
        if width := _stroke(dark[word.top : word.bottom, word.left : word.right]):
            strokes.setdefault(word.line, []).append(width / heights[word.line])
            letters[word.line] = letters.get(word.line, 0) + len(word.text)
    lines = {number: median(held) for number, held in strokes.items()}
    if len(lines) < 3:
        return set()
    usual = median(value for number, value in lines.items() for _ in range(letters[number]))
    return {number for number, value in lines.items() if value > HEAVY * usual}


def _stroke(dark: Mask) -> float:
    """The usual length of a run of ink across, in pixels."""
    if dark.size == 0:
        return 0.0
    padded = np.pad(dark, ((0, 0), (1, 1))).astype(np.int8)
    steps = np.diff(padded, axis=1)
    starts, ends = np.flatnonzero(steps.ravel() == 1), np.flatnonzero(steps.ravel() == -1)
    lengths = ends - starts
    return float(np.mean(lengths[lengths <= 3 * np.median(lengths)])) if lengths.size else 0.0
