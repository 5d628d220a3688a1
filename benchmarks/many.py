"""Makes many fictional cases to measure with, varied from the marked-up ones (`annotations/many`).

    .venv/bin/python -m benchmarks.many OUT --documents 100000 --seed 1

One folder a case and `arenden.csv`. The same seed gives the same bytes. Scans are printed as PDF. The last case may
take the number of documents a little above what was asked.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

from annotations.many import Varier, write_case
from annotations.many.vary import COLUMNS

HOME = Path(__file__).parents[1] / "annotations"
SOURCES = (HOME / "sources", HOME / "opened")
LISTS = (HOME / "cases" / "arenden.csv", HOME / "opened" / "arenden.csv")
BATCH = 50  # cases handed to a process at a time


def numbers(varier: Varier, documents: int) -> int:
    """How many cases it takes to have so many documents."""
    cases = 0
    while documents > 0:
        documents -= varier.documents_of(cases)
        cases += 1
    return cases


def _write(given: tuple[Path, int, range]) -> tuple[list[dict[str, str]], int]:
    out, seed, cases = given
    varier = _varier(seed)
    rows, written = [], 0
    for n in cases:
        case = varier.case(n)
        written += write_case(case, out / case.row["ärendenummer"])
        rows.append(case.row)
    return rows, written


_VARIERS: dict[int, Varier] = {}


def _varier(seed: int) -> Varier:
    """This process's own, made once."""
    if seed not in _VARIERS:
        _VARIERS[seed] = Varier(SOURCES, LISTS, seed)
    return _VARIERS[seed]


def make(out: Path, documents: int, seed: int, processes: int) -> Iterator[int]:
    """Writes the cases and their list under `out`; gives how many documents are written so far, batch by batch."""
    out.mkdir(parents=True, exist_ok=True)
    cases = numbers(_varier(seed), documents)
    work = [(out, seed, range(n, min(n + BATCH, cases))) for n in range(0, cases, BATCH)]
    done = 0
    with (
        (out / "arenden.csv").open("w", encoding="utf-8-sig", newline="") as f,
        multiprocessing.get_context("spawn").Pool(processes) as pool,
    ):
        table = csv.DictWriter(f, COLUMNS, delimiter=";")
        table.writeheader()
        for rows, written in pool.imap(_write, work):
            table.writerows(rows)
            done += written
            yield done


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    start, done = time.perf_counter(), 0
    for done in make(given.out, given.documents, given.seed, given.processes):
        print(f"\r{done} handlingar", end="", flush=True)
    print(f"\r{done} handlingar på {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
