"""Which words are alike: clusters of word vectors, so that the tagger knows words it was not trained on.

`models/sv_elements/clusters.tsv.xz` has a row a word: word, and its cluster among 48, 200 and 800. A word that is
not in it gets the clusters of the longest ending that is ("hunddagis" → "dagis"): in Swedish the last part of a
compound says what it is.
"""

from __future__ import annotations

import lzma
import os
from functools import cache
from pathlib import Path

from nlp.errors import ModelError

CLUSTERS = "clusters.tsv.xz"
SHORTEST_ENDING = 4
DEFAULT = Path(__file__).parents[2] / "models" / "sv_elements"


def model_folder() -> Path:
    """Where the weights of the elements lie: `AKTSAM_ELEMENTS_MODEL`, else `models/sv_elements`."""
    return Path(os.environ.get("AKTSAM_ELEMENTS_MODEL") or DEFAULT)


@cache
def _table(folder: Path) -> dict[str, tuple[str, ...]]:
    try:
        with lzma.open(folder / CLUSTERS, "rt", encoding="utf-8") as f:
            rows = [line.rstrip("\n").split("\t") for line in f]
    except (OSError, lzma.LZMAError) as e:
        raise ModelError(f"Ordgrupperna i {folder.name} saknas eller kan inte läsas. Hämta om arkivet.") from e
    return {row[0]: tuple(row[1:]) for row in rows}


@cache
def clusters(folder: Path, word: str) -> tuple[str, ...]:
    """Ids of the clusters of a lower-case word, coarse to fine; empty if nothing is known of it."""
    table = _table(folder)
    for i in range(max(1, len(word) - SHORTEST_ENDING + 1)):
        found = table.get(word[i:])
        if found:
            return found
    return ()
