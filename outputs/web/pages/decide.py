"""The decision on a flag: bekräfta, avfärda, skjut upp, ångra; then the next case."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi.responses import Response

from outputs.store import claims
from outputs.store.queue import Queue
from outputs.store.verdicts import Decision, Overtaken, answer_of, decide, undo
from outputs.warnings.rule import refresh
from outputs.web.call import Call
from outputs.web.gate import READERS, route
from outputs.web.pages.queue import address, filter_of


@route("POST", "/flagga/{flag}/svar", READERS, "svar på flagga")
def answer(call: Call) -> Response:
    """Saves the answer if nobody else has answered or taken the case since; then goes on."""
    flag = int(call.request.path_params["flag"])
    decision = Decision(answer_of(call.sent("answer")), call.sent("reason"), call.sent("note"), call.sent("until"))
    seen = call.sent("seen")
    override = call.sent("override") == "1"
    holder = claims.holder(call.store, call.case, call.now)
    if holder not in ("", call.user.name) and not override:
        why = f"{holder} har tagit ärendet. Ditt svar är inte sparat ännu."
        return call.page("conflict.html.j2", 409, why=why, kept=call.kept, case=call.case, by=holder, stands="")
    try:
        newest = int(seen) if seen.isdigit() else 0
        decide(call.store, call.user, flag, decision, None if override else newest, call.now)
    except Overtaken as e:
        return call.page("conflict.html.j2", 409, why=str(e), kept=call.kept, case=call.case, by=e.by, stands=e.answer)
    refresh(call.store, call.now, call.case)
    return _onward(call)


@route("POST", "/flagga/{flag}/angra", READERS, "ångra svar")
def take_back(call: Call) -> Response:
    """The flag stands again as it did; the history keeps both."""
    undo(call.store, call.user, int(call.request.path_params["flag"]), call.now)
    return _stay(call, "undone")


def _onward(call: Call) -> Response:
    """Stays while the case has flags to decide; else the next case of the same view."""
    query = """
        select count(*) as n from flags where "case" = ? and open = 1
        and (state = 'new' or (state = 'postponed' and until <= ?))
    """
    left = next(iter(call.store.db.query(query, [call.case, call.now.date().isoformat()])))["n"]
    if left:
        return _stay(call, "saved")
    claims.release(call.store, call.user, call.case)
    wanted = filter_of(call.sent("at"))
    following = Queue(call.store, call.user, call.now).after(call.case, wanted)
    if following is None:
        return call.go("/ko?" + address(wanted), "empty")
    return call.go(f"/arende/{following}", "saved", ko=address(wanted))


def _stay(call: Call, said: str) -> Response:
    asked = {k: v for k, v in {"ko": address(filter_of(call.sent("at"))), "sagt": said}.items() if v}
    response = call.go(f"/arende/{call.case}?{urlencode(asked)}")
    response.headers["location"] += "#flaggor"
    return response
