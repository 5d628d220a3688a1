"""Pictures of pages, drawn in a child process with limits and kept for a while by content."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from pathlib import Path

import outputs
from nlp.errors import FileUnreadable
from nlp.types import Status

ROOT = Path(outputs.__file__).parent.parent
SECONDS, KEPT, DPI = 20.0, 128, 110


class Pictures:
    """Draws pages; one at a time. A child that hangs or dies costs its page, not the site."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._child: subprocess.Popen[bytes] | None = None

    def page(self, path: Path, sha256: str, page: int) -> bytes:
        """The page as PNG. Raises `FileUnreadable` (Swedish) where it cannot be shown."""
        key = (sha256, page)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._draw(path, page)
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def close(self) -> None:
        """Ends the child."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _draw(self, path: Path, page: int) -> bytes:
        request = json.dumps({"path": str(path.resolve()), "page": page, "dpi": DPI}).encode() + b"\n"
        try:
            child = self._start()
            assert child.stdin is not None  # both are pipes
            assert child.stdout is not None
            child.stdin.write(request)
            child.stdin.flush()
            until = time.monotonic() + SECONDS
            held = b""
            while b"\n" not in held:
                held += _some(child.stdout.fileno(), until)
            line, _, body = held.partition(b"\n")
            head = json.loads(line)
            while len(body) < head["size"]:
                body += _some(child.stdout.fileno(), until)
        except (OSError, ValueError, KeyError) as e:
            self.close()
            raise FileUnreadable("Sidan kan inte visas som bild. Läs den som text.", Status.DAMAGED) from e
        if head["error"]:
            raise FileUnreadable(head["error"], Status.UNSUPPORTED)
        return body

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "outputs.web.picture_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
                start_new_session=True,
            )
        return self._child


def _some(pipe: int, until: float) -> bytes:
    """What the child has written. Raises `OSError` if it says nothing in time or is gone."""
    ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
    if not ready:
        raise TimeoutError
    if not (part := os.read(pipe, 1 << 16)):
        raise BrokenPipeError
    return part
