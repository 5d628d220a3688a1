"""Granskningskö: the cases to decide, filters, saved views, many at once with preview and undo."""

from __future__ import annotations

from dataclasses import asdict, fields
from urllib.parse import parse_qsl, urlencode

from fastapi.responses import Response

from nlp.errors import InputError
from outputs.data import load
from outputs.store import claims
from outputs.store.queue import Filter, Queue, QueueRow
from outputs.store.verdicts import Answer, Decision, answer_of, decide_many, undo_many
from outputs.web.call import Call
from outputs.web.gate import READERS, route
from outputs.web.todo import todo

NAMES = tuple(f.name for f in fields(Filter))


def filter_of(query: str) -> Filter:
    """The filter in an address; unknown names are left out."""
    given = {k: v[:200] for k, v in parse_qsl(query, keep_blank_values=True)}
    return Filter(**{k: given[k] for k in NAMES if k in given})


def address(wanted: Filter) -> str:
    """A filter as the query of an address; what is as usual is left out."""
    usual = asdict(Filter())
    return urlencode({k: v for k, v in asdict(wanted).items() if v != usual[k]})


@route("GET", "/ko", READERS, "granskningskö")
def queue(call: Call) -> Response:
    """The queue as its address says."""
    wanted, found = filter_of(call.request.url.query), Queue(call.store, call.user, call.now)
    size = load("queue")["queue"]["rows"]
    number = int(call.asked("blad")) if call.asked("blad").isdigit() else 1
    cases, flags = found.count(wanted)
    return call.page(
        "queue.html.j2", wanted=wanted, rows=found.rows(wanted, (number - 1) * size), cases=cases, flags=flags,
        choices=todo(call.store, call.user, call.now).choices,
        views=claims.views(call.store, call.user), at=address(wanted), number=number,
        pages=max(1, -(-cases // size)), batch=call.asked("omgang"),
    )  # fmt: skip


@route("POST", "/ko/flera", READERS, "flera ärenden, förhandsvisning")
def preview(call: Call) -> Response:
    """What an answer to several cases would do, before it is done."""
    wanted = filter_of(call.sent("at"))
    do = answer_of(call.sent("do"))
    chosen = [str(c) for c in call.form.getlist("case")][:500]
    rows = [r for r in Queue(call.store, call.user, call.now).rows(wanted, limit=10_000) if r.case in set(chosen)]
    if not rows:
        return call.go("/ko?" + address(wanted), "nothing_chosen")
    return call.page(
        "bulk.html.j2", rows=rows, do=do.value, at=address(wanted), wanted=wanted,
        reasons=load("queue")["reason"], problem="", given=Decision(Answer.POSTPONED), checks=_checks(rows),
    )  # fmt: skip


@route("POST", "/ko/flera/spara", READERS, "flera ärenden, svar")
def save_many(call: Call) -> Response:
    """The same answer to the chosen flags of the chosen cases, in one step."""
    wanted = filter_of(call.sent("at"))
    chosen, checks = set(map(str, call.form.getlist("case"))), set(map(str, call.form.getlist("check")))
    rows = [r for r in Queue(call.store, call.user, call.now).rows(wanted, limit=10_000) if r.case in chosen]
    flags = [f.id for r in rows for f in r.flags if f.code in checks and r.claimed_by in ("", call.user.name)]
    decision = Decision(answer_of(call.sent("do")), call.sent("reason"), call.sent("note"), call.sent("until"))
    try:
        if not flags:
            raise InputError("Markera minst en flagga.")
        batch = decide_many(call.store, call.user, flags, decision, call.now)
    except InputError as e:
        return call.page(
            "bulk.html.j2", 400, rows=rows, do=call.sent("do"), at=address(wanted), wanted=wanted,
            reasons=load("queue")["reason"], problem=str(e), given=decision, checks=_checks(rows),
        )  # fmt: skip
    return call.go("/ko?" + address(wanted), "saved", omgang=batch)


@route("POST", "/ko/flera/angra", READERS, "flera ärenden, ångra")
def undo_batch(call: Call) -> Response:
    """Takes a batch of one's own back."""
    undo_many(call.store, call.user, call.sent("batch"), call.now)
    return call.go("/ko?" + address(filter_of(call.sent("at"))), "undone")


@route("POST", "/vyer", READERS, "spara vy")
def save_view(call: Call) -> Response:
    """Keeps the address under a name."""
    at, name = address(filter_of(call.sent("at"))), call.sent("name").strip()[:80]
    if not name:
        raise InputError("Ge vyn ett namn.")
    claims.save_view(call.store, call.user, name, at)
    return call.go("/ko?" + at, "view_saved")


@route("POST", "/vyer/{view}/ta-bort", READERS, "ta bort vy")
def remove_view(call: Call) -> Response:
    """Removes a view of one's own."""
    number = call.request.path_params["view"]
    claims.remove_view(call.store, call.user, int(number) if number.isdigit() else 0)
    return call.go("/ko", "view_removed")


def _checks(rows: list[QueueRow]) -> list[tuple[str, str, int]]:
    """The flags of the rows by kind: code, label, number."""
    counts: dict[tuple[str, str], int] = {}
    for flag in (f for r in rows for f in r.flags):
        counts[flag.code, flag.label] = counts.get((flag.code, flag.label), 0) + 1
    return [(code, label, n) for (code, label), n in counts.items()]
