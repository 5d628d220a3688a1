"""Dokument: a page as picture with the words marked, or as text; never a file as it was sent in."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi.responses import Response

from nlp.errors import FileUnreadable
from nlp.reading.wire import unpacked
from nlp.types import Document
from outputs.store import Store
from outputs.store.people import Role
from outputs.web.call import Call
from outputs.web.gate import READERS, route

HAS_PICTURE = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


@route("GET", "/arende/{case}/dokument/{document}", READERS | {Role.CASEWORKER}, "dokument")
def page(call: Call) -> Response:
    """One page with the words marked on it."""
    row, document = _document(call.store, call.case, call.request.path_params["document"])
    number = _number(call.asked("sida"), 1)
    start, end = _number(call.asked("fran"), -1), _number(call.asked("till"), -1)
    pages = document.pages if document else ()
    number = min(max(number, 1), max(len(pages), row["pages"] or 1, 1))
    picture = _path(call.site.folder, call.case, row["file"]) is not None and row["file"].lower().endswith(HAS_PICTURE)
    marked = document is not None and 0 <= start < end <= len(document.text)
    boxes = document.boxes(start, end) if document and marked else ()
    return call.page(
        "document.html.j2", row=row, number=number, pages=max(len(pages), row["pages"] or 1), picture=picture,
        boxes=boxes if document and marked and document.page_at(start) == number else (),
        text=_pieces(document, number, (start, end) if marked else None) if document else (),
        mark=row["sha256"][:16], asked=(start, end) if marked else None,
        size=_size(document, number), documents=_documents(call.store, call.case), case=call.case,
    )  # fmt: skip


@route("GET", "/arende/{case}/dokument/{document}/bild/{page}", READERS | {Role.CASEWORKER}, "sidbild")
def picture(call: Call) -> Response:
    """The page as PNG, drawn by a child process."""
    row, _ = _document(call.store, call.case, call.request.path_params["document"], with_text=False)
    path = _path(call.site.folder, call.case, row["file"])
    number = _number(call.request.path_params["page"], 0)
    if path is None or not 1 <= number <= 10_000:
        raise LookupError
    try:
        body = call.site.pictures.page(path, row["sha256"], number)
    except FileUnreadable as e:
        raise LookupError from e
    return Response(body, media_type="image/png", headers={"Content-Disposition": "inline"})


def _document(store: Store, case: str, mark: str, *, with_text: bool = True) -> tuple[dict[str, Any], Document | None]:
    """Row and reading of a document by the start of its SHA-256. Raises `LookupError`."""
    rows = list(store.db.query('select * from documents where "case" = ? and substr(sha256, 1, 16) = ?', [case, mark]))
    if not rows or len(mark) != 16:
        raise LookupError
    row = rows[0]
    query = "select document from readings where sha256 = ? order by rowid desc limit 1"
    found = list(store.db.query(query, [row["sha256"]])) if with_text else []
    if not found:
        return row, None
    return row, replace(unpacked(zlib.decompress(found[0]["document"])), file=row["file"])


def _documents(store: Store, case: str) -> list[Mapping[str, Any]]:
    query = 'select file, kind, date, pages, status, substr(sha256, 1, 16) as mark from documents where "case" = ?'
    return list(store.db.query(query + " order by date, file", [case]))


def _path(folder: Path | None, case: str, file: str) -> Path | None:
    """The file in the folder of the case; None if there is none, or if it lies elsewhere."""
    if folder is None:
        return None
    root = folder.resolve()
    holder = root / case if (root / case).is_dir() else root if root.name == case else None
    if holder is None or holder.parent not in (root, root.parent):
        return None
    path = (holder / file).resolve()
    return path if path.parent == holder and path.is_file() else None


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else otherwise


def _pieces(document: Document, number: int, words: tuple[int, int] | None) -> tuple[tuple[str, bool], ...]:
    """The text of a page in pieces; True for the words marked."""
    page = next((p for p in document.pages if p.number == number), None)
    start, end = (page.start, page.end) if page else (0, len(document.text))
    text = document.text
    if not words or words[1] <= start or words[0] >= end:
        return ((text[start:end], False),)
    first, last = max(words[0], start), min(words[1], end)
    pieces = ((text[start:first], False), (text[first:last], True), (text[last:end], False))
    return tuple(p for p in pieces if p[0])


def _size(document: Document | None, number: int) -> tuple[float, float]:
    """Width and height of the page in points; A4 where it is not known."""
    page = next((p for p in document.pages if p.number == number), None) if document else None
    return (page.width, page.height) if page and page.width and page.height else (595.0, 842.0)
