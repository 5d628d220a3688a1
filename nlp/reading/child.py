"""The child process that reads: takes paths on standard input, gives documents on standard output.

Started by `isolated` as `python -m nlp.reading.child LIMITS`. One line of JSON a file; an empty line is a sign of
life (one a page). Its limits: address space, processor time anew for each file (more for a page of OCR), size of
files written, no core dumps. What libraries print goes nowhere, so that no case text reaches a log.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from nlp.reading import docx, image, layout, pdf  # noqa: F401  (warm before the limit of memory is set)
from nlp.reading.limits import Limits
from nlp.reading.read import read_file
from nlp.reading.wire import packed


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked_bytes, limits.unpacked_bytes))
    statm = Path("/proc/self/statm")
    if statm.exists():
        most = int(statm.read_text().split()[0]) * resource.getpagesize() + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _renew(seconds: int) -> None:
    """Gives the process so many seconds of processor time from now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _extend(seconds: int) -> None:
    """Gives the process so many seconds of processor time more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft + seconds, hard))


def main() -> None:
    """Reads until standard input ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    _confine(limits)

    def tick(seconds: int) -> None:
        _extend(seconds)
        out.write("\n")
        out.flush()

    for line in sys.stdin:
        _renew(limits.cpu_seconds)
        document = read_file(Path(json.loads(line)), limits, tick)
        out.write(packed(document) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
