"""Turns a printed PDF into a scanned one: grey pictures of the pages, a little askew and noisy, without text."""

from __future__ import annotations

import io
import time

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DPI = 170
ASKEW = 0.7  # degrees either way
NOISE = 9.0  # standard deviation, of 255
QUALITY = 62  # of the JPEG
DAY = time.strptime("2023-10-02", "%Y-%m-%d")


def scan_bytes(pdf: bytes, seed: int) -> bytes:
    """A PDF of pictures of the pages of `pdf`. The same seed gives the same bytes."""
    chance = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
        turned = picture.rotate(
            chance.uniform(-ASKEW, ASKEW), Image.Resampling.BICUBIC, fillcolor=int(chance.integers(235, 250))
        )
        grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32)
        noisy = grey + chance.normal(0, NOISE, grey.shape) - 4
        pages.append(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))
    document.close()
    out = io.BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DPI,
        quality=QUALITY,
        creationDate=DAY,
        modDate=DAY,
        producer="Scanner",
    )
    return out.getvalue()
