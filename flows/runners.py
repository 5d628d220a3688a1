"""Where cases are reviewed: worker processes here, or a Dask cluster. Chosen by the settings.

A runner takes jobs and gives results; it never sees the store's writer. `prefect_dask.DaskTaskRunner` works with this
Prefect too, but is not used: with it every task's state carries the case files' text through Prefect, results wait in
memory until the flow ends, and each Dask worker must load Prefect and reach its server. Here Prefect's tasks stay in
this process and hand their batches to the cluster.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from flows.settings import Settings
from flows.work import Job, do, do_all, prepare
from flows.workers import Workers
from nlp.errors import SettingsError
from outputs.store import CaseResult

if TYPE_CHECKING:
    from distributed import Client


X = TypeVar("X")
T = TypeVar("T")


class Runner(Protocol):
    """Reviews cases somewhere. `number` batches may be run at the same time, from threads of their own."""

    number: int

    def __enter__(self) -> Runner: ...

    def __exit__(self, *_: object) -> None: ...

    def prepare(self) -> None:
        """Loads all models. Raises `ModelError` or `SettingsError`."""
        ...

    def run(self, jobs: Sequence[Job]) -> list[CaseResult]:
        """The results of some cases; blocks until they are there. Raises what `flows.work.do` raises."""
        ...


def sees_the_store(settings: Settings) -> bool:
    """Whether the workers run on this machine, beside the store."""
    return settings.runner == "processes" or not settings.dask_address


def start_runner(settings: Settings, most: int) -> Runner:
    """The runner that the settings ask for, with at most `most` processes. Raises `SettingsError` if it cannot be."""
    if settings.runner == "processes":
        return Workers(min(settings.workers, most))
    return DaskWorkers(settings.dask_address, min(settings.workers, most))


class DaskWorkers:
    """A Dask cluster: that at `address`, or one of `number` processes started here and ended with this.

    The cluster's workers need Aktsam in the same version, the case folders under the same paths, one thread each.
    """

    def __init__(self, address: str, number: int) -> None:
        try:
            from distributed import Client, LocalCluster
        except ImportError as e:
            raise SettingsError("Dask är inte installerat. Kör: pip install 'aktsam[dask]'") from e
        logging.getLogger("distributed").setLevel(logging.ERROR)
        try:
            self._cluster = None
            if not address:
                self._cluster = LocalCluster(
                    n_workers=number,
                    threads_per_worker=1,
                    processes=True,
                    silence_logs=logging.ERROR,
                    dashboard_address="127.0.0.1:0",  # its health page, on no fixed port: two runs do not collide
                    scheduler_kwargs={"dashboard": False},
                    worker_dashboard_address=None,
                )
            self._client: Client = Client(address or self._cluster, timeout=20)
        except OSError as e:
            raise SettingsError(f"Daskklustret {address} svarar inte. Rätta AKTSAM_DASK_ADDRESS.") from e
        self.number = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def prepare(self) -> None:
        self._client.run(prepare)

    def run(self, jobs: Sequence[Job]) -> list[CaseResult]:
        from distributed import KilledWorker

        try:
            return self._result(do_all, list(jobs))
        except KilledWorker:
            return [self._alone(job) for job in jobs]

    def _alone(self, job: Job) -> CaseResult:
        from distributed import KilledWorker

        try:
            return self._result(do, job)
        except KilledWorker:
            return job.failed("Arbetsprocessen avbröts flera gånger. Är minnet slut?")

    def _result(self, work: Callable[[X], T], given: X) -> T:
        future = self._client.submit(work, given, pure=False)
        try:
            result: T = future.result()
            return result
        finally:
            future.release()

    def __enter__(self) -> DaskWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._cluster:
            self._cluster.close()
