"""Says whether a goal aims at the regular labour market or at occupation and company.

Decides: True for work, practice or studies at an ordinary workplace or school; False for meaningful occupation,
company, health, routines and work within the unit. One linear score over letter groups and words. Never: judges
purposes and activities (they get None). Example: "Kim ska ha praktik i en butik" True, "Kim ska ha någon att
fika med" False. Measured: see `models/elements/FIGURES.md`.
"""

from __future__ import annotations

import lzma
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from nlp.elements.vocabulary import model_folder
from nlp.errors import ModelError

WEIGHTS = "orientation.tsv.xz"
SHORTEST, LONGEST = 2, 5


def is_work_oriented(text: str) -> bool:
    """Whether the goal `text` aims at the regular labour market. Raises `ModelError` if the weights are lacking."""
    return _score(model_folder(), text) > 0


def terms(text: str) -> Iterator[str]:
    """Words, word pairs and groups of 2 to 5 letters within words (each word between blanks)."""
    words = re.findall(r"\w+", text.lower())
    yield from (f"w:{w}" for w in words)
    yield from (f"p:{a} {b}" for a, b in pairwise(words))
    for word in words:
        padded = f" {word} "
        for n in range(SHORTEST, LONGEST + 1):
            yield from (padded[i : i + n] for i in range(len(padded) - n + 1))


def _score(folder: Path, text: str) -> float:
    weights, bias = _weights(folder)
    values = {t: (1 + math.log(n)) * weights[t][0] for t, n in Counter(terms(text)).items() if t in weights}
    length = math.sqrt(sum(v * v for v in values.values())) or 1.0
    return bias + sum(v * weights[t][1] for t, v in values.items()) / length


@cache
def _weights(folder: Path) -> tuple[dict[str, tuple[float, float]], float]:
    """Term to (inverse document frequency, weight), and the bias (row of the empty term)."""
    try:
        with lzma.open(folder / WEIGHTS, "rt", encoding="utf-8") as f:
            rows = [line.rstrip("\n").split("\t") for line in f]
        table = {term: (float(idf), float(weight)) for term, idf, weight in rows}
    except (OSError, lzma.LZMAError, ValueError) as e:
        raise ModelError(f"Vikterna för arbetsinriktning i {folder.name} saknas. Hämta om arkivet.") from e
    return table, table.pop("", (0.0, 0.0))[1]
