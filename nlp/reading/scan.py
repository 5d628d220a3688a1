"""Sets scanned pictures straight, finds the lines drawn on them, and carries places back to the page.

Skew is found where the rows of ink are sharpest; lines are runs of ink half an inch long. Weight of type is the
width of strokes (the middle run of ink across) against the height of the line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from nlp.reading.hocr import Recognised
from nlp.reading.pdf_page import turned
from nlp.reading.print import Printed, PrintedPage, Rule
from nlp.types import Box

Picture = np.ndarray[Any, np.dtype[np.uint8]]
STEEPEST = 4.0  # degrees of skew that are looked for
HEAVY = 1.28  # times the stroke of the page's usual type: bold


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture set straight, without its lines. `quarter` turns clockwise, then `angle` degrees, made it so."""

    picture: Picture
    rules: tuple[Rule, ...]  # in pixels
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
    dark = picture < _threshold(picture)
    rules = found_rules(dark, dpi)
    if rules:
        picture = picture.copy()
        pad = max(1, dpi // 100)
        for r in rules:
            top, left = max(0, int(r.top) - pad), max(0, int(r.left) - pad)
            picture[top : int(r.bottom) + pad + 1, left : int(r.right) + pad + 1] = 255
    return Scan(picture, tuple(rules), quarter, angle, dpi)


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
    small.thumbnail((900, 900))
    ink = Image.fromarray(((np.asarray(small) < _threshold(np.asarray(small))) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, Image.Resampling.BILINEAR)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-STEEPEST, STEEPEST + 0.1, 0.5), key=lambda a: sharpness(float(a)))
    fine = max(np.arange(best - 0.4, best + 0.41, 0.1), key=lambda a: sharpness(float(a)))
    return round(float(fine), 2) if sharpness(float(fine)) > 1.03 * sharpness(0.0) else 0.0


def found_rules(dark: np.ndarray[Any, np.dtype[np.bool_]], dpi: int) -> list[Rule]:
    """Lines drawn across and down, in pixels."""
    across = _runs(dark, dpi // 2, dpi // 12)
    down = [Rule(r.top, r.left, r.bottom, r.right) for r in _runs(dark.T, dpi // 3, dpi // 12)]
    if not across or not down:
        return across
    return [*across, *[d for d in down if d.bottom - d.top > dpi / 3]]


def _runs(dark: np.ndarray[Any, np.dtype[np.bool_]], length: int, thickest: int) -> list[Rule]:
    """Runs of ink of at least that length along the rows, those that lie on each other made one."""
    sums = np.cumsum(dark, axis=1, dtype=np.int32)
    window = sums[:, length:] - sums[:, :-length]
    hit = window >= 0.94 * length
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
    sizes, heavy = _sizes(words, y), _heavy(scan, words)
    out = []
    for word, size, bold in zip(words, sizes, heavy, strict=True):
        place = (word.left * x, word.top * y, word.right * x, word.bottom * y)
        box = turned(_tilted(word, scan, rows, columns), -scan.quarter)
        out.append(Printed(word.text, *place, size, bold, box))
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


def _sizes(words: Sequence[Recognised], y: float) -> list[float]:
    """Sizes of type in points: those near the page's usual one are it, as heights of lines in scans waver."""
    if not words:
        return []
    raw = [w.height * y * 0.75 for w in words]
    usual = median(s for w, s in zip(words, raw, strict=True) for _ in w.text)
    return [round(usual, 1) if abs(s - usual) < 0.13 * usual else round(s, 1) for s in raw]


def _heavy(scan: Scan, words: Sequence[Recognised]) -> list[bool]:
    """Which words are bold, line by line."""
    dark = scan.picture < _threshold(scan.picture)
    strokes: dict[int, list[float]] = {}
    for word in words:
        if (width := _stroke(dark[word.top : word.bottom, word.left : word.right])) and word.height:
            strokes.setdefault(word.line, []).append(width / word.height)
    lines = {number: median(held) for number, held in strokes.items()}
    if len(lines) < 3:
        return [False] * len(words)
    letters: dict[int, int] = {}
    for word in words:
        letters[word.line] = letters.get(word.line, 0) + len(word.text)
    usual = median(value for number, value in lines.items() for _ in range(letters[number]))
    return [lines.get(w.line, 0.0) > HEAVY * usual for w in words]


def _stroke(dark: np.ndarray[Any, np.dtype[np.bool_]]) -> float:
    """The usual length of a run of ink across, in pixels."""
    if dark.size == 0:
        return 0.0
    padded = np.pad(dark, ((0, 0), (1, 1))).astype(np.int8)
    steps = np.diff(padded, axis=1)
    starts, ends = np.flatnonzero(steps.ravel() == 1), np.flatnonzero(steps.ravel() == -1)
    lengths = ends - starts
    return float(np.mean(lengths[lengths <= 3 * np.median(lengths)])) if lengths.size else 0.0
