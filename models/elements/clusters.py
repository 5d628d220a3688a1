"""Builds the clusters of words (`nlp.elements.vocabulary`) from the raw text: floret vectors, then k-means.

Words: the 40,000 most frequent of the raw text and of our own marked-up documents (their text, not their marks).
Source of the vectors: `models.language.vectors`. About ten minutes on one thread, most of it the vectors.
"""

from __future__ import annotations

import lzma
import re
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from models.elements.material import examples
from models.language.vectors import train as train_vectors
from nlp.elements.vocabulary import CLUSTERS

SIZES = (48, 200, 800)
WORDS, FITTED, OWN_WEIGHT = 40_000, 25_000, 20
WORD = re.compile(r"[a-zåäöé]{2,}")


def build(data: Path, out: Path, work: Path, seed: int) -> None:
    """Writes the table of clusters to `out`; `data` holds `raw/`, `work` takes the intermediate files."""
    vectors = train_vectors(data / "raw", work)
    count: Counter[str] = Counter()
    with (work / "raw.txt").open(encoding="utf-8") as file:
        for line in file:
            count.update(WORD.findall(line))
    for example in examples():
        count.update({word: OWN_WEIGHT for word in WORD.findall(example.document.text.lower())})
    words = [word for word, _ in count.most_common(WORDS)]
    table = np.stack([vectors[word] for word in words])
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-6
    ids = []
    for size in SIZES:
        means = MiniBatchKMeans(size, random_state=seed, n_init=1, batch_size=2048, max_iter=40)
        ids.append(means.fit(table[:FITTED]).predict(table))
    rows = sorted(zip(words, *(each.tolist() for each in ids), strict=True))
    with lzma.open(out / CLUSTERS, "wt", encoding="utf-8") as file:
        file.writelines("\t".join(map(str, row)) + "\n" for row in rows)
