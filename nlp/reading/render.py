"""Shows a page as a picture with boxes drawn on it, so that a person sees the words where they stand."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageSequence

from nlp.errors import FileUnreadable
from nlp.reading.messages import message
from nlp.reading.sniff import sniff
from nlp.types import Box, Status

INK = (255, 214, 0)  # a marker pen
EDGE = (196, 120, 0)


def page_picture(path: Path, page: int, boxes: Iterable[Box] = (), dpi: int = 110) -> bytes:
    """The page (from 1) of a PDF or image file as PNG, with the boxes marked.

    Raises `FileUnreadable` for a file that has no pages to show (DOCX, text), cannot be opened, or lacks the page.
    """
    try:
        content = path.read_bytes()
    except OSError as e:
        raise FileUnreadable(message("missing"), Status.DAMAGED) from e
    kind = sniff(content) if content else ""
    try:
        if kind == "pdf":
            with pdfium.PdfDocument(content) as pdf:
                picture = pdf[page - 1].render(scale=dpi / 72, may_draw_forms=True).to_pil().convert("RGB")
        elif kind == "image":
            with Image.open(io.BytesIO(content)) as image:
                picture = next(f for n, f in enumerate(ImageSequence.Iterator(image), 1) if n == page).convert("RGB")
                picture.thumbnail((dpi * 17, dpi * 17))
        else:
            raise FileUnreadable(message("no_picture"), Status.UNSUPPORTED)
    except (pdfium.PdfiumError, OSError, IndexError, StopIteration) as e:
        raise FileUnreadable(message("no_page", page=page), Status.DAMAGED) from e
    out = io.BytesIO()
    _marked(picture, boxes).save(out, "PNG")
    return out.getvalue()


def _marked(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """The picture with the boxes in marker pen under the print."""
    pen = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(pen)
    wide, high = picture.size
    pad = max(1, high // 500)
    places = [(b.left * wide - pad, b.top * high - pad, b.right * wide + pad, b.bottom * high + pad) for b in boxes]
    for place in places:
        draw.rectangle(place, fill=INK)
    marked = ImageChops.multiply(picture, pen)
    edges = ImageDraw.Draw(marked)
    for place in places:
        edges.rectangle(place, outline=EDGE)
    return marked
