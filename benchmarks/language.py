"""Words a second of each stage of the language part, as shares of spaCy's blank tokenizer in the same run.

`python -m benchmarks.language [MODEL]` (folder; without: the shipped one). One thread, CPU time: what else the
machine does moves the figures less than wall time, and the ratio least.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

from models.language.evaluate import case_texts, rates  # noqa: E402  (after the thread setting)
from nlp.language.pipeline import pipeline  # noqa: E402


def main() -> None:
    """Print one line a stage."""
    if len(sys.argv) > 1:
        os.environ["AKTSAM_LANGUAGE_MODEL"] = str(Path(sys.argv[1]))
    texts = case_texts()
    found = rates(pipeline(), texts)
    print(f"{sum(len(t.split()) for t in texts):,} words in {len(texts)} documents, one thread, CPU seconds")
    for stage, rate in found.items():
        print(f"{stage:16} {rate:>10,.0f} words/s   {rate / found['blank tokenizer']:.3f} of the blank tokenizer")


if __name__ == "__main__":
    main()
