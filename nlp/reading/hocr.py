"""Parses what Tesseract writes (hOCR): words with boxes, confidence and the base of their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

from lxml import etree

from nlp.reading.drafts import clean

BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
BASE = re.compile(r"baseline -?[\d.]+ (-?[\d.]+)")
CONFIDENCE = re.compile(r"x_wconf ([\d.]+)")
LEAST = 25.0  # confidence under which a word without letters or figures is dirt
NOISE = re.compile(r"[^\w☐☒•»§%&€()\[\]?!.,:;/+–—*@\"'”’-]+")


class Recognised(NamedTuple):
    """One word in pixels of the picture; `base` is where the letters of its line stand."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    base: float
    line: int


def parsed(content: bytes) -> list[Recognised]:
    """The words of a page, in Tesseract's order; dirt left out."""
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None:
        return []
    out: list[Recognised] = []
    for number, line in enumerate(root.iter("span")):
        if "ocr_" not in (line.get("class") or "") or (line.get("class") or "") == "ocrx_word":
            continue
        about = line.get("title") or ""
        around, base = BOX.search(about), BASE.search(about)
        stand = int(around[4]) + float(base[1]) if around and base else 0.0
        words = [_word(w, stand, number) for w in line.iter("span") if w.get("class") == "ocrx_word"]
        found = [w for w in words if w.text]
        if len(found) > 1 and _is_sign(found):
            found[0] = found[0]._replace(text="•", confidence=100.0)
        out.extend(w for w in found if not _is_dirt(w))
    return out


def _word(element: Any, stand: float, line: int) -> Recognised:
    title = element.get("title") or ""
    box, sure = BOX.search(title), CONFIDENCE.search(title)
    text = clean("".join(element.itertext())).strip().replace("$", "§")  # no dollars in Swedish case files
    left, top, right, bottom = (int(v) for v in box.groups()) if box else (0, 0, 0, 0)
    confidence = float(sure[1]) if sure else 0.0
    return Recognised(text if box else "", left, top, right, bottom, confidence, stand or float(bottom), line)


def _is_sign(words: Sequence[Recognised]) -> bool:
    """Whether a line begins with the sign of a bullet, which Tesseract takes for other small signs."""
    first, rest = words[0], words[1:]
    small = first.bottom - first.top < 0.5 * median(w.bottom - w.top for w in rest)
    return len(first.text) == 1 and first.text not in "-–—☐☒" and small


def _is_dirt(word: Recognised) -> bool:
    if NOISE.fullmatch(word.text) and word.confidence < 90:
        return True
    return word.confidence < LEAST and not any(c.isalnum() or c == "§" for c in word.text)
