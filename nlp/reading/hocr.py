"""Parses what Tesseract writes (hOCR): words with boxes, confidence and the base of their lines."""

from __future__ import annotations

import re
from typing import NamedTuple

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
        for word in line.iter("span"):
            if word.get("class") != "ocrx_word":
                continue
            title = word.get("title") or ""
            box, sure = BOX.search(title), CONFIDENCE.search(title)
            text = clean("".join(word.itertext())).strip()
            if not box or not text:
                continue
            confidence = float(sure[1]) if sure else 0.0
            if (confidence < LEAST and not any(c.isalnum() or c == "§" for c in text)) or (
                NOISE.fullmatch(text) and confidence < 90
            ):
                continue
            left, top, right, bottom = (int(v) for v in box.groups())
            out.append(Recognised(text, left, top, right, bottom, confidence, stand or float(bottom), number))
    return out
