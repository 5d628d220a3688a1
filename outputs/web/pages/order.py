"""Granska beställning: what an order holds and lacks, before it is sent. Nothing of it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi.responses import Response
from starlette.datastructures import UploadFile

from nlp.elements.quality import OrderQuality, check_order
from nlp.errors import InputError
from nlp.types import Document
from outputs.store.people import Role
from outputs.web.call import Call
from outputs.web.gate import READERS, route

WRITERS = READERS | {Role.CASEWORKER}
SUFFIXES = (".pdf", ".docx", ".txt")
MAX_TEXT = 50_000


@route("GET", "/bestallning", WRITERS, "granska beställning")
def form(call: Call) -> Response:
    """The empty form."""
    return call.page("order.html.j2", text="", quality=None, problem="")


@route("POST", "/bestallning", WRITERS, "granska beställning, svar")
def check(call: Call) -> Response:
    """What was found in the text or file, and what is lacking."""
    try:
        text, quality = _checked(call)
    except InputError as e:
        return call.page("order.html.j2", 400, text=call.sent("text"), quality=None, problem=str(e))
    return call.page("order.html.j2", text=text, quality=quality, problem="")


def _checked(call: Call) -> tuple[str, OrderQuality]:
    upload, text = call.form.get("file"), call.sent("text").replace("\r\n", "\n")
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(upload, UploadFile) and upload.filename:
            suffix = Path(upload.filename).suffix.lower()
            if suffix not in SUFFIXES:
                raise InputError("Filen ska vara PDF, Word (DOCX) eller text.")
            path = Path(folder) / f"bestallning{suffix}"
            path.write_bytes(upload.file.read())
        elif text.strip():
            if len(text) > MAX_TEXT:
                raise InputError(f"Texten är för lång. Klistra in högst {MAX_TEXT} tecken.")
            path = Path(folder) / "bestallning.txt"
            path.write_text(text, encoding="utf-8")
        else:
            raise InputError("Klistra in beställningens text, eller välj en fil.")
        document: Document = call.site.readers.read(path)
    if not document.status.has_text:
        raise InputError(document.message or "Filen kunde inte läsas. Klistra in texten i stället.")
    return document.text, check_order(document)
