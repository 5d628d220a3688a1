"""Kopiering: the investigation beside its earlier version. Compared when asked for, kept for a while by review."""

from __future__ import annotations

import datetime as dt
import zlib
from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Any

from fastapi.responses import Response

from nlp.assembly import assemble
from nlp.checks import copied
from nlp.reading.wire import unpacked
from nlp.types import CaseRow, Document
from outputs.comparison import comparison_view
from outputs.store import Store
from outputs.store.people import Role
from outputs.web.call import Call
from outputs.web.gate import READERS, route

KEPT = 32
_kept: OrderedDict[tuple[str, str, str], dict[str, Any] | None] = OrderedDict()
_lock = Lock()


@route("GET", "/arende/{case}/kopiering", READERS | {Role.CASEWORKER}, "kopiering")
def versions(call: Call) -> Response:
    """Two versions section by section; says so where there is only one."""
    query = 'select key, as_of from reviews where "case" = ? and record is not null'
    review = next(iter(call.store.db.query(query, [call.case])), None)
    if review is None:
        raise LookupError
    key = (str(call.store.path), call.case, review["key"])
    with _lock:
        if key not in _kept:
            _kept[key] = _compared(call.store, call.case, dt.date.fromisoformat(review["as_of"]))
            if len(_kept) > KEPT:
                _kept.popitem(last=False)
        shown = _kept[key]
    return call.page("versions.html.j2", case=call.case, shown=shown)


def _compared(store: Store, case: str, as_of: dt.date) -> dict[str, Any] | None:
    file = assemble(case, _documents(store, case), as_of=as_of, row=CaseRow(case))
    comparison = copied.compare(file)
    return comparison_view(comparison, copied.find(file), case) if comparison else None


def _documents(store: Store, case: str) -> tuple[Document, ...]:
    query = """
        select d.file, r.document, max(r.rowid) from documents d join readings r using (sha256)
        where d."case" = ? group by d.file order by d.file
    """
    rows = store.db.query(query, [case])
    return tuple(replace(unpacked(zlib.decompress(r["document"])), file=r["file"]) for r in rows)
