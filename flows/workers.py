"""Worker processes that review cases, restarted if one dies."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Lock

from flows.work import Job, do
from outputs.store import CaseResult


class Workers:
    """A pool of `number` processes. A case that kills its process twice ends as a failed case."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._lock = Lock()
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._number, mp_context=multiprocessing.get_context("spawn"))

    def run(self, job: Job) -> CaseResult:
        """The result of one case; blocks until it is there. Raises `StoreError` only."""
        for _ in range(2):
            pool = self._pool
            try:
                return _submit(pool, job).result()
            except BrokenProcessPool:
                with self._lock:
                    if self._pool is pool:
                        pool.shutdown(wait=False)
                        self._pool = self._start()
        return CaseResult(job.row, job.key, job.as_of, error="Arbetsprocessen avbröts två gånger. Är minnet slut?")

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, job: Job) -> Future[CaseResult]:
    """Hands over a job. A process started by it inherits that Ctrl-C is not its to answer but the first one's."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(do, job)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop_all() -> None:
    """Ends the worker processes of this process at once, whatever they are doing."""
    for process in multiprocessing.active_children():
        process.kill()
