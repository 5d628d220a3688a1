"""How fast a batch goes: documents and pages a second by stage, of one core, and each stage's share of the time.

    .venv/bin/python -m benchmarks.many /tmp/many --documents 2000
    .venv/bin/python -m benchmarks.batch /tmp/many --cases 150
    .venv/bin/python -m benchmarks.batch annotations/cases          # with scans, read by Tesseract

Processor time, so that other work on the machine counts little (a scan's includes Tesseract's). Everything runs in
this process, one case after the other, as a worker does; Prefect's part is that of tasks that do nothing, told for
the batches of `flows.review`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from flows.review import BATCH
from flows.work import do, make_job, prepare
from nlp import data
from nlp.assembly import assemble, read_case_list
from nlp.flags import flags
from nlp.reading import DEFAULT, read_file
from nlp.review import review
from nlp.statements import find_statements
from nlp.types import CaseRow, Document, Status
from outputs.store import Store

T = TypeVar("T")
DAY = dt.date(2023, 10, 15)
TASKS = 200


class Clock:
    """Processor time, documents and pages by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.documents = Counter[str]()
        self.pages = Counter[str]()

    @contextmanager
    def of(self, stage: str, documents: int = 0, pages: int = 0) -> Iterator[None]:
        start = _used()
        yield
        self.add(stage, _used() - start, documents, pages)

    def add(self, stage: str, seconds: float, documents: int, pages: int) -> None:
        self.seconds[stage] += seconds
        self.documents[stage] += documents
        self.pages[stage] += pages

    def timed(self, work: Callable[[], T]) -> tuple[T, float]:
        start = _used()
        done = work()
        return done, _used() - start


def _used() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def measure(folder: Path, cases: int, clock: Clock) -> int:
    """Every stage on the cases of a folder; gives their number."""
    listed = folder / "arenden.csv"
    rows = read_case_list(listed) if listed.exists() else {}
    folders = sorted(p for p in folder.iterdir() if p.is_dir())[:cases]
    with tempfile.TemporaryDirectory() as place, Store(Path(place) / "s.db") as store:
        run = store.start_run(DAY, "v", len(folders))
        for case in folders:
            row = rows.get(case.name, CaseRow(case.name))
            files = sorted(p for p in case.iterdir() if p.is_file())
            job, took = clock.timed(lambda c=case, r=row: make_job(c.name, c, r, DAY, None, True))  # type: ignore[misc]
            clock.add("hash", took, len(files), 0)
            documents = [_read(path, clock) for path in files]
            pages = sum(max(1, len(d.pages)) for d in documents)
            with clock.of("assemble and statements", len(files), pages):
                whole = assemble(case.name, documents, as_of=DAY, row=row, find_statements=find_statements)
            for entry in data.load("checks")["check"]:
                find = import_module(f"nlp.checks.{entry['module']}").find
                with clock.of(f"check {entry['module']}", len(files), pages):
                    find(whole)
            record = review(whole).record
            with clock.of("flags", len(files), pages):
                flags(record)
            result = do(job)
            with clock.of("store", len(files), pages):
                store.save_all([result], run)
    return len(folders)


def _read(path: Path, clock: Clock) -> Document:
    document, took = clock.timed(lambda: read_file(path, DEFAULT))
    scanned = document.status is Status.READ_BY_OCR
    clock.add(f"read {'scan' if scanned else path.suffix[1:]}", took, 1, max(1, len(document.pages)))
    return document


def of_prefect() -> float:
    """Seconds of processor time of this process for one task."""
    from prefect import flow, task
    from prefect.futures import wait

    @task(persist_result=False)
    def nothing(number: int) -> None:
        return None

    @flow(persist_result=False)
    def many(number: int) -> None:
        wait([nothing.submit(n) for n in range(number)])

    many(5)
    start = _used()
    many(TASKS)
    return (_used() - start) / TASKS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=100)
    given = parser.parse_args()
    prepare()
    measure(given.folder, 5, Clock())
    clock = Clock()
    cases = measure(given.folder, given.cases, clock)
    clock.add("Prefect", of_prefect() * cases / BATCH, clock.documents["hash"], 0)
    whole, documents = sum(clock.seconds.values()), clock.documents["hash"]
    print(
        f"{cases} ärenden, {documents} handlingar: {whole / cases:.3f} s ett ärende, {documents / whole:.1f} handl./s"
    )
    for stage, seconds in sorted(clock.seconds.items(), key=lambda s: -s[1]):
        pace = [f"{n[stage] / seconds:9.1f}" if n[stage] else " " * 9 for n in (clock.documents, clock.pages)]
        print(
            f"{stage:26}{1000 * seconds / cases:8.1f} ms/ärende {100 * seconds / whole:5.1f} %",
            *pace,
            "handl./s, sidor/s",
        )


if __name__ == "__main__":
    main()
