"""Reads files in child processes with limits, so that a hostile file takes down neither the run nor its parent.

The children stay warm over many files. A child that dies, hangs or breaks a limit gives its file a status and a
Swedish message; a file is blamed only if a fresh child ends on it too. Order of results is that of the paths.
"""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

import nlp
from nlp.reading.fingerprint import fingerprint
from nlp.reading.limits import DEFAULT, Limits
from nlp.reading.messages import message
from nlp.reading.wire import unpacked
from nlp.types import Document, Status

ROOT = Path(nlp.__file__).parent.parent


class _Ended(Exception):
    """A child is gone; the text is the name of the message."""


class _Child:
    """One child process. Not safe for several threads at once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._held = b""
        self.fresh = True

    def read(self, path: Path) -> Document:
        """The document in a file. Raises `_Ended` if the child ends on it."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        process = self._process
        assert process is not None  # _start has made it, with both pipes
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            process.stdin.flush()
            while not (line := self._line(process.stdout.fileno())):
                pass
            document = unpacked(line)
        except (OSError, ValueError, KeyError, TypeError, _Ended) as e:
            code = self.stop()
            if isinstance(e, _Ended) and str(e) == "timeout":
                raise
            raise _Ended("timeout" if code == -signal.SIGXCPU else "died") from e
        self.fresh = False
        return document

    def _start(self) -> None:
        limits = json.dumps(asdict(self._limits))
        path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nlp.reading.child", limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "PYTHONPATH": path},
            start_new_session=True,
        )
        self._held, self.fresh = b"", True

    def _line(self, source: int) -> bytes:
        """The next line of the child; an empty one is a sign of life."""
        deadline = time.monotonic() + self._limits.wall_seconds
        parts = [self._held]
        while b"\n" not in parts[-1]:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([source], [], [], left)[0]:
                raise _Ended("timeout")
            part = os.read(source, 1 << 18)
            if not part:
                raise _Ended("died")
            parts.append(part)
        line, _, self._held = b"".join(parts).partition(b"\n")
        return line

    def stop(self) -> int:
        """Ends the child and what it has started; how it ended."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.stdin:
            process.stdin.close()
        code = process.poll()
        if code is None:
            try:
                code = process.wait(0.2)
            except subprocess.TimeoutExpired:
                code = None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout:
            process.stdout.close()
        return code if code is not None else -signal.SIGKILL


class Readers:
    """A number of children that read. Use it in `with`; `read` may be called from several threads."""

    def __init__(self, workers: int | None = None, limits: Limits = DEFAULT) -> None:
        self.workers = max(1, workers or os.cpu_count() or 1)
        self._limits = limits
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(self.workers):
            self._idle.put(_Child(limits))

    def read(self, path: Path) -> Document:
        """The document in a file; never raises for a bad file."""
        child = self._idle.get()
        try:
            return self._read(child, path)
        finally:
            self._idle.put(child)

    def _read(self, child: _Child, path: Path) -> Document:
        for _ in range(2):
            fresh = child.fresh
            try:
                return child.read(path)
            except _Ended as e:
                reason = str(e)
                child.fresh = True
                if fresh or reason == "timeout":
                    break
        return self._failed(path, reason)

    def _failed(self, path: Path, reason: str) -> Document:
        """The row of a file that its child ended on; the parent only takes its fingerprint."""
        return Document(path.name, fingerprint(path), Status.DAMAGED, message=message(reason))

    def read_all(self, paths: Iterable[Path]) -> Iterator[Document]:
        """The documents in the order of the paths, read by all children."""
        with ThreadPoolExecutor(self.workers) as threads:
            waiting: deque[Future[Document]] = deque()
            for path in paths:
                waiting.append(threads.submit(self.read, path))
                if len(waiting) > 2 * self.workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def close(self) -> None:
        """Ends the children."""
        while True:
            try:
                self._idle.get_nowait().stop()
            except queue.Empty:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def read_isolated(paths: Iterable[Path], workers: int | None = None, limits: Limits = DEFAULT) -> Iterator[Document]:
    """The documents in the order of the paths, read in child processes."""
    with Readers(workers, limits) as readers:
        yield from readers.read_all(paths)
