"""Worker processes on this machine, each with its models and its reading child; restarted if one dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

from flows.work import Job, do, do_all, prepare
from outputs.store import CaseResult

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """`number` processes, each for itself: one that dies takes nobody else's cases with it.

    A case that kills its process twice (once among others, once alone) ends as a failed case.
    """

    def __init__(self, number: int) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core a process
        self.number = number
        self._all = [_Worker() for _ in range(number)]
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._free.put(worker)

    def prepare(self) -> None:
        """Loads all models in every process. Raises `ModelError` or `SettingsError`."""
        for waiting in [worker.submit(prepare) for worker in self._all]:
            waiting.result()

    def run(self, jobs: Sequence[Job]) -> list[CaseResult]:
        """The results of some cases; blocks until they are there. Raises what `flows.work.do` raises."""
        worker = self._free.get()
        try:
            try:
                return worker.submit(do_all, jobs).result()
            except BrokenProcessPool:
                worker.restart()
            return [_alone(worker, job) for job in jobs]
        finally:
            self._free.put(worker)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all:
            worker.close()


class _Worker:
    """One process."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> Future[T]:
        """Hands over work. A process started by it inherits that Ctrl-C is not its to answer but the first one's."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(work, *given, **named)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _alone(worker: _Worker, job: Job) -> CaseResult:
    """One case after its batch has broken off."""
    try:
        return worker.submit(do, job).result()
    except BrokenProcessPool:
        worker.restart()
        return job.failed("Arbetsprocessen avbröts två gånger. Är minnet slut?")


def stop_all() -> None:
    """Ends the worker processes of this process at once, whatever they are doing."""
    for process in multiprocessing.active_children():
        process.kill()
