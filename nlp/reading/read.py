"""Reads one file into a `Document`, in this process.

`read_file` never raises for a bad file: its status and Swedish message say what is wrong and what helps.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from nlp.errors import FileUnreadable
from nlp.reading.drafts import assemble
from nlp.reading.limits import DEFAULT, Limits, Tick
from nlp.reading.messages import message
from nlp.reading.sniff import sniff
from nlp.types import Document, Page, Status


def nothing(_seconds: int) -> None:
    """Stands for `tick` where nobody waits for a sign of life."""


def read_file(path: Path, limits: Limits = DEFAULT, tick: Tick = nothing) -> Document:
    """The document in a file. `tick` is called for each page, as a sign of life."""
    document = Document(path.name, "", Status.DAMAGED)
    try:
        if path.is_dir():
            raise FileUnreadable(message("folder"), Status.UNSUPPORTED)
        size = path.stat().st_size
        if size > limits.file_bytes:
            values = {"size": size // 1_000_000, "limit": limits.file_bytes // 1_000_000}
            raise FileUnreadable(message("too_big", **values), Status.UNSUPPORTED)
        content = path.read_bytes()
        document = replace(document, sha256=hashlib.sha256(content).hexdigest())
        if not content.strip(b"\0 \r\n\t"):
            raise FileUnreadable(message("empty"), Status.DAMAGED)
        return _read(document, content, limits, tick)
    except FileUnreadable as e:
        return replace(document, status=e.status, message=str(e))
    except OSError:
        return replace(document, message=message("missing"))
    except MemoryError:
        return replace(document, message=message("memory"))
    except Exception as e:  # whatever a hostile file provokes is that file's status
        return replace(document, message=message("failed", reason=type(e).__name__))


def _read(document: Document, content: bytes, limits: Limits, tick: Tick) -> Document:
    """The readers are imported when first needed: a folder of text files needs no PDF library."""
    kind = sniff(content)
    if kind in ("pdf", "image"):
        from nlp.reading.image import read_image
        from nlp.reading.layout import lay_out
        from nlp.reading.pdf import read_pdf

        read = (read_pdf if kind == "pdf" else read_image)(content, limits, tick)
        laid = lay_out(read.pages)
        sizes = [Page(p.number, 0, 0, p.width, p.height, p.ocr) for p in read.pages]
        document = replace(document, status=read.status, message=read.message)
    elif kind in ("docx", "text"):
        from nlp.reading.layout import laid as lay
        from nlp.reading.mending import mended
        from nlp.reading.plain import decoded, read_text

        if kind == "docx":
            from nlp.reading.docx import read_docx

            drafts, count = read_docx(content, limits)
        else:
            drafts, count = read_text(decoded(content) or "")
            drafts = mended(drafts)
        laid = lay(drafts)
        sizes = [Page(n, 0, 0) for n in range(1, count + 1)]
        document = replace(document, status=Status.READ)
        if not laid.drafts and not laid.fields and not laid.title:
            raise FileUnreadable(message("no_text"), Status.DAMAGED)
    elif kind == "encrypted":
        raise FileUnreadable(message("encrypted"), Status.ENCRYPTED)
    elif kind == "damaged zip":
        raise FileUnreadable(message("damaged"), Status.DAMAGED)
    else:
        name = Path(document.file).suffix or "." + kind
        raise FileUnreadable(message("unsupported", type=name), Status.UNSUPPORTED)
    return assemble(replace(document, title=laid.title, fields=laid.fields), laid.drafts, sizes)
