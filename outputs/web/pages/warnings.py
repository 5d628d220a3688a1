"""Varningar: a caseworker's own cases where a plan does not carry the order, with a draft to the provider.

Developers see the disputed ones of their districts and answer them. Tone: colleague, not controller.
"""

from __future__ import annotations

from typing import Any

from fastapi.responses import RedirectResponse, Response

from nlp.errors import InputError
from outputs.data import load
from outputs.store.people import Role
from outputs.store.scope import scope
from outputs.warnings.draft import as_docx, differences, draft
from outputs.web.call import Call
from outputs.web.gate import READERS, route
from outputs.web.looks import initials

CASEWORKER = frozenset({Role.CASEWORKER})
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAID = {"sent": "marked_sent", "done": "marked_done"}


@route("GET", "/varningar", READERS | CASEWORKER, "varningar")
def warnings(call: Call) -> Response:
    """A caseworker's own warnings; for others those of their districts, disputed first."""
    query = """
        select w.*, f.label, f.severity, f.message, f.code, f.open, f.state as verdict, c.provider, c.name, c.district,
            c.valid_to, json_extract(v.record, '$.conformity.verdict') as now
        from warnings w join flags f on f.id = w.flag join cases c on c."case" = w."case"
            left join reviews v on v."case" = w."case"
        where (case when :mail is null then c.district in (select value from json_each(:districts))
               else :mail != '' and lower(c.caseworker_mail) = :mail end)
        and not (f.state = 'dismissed' and w.state in ('new', 'read'))
        order by case w.state when 'disputed' then (:mail is not null) * 3 when 'new' then 1 when 'read' then 2
            when 'sent' then 4 else 5 end, case f.severity when 'high' then 0 when 'medium' then 1 else 2 end, w.created
        limit 200
    """
    wish = call.store.db.query("select mail_when from users where name = ?", [call.user.name])
    return call.page(
        "warnings.html.j2", found=list(call.store.db.query(query, scope(call.user))), why=load("warnings")["why"],
        mine=call.user.role is Role.CASEWORKER, wish=next(iter(wish))["mail_when"],
    )  # fmt: skip


@route("GET", "/varningar/{warning}", READERS | CASEWORKER, "varning")
def warning(call: Call) -> Response:
    """What differs, why it matters, and the draft."""
    row, record = _row(call), call.store.record(call.case) or {}
    if row["state"] == "new" and call.user.role is Role.CASEWORKER:
        _set(call, row["id"], state="read")
        row["state"] = "read"
    return call.page(
        "warning.html.j2", row=row, record=record, draft=row["draft"] or _draft(call, row, record),
        why=load("warnings")["why"].get(row["code"], ""), differences=differences(record) if _with_plan(record) else [],
        mine=call.user.role is Role.CASEWORKER, answers=call.user.role is Role.DEVELOPER,
        compare=_with_plan(record) and bool(record.get("order")),
    )  # fmt: skip


@route("POST", "/varningar/{warning}/utkast", CASEWORKER, "utkast")
def save_draft(call: Call) -> Response:
    """Keeps the draft as it was written."""
    _set(call, call.request.path_params["warning"], draft=call.sent("draft")[:20_000])
    return _stay(call, "draft_saved")


@route("GET", "/varningar/{warning}/utkast.docx", CASEWORKER, "utkast som DOCX")
def draft_file(call: Call) -> Response:
    """The saved draft as a file. Its name holds nothing of the case."""
    row = _row(call)
    text = row["draft"] or _draft(call, row, call.store.record(call.case) or {})
    headers = {"Content-Disposition": 'attachment; filename="utkast.docx"'}
    return Response(as_docx(text), media_type=DOCX, headers=headers)


@route("POST", "/varningar/{warning}/lage", CASEWORKER, "varning, läge")
def set_state(call: Call) -> Response:
    """Sent to the provider, or dealt with."""
    state = call.sent("state")
    if state not in SAID:
        raise InputError("Välj vad som har hänt med varningen.")
    _set(call, call.request.path_params["warning"], state=state)
    return _stay(call, SAID[state])


@route("POST", "/varningar/{warning}/ifragasatt", CASEWORKER, "varning, ifrågasätt")
def dispute(call: Call) -> Response:
    """Goes to the quality developer with the caseworker's reason."""
    reason = call.sent("dispute").strip()
    if not reason:
        raise InputError("Skriv vad som inte stämmer, så att kvalitetsutvecklaren kan se efter.")
    _set(call, call.request.path_params["warning"], state="disputed", dispute=reason[:4000], answer="")
    return _stay(call, "disputed")


@route("POST", "/varningar/{warning}/svar", frozenset({Role.DEVELOPER}), "varning, svar på ifrågasättande")
def answer(call: Call) -> Response:
    """The developer's answer to a dispute; the warning is then read, or dealt with if the caseworker was right."""
    text = call.sent("answer").strip()
    if not text:
        raise InputError("Skriv ett svar till handläggaren.")
    state = "done" if call.sent("right") == "1" else "read"
    _set(call, call.request.path_params["warning"], state=state, answer=text[:4000])
    return _stay(call, "answered")


@route("POST", "/brev", CASEWORKER, "val av brev")
def mail_wish(call: Call) -> Response:
    """Mail at once, or one digest a day."""
    wish = "at_once" if call.sent("wish") == "at_once" else "digest"
    with call.store.writing() as db:
        db.execute("update users set mail_when = ? where name = ?", [wish, call.user.name])
    return call.go("/varningar", "mail_saved")


def _row(call: Call) -> dict[str, Any]:
    query = """
        select w.*, f.label, f.severity, f.message, f.code, f.open, c.provider, c.name, c.caseworker, c.district
        from warnings w join flags f on f.id = w.flag join cases c on c."case" = w."case" where w.id = ?
    """
    return dict(next(iter(call.store.db.query(query, [call.request.path_params["warning"]]))))


def _set(call: Call, number: str, **values: str) -> None:
    with call.store.writing() as db:
        db.table("warnings").update(number, {**values, "changed": call.now.isoformat(timespec="seconds")})


def _draft(call: Call, row: dict[str, Any], record: dict[str, Any]) -> str:
    who = f"{initials(row['name'] or '')} (ärende {call.case})".strip()
    return draft(record, who, row["caseworker"] or "") if record else ""


def _with_plan(record: dict[str, Any]) -> bool:
    return (record.get("plan") or {}).get("status") in ("current", "late") and bool(record["plan"].get("elements"))


def _stay(call: Call, said: str) -> RedirectResponse:
    return call.go(f"/varningar/{call.request.path_params['warning']}", said)
