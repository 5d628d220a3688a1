"""Ärende: time line, protocol, documents; taking the case and giving it back."""

from __future__ import annotations

import datetime as dt

from fastapi.responses import Response

from outputs.data import load
from outputs.store import claims
from outputs.store.people import Role
from outputs.web.call import Call
from outputs.web.gate import READERS, route
from outputs.web.pages.queue import address, filter_of
from outputs.web.protocol import CasePages, protocol
from outputs.web.timeline import timeline


@route("GET", "/arende/{case}", READERS | {Role.CASEWORKER}, "ärende")
def case_page(call: Call) -> Response:
    """The inspector's protocol, one line a question."""
    store, case = call.store, call.case
    row = next(iter(store.db.query('select * from cases where "case" = ?', [case])))
    record = store.record(case)
    if record is None:
        why = store.failures().get(case, "Ärendet är inte granskat ännu. Kör aktsam review.")
        return call.page("case_unread.html.j2", row=row, why=why)
    pages = CasePages(store, case)
    documents = sorted(record["documents"], key=lambda d: d["date"] or d["received"] or "")
    return call.page(
        "case.html.j2", row=row, record=record, lines=protocol(store, case, record), timeline=timeline(record),
        documents=[(d, pages.link(d["file"])) for d in documents], reasons=load("queue")["reason"],
        holder=claims.holder(store, case, call.now), at=address(filter_of(call.asked("ko"))),
        decides=call.user.role in READERS, later=_later(call),
        can_compare=bool(record.get("order") and record["plan"].get("elements")),
    )  # fmt: skip


def _later(call: Call) -> str:
    """The day on which a postponed flag comes back if nothing else is said."""
    return (call.now.date() + dt.timedelta(days=load("queue")["postpone"]["days"])).isoformat()


@route("POST", "/arende/{case}/ta", READERS, "ta ärende")
def take(call: Call) -> Response:
    """Takes the case for a while."""
    took = claims.claim(call.store, call.user, call.case, call.now)
    return call.go(_back(call), "taken" if took else "not_taken")


@route("POST", "/arende/{case}/lamna", READERS, "lämna ärende")
def release(call: Call) -> Response:
    """Gives the case back."""
    claims.release(call.store, call.user, call.case)
    return call.go(_back(call), "released")


def _back(call: Call) -> str:
    """To the queue or the case, wherever the button was."""
    at = address(filter_of(call.sent("at")))
    return "/ko?" + at if call.sent("from") == "queue" else f"/arende/{call.case}?" + (f"ko={at}" if at else "")
