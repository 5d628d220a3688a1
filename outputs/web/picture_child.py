"""The child that draws pages: one JSON request a line in, a JSON head line and the PNG out. It has limits of its own,
since it opens files that others wrote; what it returns is only ever sent on as a picture."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from nlp.errors import FileUnreadable
from nlp.reading.render import page_picture

MEMORY = 2 * 1024**3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    out = sys.stdout.buffer
    for line in sys.stdin:
        request = json.loads(line)
        try:
            body, error = page_picture(Path(request["path"]), request["page"], dpi=request["dpi"]), ""
        except FileUnreadable as e:
            body, error = b"", str(e)
        out.write(json.dumps({"size": len(body), "error": error}).encode() + b"\n" + body)
        out.flush()


if __name__ == "__main__":
    main()
