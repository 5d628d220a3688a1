"""Reads scanned pages with Tesseract (Swedish), through its command line.

A page is set straight first (skew of a few degrees, quarter turns), drawn lines are taken out and kept as rules
of tables, then Tesseract gives words with boxes and the height of their lines. Weight of type is measured from the
width of strokes. Boxes come back as shares of the page as it was. Needs `tesseract` with `swe` (better) or
`eng`; figures stand in the package's notes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import Any

import numpy as np

from nlp.reading.hocr import Recognised, parsed
from nlp.reading.print import PrintedPage
from nlp.reading.scan import Scan, placed, straightened

MOST_PIXELS = 40_000_000
SECONDS = 100
BY_LINES, BY_PARTS = "3", "11"  # Tesseract's ways to part a page
UNSURE = 55.0  # confidence under which a word is unsure, and a page is tried other ways up
SURE, MANY_UNSURE = 85.0, 0.06  # mean confidence and share of unsure words with which lines are taken as found


@cache
def available() -> bool:
    """Whether Tesseract is installed with a language we can use."""
    return bool(_languages())


@cache
def _languages() -> str:
    if shutil.which("tesseract") is None:
        return ""
    try:
        done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    held = done.stdout.decode("utf-8", "replace").split()
    return "swe" if "swe" in held else ""


def has_ink(page: Any) -> bool:
    """Whether anything is to be seen on the page."""
    shown = page.render(scale=0.5, grayscale=True).to_numpy()
    return bool((shown < 160).sum() > 20)


def read_page(page: Any, number: int, dpi: int) -> PrintedPage:
    """The print of a pypdfium2 page, as its picture shows it."""
    wide, high = page.get_size()
    scale = min(dpi / 72, (MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
    gray = page.render(scale=scale, grayscale=True).to_numpy()
    return read_scan(np.asarray(gray).reshape(gray.shape[0], gray.shape[1]), number, wide, high)


def read_scan(gray: np.ndarray[Any, Any], number: int, wide: float, high: float) -> PrintedPage:
    """The print of a grey picture (rows, columns; 0 black to 255 white) of a page of so many points."""
    best: tuple[float, Scan, list[Recognised]] | None = None
    for quarter in (0, 2, 1, 3):
        scan = straightened(gray, quarter)
        words = _surest(scan)
        letters, sure = _judged(words)
        weight = sure * min(letters, 60)
        if best is None or weight > best[0]:
            best = (weight, scan, words)
        if sure >= UNSURE and letters >= 20:
            break
    assert best is not None  # four ways have been tried
    _, scan, words = best
    return placed(scan, words, number, wide, high)


def _surest(scan: Scan) -> list[Recognised]:
    """The words found; where many are unsure, lines may be mixed up, as in tables whose cells stand at odd heights:
    then parts of lines are looked for one by one, and the surer reading holds."""
    words = _recognised(scan, BY_LINES)
    letters, sure = _judged(words)
    if letters < 20 or (sure >= SURE and sum(w.confidence < UNSURE for w in words) <= MANY_UNSURE * len(words)):
        return words
    again = _recognised(scan, BY_PARTS)
    return max(words, again, key=lambda found: _judged(found)[1] * min(_judged(found)[0], letters))


def _judged(words: list[Recognised]) -> tuple[int, float]:
    """Number of letters, and how sure they are on average (0-100)."""
    letters = sum(len(w.text) for w in words)
    return letters, sum(w.confidence * len(w.text) for w in words) / max(letters, 1)


def _recognised(scan: Scan, way: str) -> list[Recognised]:
    """The words that Tesseract finds."""
    picture = b"P5 %d %d 255\n" % (scan.picture.shape[1], scan.picture.shape[0]) + scan.picture.tobytes()
    command = ["tesseract", "stdin", "stdout", "-l", _languages(), "--psm", way, "--dpi", str(scan.dpi), "hocr"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return parsed(done.stdout) if done.returncode == 0 else []
