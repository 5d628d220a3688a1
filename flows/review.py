"""The flow that reviews a folder of case folders.

One task a case (its number is all that Prefect sees), done by worker processes; results come back to one writer,
which commits a case at a time. The store says what is done: a second run does only what changed, a killed run
goes on where it stopped. One failing case is a failed row, never a failed run.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.settings import settings
from flows.work import Job, make_job
from flows.workers import Workers
from nlp.assembly import read_case_list
from nlp.errors import InputError, StoreError
from nlp.types import CaseRow
from nlp.version import review_version
from outputs.store import CaseResult, Store

WINDOW = 500
"""Cases handed to Prefect at a time, so that memory stays flat over a long run."""

Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to review: a folder of case folders, the case system's list, the day looked from, the store."""

    folder: Path
    store: Path
    as_of: dt.date
    case_list: Path | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, in numbers."""

    cases: int
    reviewed: int
    unchanged: int
    failed: int
    not_in_list: int = 0
    without_folder: int = 0


def case_folders(folder: Path) -> dict[str, Path]:
    """Case folders by case number. Files beside them are no cases; a folder that holds files alone is one case.

    Raises `InputError` if there is nothing to review.
    """
    if not folder.is_dir():
        raise InputError(f"Mappen {folder.name} finns inte. Ange mappen som ärendemapparna ligger i.")
    inside = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    folders = {p.name: p for p in inside if p.is_dir()}
    if not folders and inside:
        return {folder.resolve().name: folder}
    if not folders:
        raise InputError(f"Mappen {folder.name} är tom. Lägg en mapp per ärende i den.")
    return folders


def review_folder(request: Request, progress: Progress | None = None) -> Summary:
    """Reviews what has changed. `progress(done, total, failed)` is called after each case.

    Raises `InputError`, `CaseListError` or `StoreError`; never for one case.
    """
    folders = case_folders(request.folder)
    rows = read_case_list(request.case_list) if request.case_list else {}
    with Store(request.store) as store:
        run = store.start_run(request.as_of, review_version(), len(folders))
        jobs, failed = _jobs(request, folders, rows)
        known = store.keys()
        todo = {case: job for case, job in jobs.items() if known.get(case) != job.key}
        for result in failed:
            store.save(result, run)
        counts = Counter(failed=len(failed), unchanged=len(jobs) - len(todo))

        def accept(result: CaseResult) -> None:
            store.save(result, run)
            counts["failed" if result.error else "reviewed"] += 1
            if progress:
                progress(counts["reviewed"] + counts["failed"], len(todo) + len(failed), counts["failed"])

        _review(run, todo, accept)
        store.remove_cases(folders)
        store.end_run(run, counts["reviewed"], counts["unchanged"], counts["failed"])
    return Summary(
        cases=len(folders),
        reviewed=counts["reviewed"],
        unchanged=counts["unchanged"],
        failed=counts["failed"],
        not_in_list=len(folders.keys() - rows.keys()) if rows else 0,
        without_folder=len(rows.keys() - folders.keys()),
    )


def _jobs(
    request: Request, folders: dict[str, Path], rows: dict[str, CaseRow]
) -> tuple[dict[str, Job], list[CaseResult]]:
    """The job of each case, and results for cases whose folder cannot be opened."""
    jobs, failed = {}, []
    for case, folder in folders.items():
        row = rows.get(case, CaseRow(case))
        try:
            jobs[case] = make_job(case, folder, row, request.as_of, request.store, settings().ocr)
        except InputError as e:
            failed.append(CaseResult(row, "", request.as_of, error=str(e)))
    return jobs, failed


def _review(run: int, jobs: dict[str, Job], accept: Callable[[CaseResult], None]) -> None:
    """Hands each result to `accept` as it comes, by a Prefect run for each window of cases."""
    if not jobs:
        return
    cases = sorted(jobs)
    threads: TaskRunner[Any] = ThreadPoolTaskRunner(settings().workers)
    with Workers(min(settings().workers, len(jobs))) as workers:

        @task(
            name="review-case", task_run_name="{case}", retries=3, retry_delay_seconds=5, retry_condition_fn=_can_pass
        )
        def review_case(case: str) -> CaseResult:
            return workers.run(jobs[case])

        @flow(name="review-cases", flow_run_name="run-{run}", task_runner=threads)
        def review_cases(run: int, first: int) -> None:
            futures = {review_case.submit(case): case for case in cases[first : first + WINDOW]}
            for future in as_completed(list(futures)):
                try:
                    accept(future.result())
                except StoreError as e:
                    job = jobs[futures[future]]
                    accept(CaseResult(job.row, job.key, job.as_of, error=str(e)))

        for first in range(0, len(cases), WINDOW):
            review_cases(run, first)


def _can_pass(task: Any, run: Any, state: Any) -> bool:
    """Only what can pass later is tried again: a store that is locked."""
    return isinstance(state.result(raise_on_failure=False), StoreError)
