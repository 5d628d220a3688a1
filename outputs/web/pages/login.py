"""Logging in and out; the start page of each role; help."""

from __future__ import annotations

from fastapi.responses import RedirectResponse, Response

from nlp.errors import InputError
from outputs.store.people import WHOLE, People, Role
from outputs.web import openid
from outputs.web.call import Call
from outputs.web.gate import COOKIE, EVERYONE, route

KEEPS = "aktsam_kommun"
START = {
    Role.INSPECTOR: "/ko",
    Role.DEVELOPER: "/oversikt",
    Role.CASEWORKER: "/varningar",
    Role.ADMINISTRATOR: "/anvandare",
}


@route("GET", "/logga-in", None, "inloggning")
def form(call: Call) -> Response:
    """The form; also tells whether the municipality's own login is to be had."""
    return call.page("login.html.j2", next=_inside(call.asked("vidare")), problem="", expired=False, kept=[])


@route("POST", "/logga-in", None, "inloggning")
def log_in(call: Call) -> Response:
    """A session, or the same words for any wrong name or password."""
    name, people = call.sent("name").strip(), People(call.store)
    address = call.request.client.host if call.request.client else ""
    goal = _inside(call.sent("next"))
    if people.blocked(name, address, call.now):
        problem = "För många försök. Vänta en kvart och försök igen."
        return call.page("login.html.j2", 429, next=goal, problem=problem, expired=False, kept=[])
    token = people.log_in(name, call.sent("password"), address, call.now)
    if token is None:
        problem = "Fel användarnamn eller lösenord."
        return call.page("login.html.j2", 401, next=goal, problem=problem, expired=False, kept=[])
    return enter(call, token, goal)


def enter(call: Call, token: str, goal: str) -> Response:
    """Sets the session's cookie and goes on."""
    response = RedirectResponse(goal or "/", 303)
    response.set_cookie(
        COOKIE, token, max_age=int(WHOLE.total_seconds()), httponly=True, secure=call.site.secure, samesite="lax"
    )
    return response


@route("GET", "/logga-in/kommun", None, "inloggning")
def to_municipality(call: Call) -> Response:
    """Sends the browser to the municipality's own login, where one is set."""
    if call.site.openid is None:
        raise LookupError
    url, kept = openid.begin(call.site.openid, _answer_to(call), _inside(call.asked("vidare")))
    response = RedirectResponse(url, 303)
    response.set_cookie(
        KEEPS, kept, max_age=600, httponly=True, secure=call.site.secure, samesite="lax", path="/logga-in"
    )
    return response


@route("GET", "/logga-in/kommun/svar", None, "inloggning")
def from_municipality(call: Call) -> Response:
    """Lets in who is a user here."""
    if call.site.openid is None:
        raise LookupError
    kept = call.request.cookies.get(KEEPS, "")
    url = str(call.request.url)
    name, goal = openid.finish(call.site.openid, _answer_to(call), kept, url, call.asked("state"))
    token = People(call.store).open_session(name, call.now)
    if token is None:
        raise InputError("Du är inloggad hos kommunen men inte upplagd i Aktsam. Be administratören lägga till dig.")
    response = enter(call, token, goal)
    response.delete_cookie(KEEPS, path="/logga-in")
    return response


def _answer_to(call: Call) -> str:
    return str(call.request.base_url) + "logga-in/kommun/svar"


@route("POST", "/logga-ut", EVERYONE, "utloggning")
def log_out(call: Call) -> Response:
    """Ends the session here and in the store."""
    People(call.store).log_out(call.request.cookies[COOKIE])
    response = RedirectResponse("/logga-in?sagt=logged_out", 303)
    response.delete_cookie(COOKIE)
    return response


@route("GET", "/", EVERYONE, "start")
def start(call: Call) -> Response:
    """Each role begins where its work is."""
    return RedirectResponse(START[call.user.role], 303)


@route("GET", "/hjalp", EVERYONE, "hjälp")
def help_page(call: Call) -> Response:
    """Keys and signs in words."""
    return call.page("help.html.j2")


def _inside(path: str) -> str:
    """A path of this site, or nothing: no one is sent elsewhere."""
    return path if path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable() else ""
