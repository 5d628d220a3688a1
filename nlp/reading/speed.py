"""Measures the readers of PDF on a folder: `python -m nlp.reading.speed annotations/cases`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2

from nlp.reading.limits import Limits
from nlp.reading.pdf_page import read_page
from nlp.reading.read import read_file


def by_pypdf(path: Path) -> int:
    """Pages read as text by pypdf."""
    return len([page.extract_text() for page in pypdf.PdfReader(path).pages])


def by_pdfium(path: Path) -> int:
    """Pages read as text by pypdfium2."""
    return len([page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)])


def as_print(path: Path) -> int:
    """Pages read as words with boxes, type and drawn lines."""
    return len([read_page(page, number) for number, page in enumerate(pypdfium2.PdfDocument(path), 1)])


def as_document(path: Path) -> int:
    """Pages of whole documents, without OCR."""
    return len(read_file(path, Limits(ocr=False)).pages)


def main(folder: Path) -> None:
    """Prints pages a second of processor time for each way."""
    files = sorted(folder.rglob("*.pdf"))
    ways: tuple[Callable[[Path], int], ...] = (by_pypdf, by_pdfium, as_print, as_document)
    for way in ways:
        begun = time.process_time()
        pages = sum(map(way, files))
        print(f"{way.__name__:12} {pages} pages, {pages / (time.process_time() - begun):.0f} a second")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
