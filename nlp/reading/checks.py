"""Finds check boxes in scanned pictures: Tesseract reads them as letters and figures.

A box is a piece of ink as wide as high, of a size with print, with four straight sides and four corners; a cross or
tick inside makes it marked. Round letters and filled squares are none.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import ndimage

Mask = np.ndarray[Any, np.dtype[np.bool_]]
SMALLEST, LARGEST = 0.06, 0.26  # inches
SIDE = 0.9  # share of a side that is ink
EMPTY, FILLED = 0.05, 0.85  # share of ink inside


class Check(NamedTuple):
    """A check box in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    marked: bool


def found_checks(dark: Mask, dpi: int) -> list[Check]:
    """The check boxes of a picture; `dark` is where its ink is."""
    named, _ = ndimage.label(dark)
    out = []
    for number, place in enumerate(ndimage.find_objects(named), 1):
        high, wide = place[0].stop - place[0].start, place[1].stop - place[1].start
        if not (SMALLEST * dpi <= high <= LARGEST * dpi and SMALLEST * dpi <= wide <= LARGEST * dpi):
            continue
        if not 0.8 <= wide / high <= 1.25 or not _square(named[place] == number):
            continue
        edge_y, edge_x = high // 4, wide // 4
        ink = float(dark[place][edge_y : high - edge_y, edge_x : wide - edge_x].mean())
        if ink < FILLED:
            out.append(Check(place[1].start, place[0].start, place[1].stop, place[0].stop, ink > EMPTY))
    return out


def _square(piece: Mask) -> bool:
    """Whether the ink has four sides and four corners."""
    deep = max(2, piece.shape[0] // 7)
    for turn in range(4):
        side = np.rot90(piece, turn)
        if side[:deep].any(axis=0).mean() < SIDE or not side[:deep, :deep].any():
            return False
        if not side[: max(2, deep // 2), : max(2, deep // 2) + 1].any():
            return False
    return True
