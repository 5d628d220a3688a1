"""Near-duplicate search over all investigations: seconds, memory and recall from 10^3 to 10^6 sections.

Usage: `python -m benchmarks.copies [--to 6] [--library ours|rensa|datasketch|numpy]`. Each size and library runs in
a process of its own, so that the peak of memory is its own. Sections are made from a fixed seed: 20 to 120 words drawn
with the frequencies of running text; every tenth is an edited copy of an earlier one (0 to 10 % of the words
changed). Recall: of the pairs that exact comparison with every section finds at Jaccard 0.7 or more, for a sample of
queries, the share that the index finds. Seconds are of the processor (not of the clock), of this process alone; they
include shingling, not the making of the text.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from nlp.copies.index import ALIKE, CopyIndex, Passage
from nlp.copies.shingles import BANDS, ROWS, SEED, band_keys, shingles

BATCH, QUERIES, WORDS = 2000, 100, 60_000
NAMES = [f"o{w}" for w in range(WORDS + 3)]
LIMITS = {"datasketch": 5, "numpy": 6, "rensa": 6, "ours": 6}


def texts(count: int) -> Iterator[list[str]]:
    """Word lists of `count` sections, the same for every library."""
    rng = np.random.default_rng(SEED)
    weights = 1 / np.arange(3, WORDS + 3)
    cumulative = np.cumsum(weights / weights.sum())
    recent: list[np.ndarray] = []
    for i in range(count):
        if i % 10 == 9:
            words = recent[int(rng.integers(len(recent)))].copy()
            swap = rng.random(len(words)) < rng.random() * 0.1
            words[swap] = np.searchsorted(cumulative, rng.random(int(swap.sum())))
        else:
            words = np.searchsorted(cumulative, rng.random(int(rng.integers(20, 121))))
            if len(recent) < 20_000:
                recent.append(words)
            else:
                recent[int(rng.integers(20_000))] = words
        yield [NAMES[w] for w in words.tolist()]


def batches(count: int) -> Iterator[list[list[str]]]:
    """The same in batches."""
    batch: list[list[str]] = []
    for words in texts(count):
        batch.append(words)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class Ours:
    """rensa's signatures, SQLite bands, exact sets."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "index.db"
        self.index = CopyIndex(self.path)
        self.count = 0

    def add(self, batch: list[list[str]]) -> None:
        start, self.count = self.count, self.count + len(batch)
        rows = [(f"p{start + i}", "f", [Passage(start + i, 0, words)], []) for i, words in enumerate(batch)]
        self.index.add_many(rows)

    def find(self, words: list[str]) -> set[int]:
        return {f.start for f in self.index.alike(words)}


class Rensa:
    """rensa's own index in memory; candidates verified exactly by kept sets."""

    def __init__(self, folder: Path) -> None:
        from rensa import RMinHashLSH

        self.lsh = RMinHashLSH(ALIKE, BANDS * ROWS, BANDS)
        self.sets: list[np.ndarray] = []

    def signature(self, words: list[str]) -> Any:
        from rensa import RMinHash

        minhash = RMinHash(BANDS * ROWS, SEED)
        minhash.update([" ".join(words[i : i + 3]) for i in range(len(words) - 2)])
        return minhash

    def add(self, batch: list[list[str]]) -> None:
        for words in batch:
            self.lsh.insert(len(self.sets), self.signature(words))
            self.sets.append(shingles(words))

    def find(self, words: list[str]) -> set[int]:
        return exact(self.lsh.query(self.signature(words)), shingles(words), self.sets)


class Datasketch:
    """datasketch's index in memory; candidates verified exactly by kept sets."""

    def __init__(self, folder: Path) -> None:
        from datasketch import MinHashLSH

        self.lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
        self.sets: list[np.ndarray] = []

    def signature(self, words: list[str]) -> Any:
        from datasketch import MinHash

        minhash = MinHash(num_perm=BANDS * ROWS, seed=SEED)
        minhash.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        return minhash

    def add(self, batch: list[list[str]]) -> None:
        for words in batch:
            self.lsh.insert(len(self.sets), self.signature(words))
            self.sets.append(shingles(words))

    def find(self, words: list[str]) -> set[int]:
        return exact(self.lsh.query(self.signature(words)), shingles(words), self.sets)


class Numpy:
    """Bands in one sorted array, rebuilt at the end: quick, but not incremental."""

    def __init__(self, folder: Path) -> None:
        self.keys: list[np.ndarray] = []
        self.sets: list[np.ndarray] = []
        self.sorted: np.ndarray | None = None

    def add(self, batch: list[list[str]]) -> None:
        sets = [shingles(words) for words in batch]
        self.keys.append(band_keys(sets))
        self.sets += sets

    def find(self, words: list[str]) -> set[int]:
        if self.sorted is None:
            flat = np.concatenate(self.keys).ravel()
            self.order = np.argsort(flat, kind="stable")
            self.sorted = flat[self.order]
            self.keys.clear()
        own = shingles(words)
        keys = band_keys([own])[0]
        left = np.searchsorted(self.sorted, keys)
        right = np.searchsorted(self.sorted, keys, side="right")
        found = {int(self.order[i]) // BANDS for a, b in zip(left, right, strict=True) for i in range(a, b)}
        return exact(found, own, self.sets)


def exact(candidates: Any, own: np.ndarray, sets: list[np.ndarray]) -> set[int]:
    """The candidates that are alike by their sets."""
    from nlp.copies.shingles import jaccard

    return {int(c) for c in candidates if jaccard(own, sets[int(c)]) >= ALIKE}


class Truth:
    """What exact comparison with every section finds: the sets on disk, the queries apart."""

    def __init__(self, folder: Path, count: int) -> None:
        edited = range(9, count, 10)
        self.wanted = set(Random(SEED).sample(edited, k=min(QUERIES, len(edited))))
        self.queries: dict[int, list[str]] = {}
        self.path = folder / "sets"
        self.file = self.path.open("wb")
        self.sizes: list[np.ndarray] = []
        self.seen = 0

    def add(self, batch: list[list[str]]) -> None:
        sets = [shingles(words) for words in batch]
        np.concatenate(sets).tofile(self.file)
        self.sizes.append(np.array([len(s) for s in sets]))
        self.queries |= {self.seen + i: w for i, w in enumerate(batch) if self.seen + i in self.wanted}
        self.seen += len(batch)

    def find(self) -> dict[int, set[int]]:
        """The numbers of the sections like each query, itself left out."""
        self.file.close()
        own = {i: shingles(words) for i, words in self.queries.items()}
        union = np.unique(np.concatenate(list(own.values())))
        found: dict[int, set[int]] = {i: set() for i in own}
        base = 0
        with self.path.open("rb") as file:
            for sizes in self.sizes:
                flat = np.fromfile(file, dtype=np.uint32, count=int(sizes.sum()))
                owner = np.repeat(np.arange(len(sizes)), sizes)[hit := np.isin(flat, union)]
                flat = flat[hit]
                for i, words in own.items():
                    both = np.bincount(owner[np.isin(flat, words)], minlength=len(sizes))
                    alike = np.flatnonzero(both / (sizes + len(words) - both) >= ALIKE)
                    found[i] |= {base + int(j) for j in alike} - {i}
                base += len(sizes)
        return found


def measure(library: str, count: int) -> dict[str, Any]:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as aside:
        index = {"ours": Ours, "rensa": Rensa, "datasketch": Datasketch, "numpy": Numpy}[library](Path(folder))
        truth = Truth(Path(aside), count)
        spent, last = 0.0, 0.0
        for batch in batches(count):
            start = time.process_time()
            index.add(batch)
            last = time.process_time() - start
            spent += last
            size = len(batch)
            truth.add(batch)
        index.find(next(iter(truth.queries.values())))
        start = time.process_time()
        found = {i: index.find(q) - {i} for i, q in truth.queries.items()}
        per_query = (time.process_time() - start) / len(found)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        disk = sum(f.stat().st_size for f in Path(folder).iterdir()) / 2**20
        right = truth.find()
    hits, all_ = sum(len(found[i] & right[i]) for i in right), sum(map(len, right.values()))
    return {
        "library": library,
        "sections": count,
        "build_s": round(spent, 2),
        "last_ms_per_section": round(1000 * last / size, 3),
        "query_ms": round(1000 * per_query, 2),
        "memory_mib": round(memory),
        "disk_mib": round(disk),
        "recall": round(hits / all_, 4),
        "pairs": all_,
    }


def main() -> None:
    """Print one JSON line a size and library."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=int, default=5, help="largest size, as a power of ten")
    parser.add_argument("--from", dest="least", type=int, default=3)
    parser.add_argument("--library", choices=sorted(LIMITS))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.library, arguments.one)), flush=True)
        return
    for power in range(arguments.least, arguments.to + 1):
        for library in [arguments.library] if arguments.library else sorted(LIMITS):
            if power <= LIMITS[library]:
                command = [sys.executable, "-m", "benchmarks.copies", "--library", library, "--one", str(10**power)]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
