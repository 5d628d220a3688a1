"""Reads image files (PNG, JPEG, TIFF of several pages, BMP, GIF, WebP) through OCR."""

from __future__ import annotations

import io
import warnings

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from nlp.errors import FileUnreadable
from nlp.reading import ocr
from nlp.reading.limits import OCR_SECONDS, Limits, Tick
from nlp.reading.messages import message
from nlp.reading.pdf import Pages, judged
from nlp.reading.print import PrintedPage
from nlp.types import Status

USUAL_DPI = 200  # where the file does not tell
LEAST_WIDTH = 1600  # pixels; a smaller picture is enlarged for Tesseract
MOST_PIXELS = 80_000_000


def read_image(content: bytes, limits: Limits, tick: Tick) -> Pages:
    """The print of all pictures in a file. Raises `FileUnreadable` if it is no picture, or too large."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    pages: list[PrintedPage] = []
    unread: list[int] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                    if number > limits.pages:
                        raise FileUnreadable(
                            message("too_many_pages", pages=number, limit=limits.pages), Status.UNSUPPORTED
                        )
                    tick(OCR_SECONDS)
                    pages.append(_page(frame, number, limits))
                    if not pages[-1].words:
                        unread.append(number)
    except FileUnreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as e:
        limit = limits.unpacked_bytes // 1_000_000
        raise FileUnreadable(message("unpacks_big", limit=limit), Status.UNSUPPORTED) from e
    except Exception as e:  # hostile input: decoders raise all kinds
        raise FileUnreadable(message("damaged"), Status.DAMAGED) from e
    return judged(tuple(pages), unread, [], [], limits)


def _page(frame: Image.Image, number: int, limits: Limits) -> PrintedPage:
    """One picture as a page; without words where OCR is not to be had."""
    dpi = float((frame.info.get("dpi") or (USUAL_DPI,))[0] or USUAL_DPI)
    dpi = dpi if dpi >= 72 else USUAL_DPI
    picture = ImageOps.exif_transpose(frame.convert("RGBA" if "transparency" in frame.info else "RGB"))
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    gray = picture.convert("L")
    wide, high = gray.width / dpi * 72, gray.height / dpi * 72
    if not limits.ocr or not ocr.available():
        return PrintedPage(number, wide, high, (), ocr=True)
    if gray.width < LEAST_WIDTH:
        share = LEAST_WIDTH / gray.width
        gray = gray.resize((LEAST_WIDTH, max(1, round(gray.height * share))), Image.Resampling.LANCZOS)
    return ocr.read_scan(np.asarray(gray), number, wide, high)
