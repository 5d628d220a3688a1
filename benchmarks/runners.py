"""How much faster two worker processes are than one: cases a second, models warm, one and two in turn.

    .venv/bin/python -m benchmarks.many /tmp/many --documents 2000
    .venv/bin/python -m benchmarks.runners /tmp/many --runner dask --cases 200 --pairs 2

Everything of a run is in it: Prefect, the worker processes with their reading children, the store's writer. The first
batches, in which the processes start, are not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import tempfile
import time
from pathlib import Path

DAY = dt.date(2023, 10, 15)
WARM = 16  # cases before the clock starts


def pace(folder: Path, cases: int, workers: int) -> float:
    """Cases a second with so many workers."""
    os.environ["AKTSAM_WORKERS"] = str(workers)
    from flows.review import Request, review_folder
    from flows.settings import settings

    settings.cache_clear()
    moments: list[tuple[int, float]] = []
    chosen = frozenset(sorted(p.name for p in folder.iterdir() if p.is_dir())[:cases])
    with tempfile.TemporaryDirectory() as place:
        request = Request(folder, Path(place) / "s.db", DAY, folder / "arenden.csv", chosen)
        review_folder(request, lambda done, total, failed: moments.append((done, time.perf_counter())))
    (first, start), (last, end) = next(m for m in moments if m[0] >= WARM), moments[-1]
    return (last - first) / (end - start)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runner", choices=("processes", "dask"), default="dask")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=2)
    given = parser.parse_args()
    os.environ["AKTSAM_RUNNER"] = given.runner
    found: dict[int, list[float]] = {1: [], 2: []}
    for pair in range(given.pairs):
        for workers in (1, 2) if pair % 2 == 0 else (2, 1):
            found[workers].append(pace(given.folder, given.cases, workers))
            print(f"{workers} processer: {found[workers][-1]:.2f} ärenden/s", flush=True)
    one, two = (statistics.median(found[n]) for n in (1, 2))
    print(f"{given.runner}: {one:.2f} och {two:.2f} ärenden/s, {two / one:.2f} gånger")


if __name__ == "__main__":
    main()
