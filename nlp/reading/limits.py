"""Limits of one reading. A file beyond them gets a status and a message; it never stops the batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost.

    `file_bytes` on disk, `unpacked_bytes` after unpacking (zip, streams), `pages` a document, `cpu_seconds` of
    the child per file (and `OCR_SECONDS` more for each page of OCR), `wall_seconds` without a sign of life,
    `memory_bytes` beyond what the child needs when idle, `ocr` whether scans are sent to Tesseract, `ocr_dpi` how
    fine.
    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 200_000_000
    pages: int = 10_000
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    memory_bytes: int = 1 << 30
    ocr: bool = True
    ocr_dpi: int = 300


DEFAULT = Limits()
OCR_SECONDS = 15  # of the child itself for a page: setting it straight, finding lines and boxes

Tick = Callable[[int], None]  # a sign of life, with so many more seconds of processor time
