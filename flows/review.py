"""The flow that reviews a folder of case folders.

One task a batch of cases (their first number is all that Prefect sees), done by a runner's processes; results come
back to one writer, which commits a batch at a time. The store says what is done: a second run does only what
changed, a killed run goes on where it stopped. One failing case is a failed row, never a failed run.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from prefect import State, flow, task
from prefect.futures import wait
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.runners import Runner, sees_the_store, start_runner
from flows.settings import settings
from flows.work import Job, make_job
from nlp.assembly import read_case_list
from nlp.errors import AktsamError, InputError, StoreError
from nlp.types import CaseRow
from nlp.version import review_version
from outputs.store import CaseResult, Store

WINDOW, BATCH = 2000, 8
"""Cases of one Prefect run, so that memory stays flat over a long one, and of one task."""

Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to review: a folder of case folders, the case system's list, the day looked from, the store.

    `only`: these cases of the folder; the others keep their rows.
    """

    folder: Path
    store: Path
    as_of: dt.date
    case_list: Path | None = None
    only: frozenset[str] | None = None


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
    """Reviews what has changed. `progress(done, total, failed)` is called as cases are done, unchanged ones too.

    Raises `InputError`, `CaseListError`, `StoreError`, `ModelError` or `SettingsError`; never for one case.
    """
    folders = case_folders(request.folder)
    rows = read_case_list(request.case_list) if request.case_list else {}
    chosen = sorted(folders.keys() if request.only is None else folders.keys() & request.only)
    with Store(request.store) as store, ExitStack() as runners:
        run = _Run(store, store.start_run(request.as_of, review_version(), len(chosen)), len(chosen), progress)
        known = store.keys()
        runner: Runner | None = None
        for first in range(0, len(chosen), WINDOW):
            jobs, failed = _jobs(request, {case: folders[case] for case in chosen[first : first + WINDOW]}, rows)
            todo = [job for job in jobs if known.get(job.case) != job.key]
            run.accept(failed, unchanged=len(jobs) - len(todo))
            if todo:
                if runner is None:
                    runner = runners.enter_context(start_runner(settings(), len(todo)))
                    runner.prepare()
                _review(run, runner, todo)
        store.remove_cases(folders)
        counts = run.counts
        store.end_run(run.id, counts["reviewed"], counts["unchanged"], counts["failed"])
    return Summary(
        cases=len(chosen),
        reviewed=counts["reviewed"],
        unchanged=counts["unchanged"],
        failed=counts["failed"],
        not_in_list=len(folders.keys() - rows.keys()) if rows else 0,
        without_folder=len(rows.keys() - folders.keys()),
    )


class _Run:
    """The one writer: takes results from any thread, one batch at a time, each in one transaction."""

    def __init__(self, store: Store, run: int, total: int, progress: Progress | None) -> None:
        self.id = run
        self.counts = Counter[str]()
        self._store, self._total, self._progress, self._lock = store, total, progress, Lock()

    def accept(self, results: Collection[CaseResult], unchanged: int = 0) -> None:
        """Saves the results and tells the progress."""
        with self._lock:
            self._store.save_all(results, self.id)
            failed = sum(bool(result.error) for result in results)
            self.counts.update(reviewed=len(results) - failed, failed=failed, unchanged=unchanged)
            if self._progress:
                self._progress(self.counts.total(), self._total, self.counts["failed"])


def _jobs(request: Request, folders: dict[str, Path], rows: dict[str, CaseRow]) -> tuple[list[Job], list[CaseResult]]:
    """The job of each case, and results for cases whose folder cannot be opened."""
    jobs, failed = [], []
    store = request.store if sees_the_store(settings()) else None
    for case, folder in folders.items():
        row = rows.get(case, CaseRow(case))
        try:
            jobs.append(make_job(case, folder, row, request.as_of, store, settings().ocr))
        except InputError as e:
            failed.append(CaseResult(row, "", request.as_of, error=str(e)))
    return jobs, failed


def _batches(jobs: Sequence[Job], runners: int) -> Iterator[Sequence[Job]]:
    """The jobs in batches; few jobs in small ones, so that every process has some."""
    size = max(1, min(BATCH, len(jobs) // (2 * runners)))
    return (jobs[i : i + size] for i in range(0, len(jobs), size))


def _review(run: _Run, runner: Runner, jobs: Sequence[Job]) -> None:
    """One Prefect run over some cases. Nothing of a case but its number passes through Prefect."""
    batches = {batch[0].case: batch for batch in _batches(jobs, runner.number)}
    fatal: list[Exception] = []

    @task(
        name="review-batch",
        task_run_name="{first}",
        retries=3,
        retry_delay_seconds=5,
        retry_condition_fn=_can_pass,
        persist_result=False,
    )
    def review_batch(first: str) -> State[None] | None:
        if fatal:
            return Failed(message="Körningen har brutits.")
        try:
            results = runner.run(batches[first])
        except StoreError:
            raise
        except AktsamError as e:
            fatal.append(e)
            return Failed(message="Körningen bryts.")
        run.accept(results)
        return None

    @flow(
        name="review-cases",
        flow_run_name="run-{run}",
        task_runner=ThreadPoolTaskRunner(max_workers=runner.number),  # type: ignore[arg-type]
        persist_result=False,
    )
    def review_cases(run: int, first: str) -> State[None]:
        futures = [review_batch.submit(first) for first in batches]
        wait(futures)
        failures = (f.state.result(raise_on_failure=False) for f in futures if f.state.is_failed())
        fatal.extend(error for error in failures if isinstance(error, Exception))
        return Failed(message="Körningen har brutits.") if fatal else Completed()

    review_cases(run.id, jobs[0].case, return_state=True)
    if fatal:
        raise fatal[0]


def _can_pass(task: Any, run: Any, state: Any) -> bool:
    """Only what can pass later is tried again: a store that is locked."""
    return isinstance(state.result(raise_on_failure=False), StoreError)
