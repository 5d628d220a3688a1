"""Word vectors from raw text: floret's hashed subwords, so that any word has a vector and the table stays small.

The text is lower-cased (case comes to the tagger by the word's shape). One thread: the same
text gives the same vectors. Source: Boyd & Warmerdam, "floret: lightweight, robust word vectors" (2022).
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nlp.language.vectors import PackedVectors

# File in `raw/` -> how often it is read. Care routines are little but nearest to our text. Left out:
# dokumentation.txt.xz (program manuals: far from our text, mixed share-alike licences).
SOURCES = {
    "kommun-omsorg": 3,
    "myndighetswebb": 2,
    "riksdagen-interpellationer": 1,
    "riksdagen-ovrigt": 1,
    "regeringen": 1,
    "almedalen": 1,
    "sfs-lagtext": 1,
}
ROWS, WIDTH, EPOCHS, SUBWORDS, HASHES = 80_000, 100, 3, (4, 5), 2
TOKEN = re.compile(r"\w+(?:[-:/.]\w+)*|[^\w\s]")


def lines(raw: Path) -> Iterator[str]:
    """The raw text as lines of lower-case tokens with a space between."""
    for name, times in SOURCES.items():
        for _ in range(times):
            with lzma.open(raw / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
                for line in file:
                    tokens = TOKEN.findall(line.replace("\u00ad", "").lower())
                    if len(tokens) > 2:
                        yield " ".join(tokens)


def train(raw: Path, work: Path) -> PackedVectors:
    """Vectors [80 000, 100] from the files in `raw`; `work` takes the intermediate files. About 8 CPU minutes."""
    import floret

    text = work / "raw.txt"
    if not text.exists():
        with text.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines(raw))
    model = floret.train_unsupervised(
        str(text),
        model="cbow",
        mode="floret",
        hashCount=HASHES,
        bucket=ROWS,
        minn=SUBWORDS[0],
        maxn=SUBWORDS[1],
        dim=WIDTH,
        minCount=5,
        epoch=EPOCHS,
        thread=1,
        verbose=1,
    )
    table = work / "vectors.floret"
    model.save_floret_vectors(str(table))
    return read(table)


def read(table: Path) -> PackedVectors:
    """A `.floret` table as vectors for the pipeline, keyed by the lower-case form."""
    with table.open(encoding="utf-8") as file:
        rows, width, minn, maxn, hashes, seed, bow, eow = file.readline().split()
        data = np.zeros((int(rows), int(width)), dtype="f")
        for line in file:
            row, *values = line.rstrip().split(" ")
            data[int(row)] = [float(v) for v in values]
    return PackedVectors(
        data=data,
        mode="floret",
        minn=int(minn),
        maxn=int(maxn),
        hash_count=int(hashes),
        hash_seed=int(seed),
        bow=bow,
        eow=eow,
        attr="LOWER",
    )
