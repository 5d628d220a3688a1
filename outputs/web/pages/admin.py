"""Användare and Åtkomstlogg, for administrators: who may see what, and who has seen what. No case content."""

from __future__ import annotations

from fastapi.responses import Response

from nlp.errors import InputError
from outputs.store.people import People, Role, User
from outputs.web.call import Call
from outputs.web.gate import route

ADMIN = frozenset({Role.ADMINISTRATOR})
ROWS = 100


@route("GET", "/anvandare", ADMIN, "användare")
def users(call: Call) -> Response:
    """All users and a form for a new one."""
    return _shown(call)


@route("POST", "/anvandare", ADMIN, "användare, spara")
def save(call: Call) -> Response:
    """Adds or changes a user; her running sessions end."""
    name, mail = call.sent("name").strip(), call.sent("mail").strip()
    districts = frozenset(map(str, call.form.getlist("district")))
    try:
        if not name or not name.isprintable():
            raise InputError("Skriv ett användarnamn.")
        role = next((r for r in Role if r == call.sent("role")), None)
        if role is None:
            raise InputError("Välj en roll.")
        if role is Role.CASEWORKER and not mail:
            raise InputError("En handläggare behöver e-postadressen som står i ärendelistan.")
        user = User(name, call.sent("full_name").strip() or name, role, districts, mail)
        People(call.store).add(user, call.sent("password"))
    except InputError as e:
        return _shown(call, 400, str(e))
    return call.go("/anvandare", "user_saved")


@route("POST", "/anvandare/stang", ADMIN, "användare, stäng")
def close(call: Call) -> Response:
    """Closes an account at once; one's own cannot be closed."""
    if call.sent("name") == call.user.name:
        raise InputError("Du kan inte stänga ditt eget konto.")
    People(call.store).close_account(call.sent("name"))
    return call.go("/anvandare", "user_closed")


@route("GET", "/atkomstlogg", ADMIN, "åtkomstlogg")
def access(call: Call) -> Response:
    """Who saw what, newest first; by user, case and day."""
    query = """
        select * from access_log where (:user = '' or user = :user) and (:case = '' or "case" = :case)
        and (:day = '' or substr(at, 1, 10) = :day) order by id desc limit :limit offset :start
    """
    number = int(call.asked("blad")) if call.asked("blad").isdigit() else 1
    asked = {k: call.asked(k) for k in ("user", "case", "day")}
    values = {**asked, "limit": ROWS + 1, "start": (max(number, 1) - 1) * ROWS}
    rows = list(call.store.db.query(query, values))
    return call.page("access.html.j2", rows=rows[:ROWS], more=len(rows) > ROWS, number=number, asked=asked)


def _shown(call: Call, status: int = 200, problem: str = "") -> Response:
    districts = call.store.db.query("select distinct district from cases where district != '' order by 1")
    return call.page(
        "users.html.j2", status, users=People(call.store).users(), roles=[r.value for r in Role],
        districts=[r["district"] for r in districts], problem=problem,
        given={k: call.sent(k) for k in ("name", "full_name", "role", "mail")},
        chosen=set(map(str, call.form.getlist("district"))),
    )  # fmt: skip
