"""The one way in. Every page passes here: session, token of the form, role, case, access log; then its handler.

Precedence: who are you (else the login page) - is the form yours (CSRF) - may your role (else 403, whatever the id) -
is the case there and yours (else 404, the same for both) - is the view logged (else 503) - the page. What has no
route does not exist; a route without roles cannot be written.
"""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from nlp.errors import AktsamError, InputError, StoreError
from outputs.store.access_log import log_access
from outputs.store.people import People, Role
from outputs.store.scope import may_see
from outputs.web.call import Call
from outputs.web.site import Site

COOKIE = "aktsam"
MAX_BYTES = 20 * 1024 * 1024
READERS = frozenset({Role.INSPECTOR, Role.DEVELOPER})
EVERYONE = frozenset(Role)

Handler = Callable[[Call], Response]


@dataclass(frozen=True)
class Route:
    """One page. `roles` None: open to those who have not logged in. `of_case`: the path parameter that leads to a
    case (case, flag or warning)."""

    method: str
    path: str
    roles: frozenset[Role] | None
    action: str
    handler: Handler = field(repr=False)

    @property
    def of_case(self) -> str | None:
        return next((name for name in ("case", "flag", "warning") if "{" + name + "}" in self.path), None)


ROUTES: list[Route] = []


def route(method: str, path: str, roles: frozenset[Role] | None, action: str) -> Callable[[Handler], Handler]:
    """Declares a page: who may see it, and what the access log calls it."""

    def declare(handler: Handler) -> Handler:
        ROUTES.append(Route(method, path, roles, action, handler))
        return handler

    return declare


def install(app: FastAPI, site: Site) -> None:
    """Puts all declared pages into the app."""
    for declared in ROUTES:
        app.add_api_route(declared.path, _endpoint(declared, site), methods=[declared.method], include_in_schema=False)


def _endpoint(declared: Route, site: Site) -> Callable[..., Any]:
    async def endpoint(request: Request) -> Response:
        form = FormData()
        if declared.method == "POST":
            length = request.headers.get("content-length", "")
            if not length.isdigit() or int(length) > MAX_BYTES:
                return await run_in_threadpool(refuse, site, request, 413)
            form = await request.form(max_files=1, max_fields=2000, max_part_size=2 * 1024 * 1024)
        try:
            return await run_in_threadpool(_answer, declared, site, request, form)
        finally:
            await form.close()

    return endpoint


def refuse(site: Site, request: Request, status: int, **values: Any) -> Response:
    """A page that says why not, for those who have no session or no store."""
    return Call(request, site, None, site.clock(), None).page(f"{status}.html.j2", status, **values)


def _answer(declared: Route, site: Site, request: Request, form: FormData) -> Response:
    try:
        with site.store() as store:
            return _pass(Call(request, site, store, site.clock(), None, form), declared)
    except (StoreError, sqlite3.Error) as e:
        why = str(e) if isinstance(e, StoreError) else "Lagret svarar inte just nu. Försök igen om en stund."
        kept = [(k, v) for k, v in form.multi_items() if isinstance(v, str) and k != "password"]
        return refuse(
            site, request, 503, why=why, kept=kept, uploaded=any(isinstance(v, UploadFile) for v in form.values())
        )


def _pass(call: Call, declared: Route) -> Response:
    if declared.method == "POST" and not _same_site(call.request):
        return call.page("403.html.j2", 403, why="Formuläret kom från en annan webbplats.")
    if declared.roles is None:
        return _handle(call, declared)
    token = call.request.cookies.get(COOKIE, "")
    call.session = People(call.store).session(token, call.now) if token else None
    if call.session is None:
        return _to_login(call, declared)
    if declared.method == "POST" and call.form.get("csrf") != call.session.csrf:
        return call.page("403.html.j2", 403, why="Sidan var för gammal. Ladda om den och försök igen.")
    if call.user.role not in declared.roles:
        log_access(call.store, call.user, "nekad: " + declared.action)
        return call.page("403.html.j2", 403, why="Din roll har inte tillgång till den här sidan.")
    if declared.of_case:
        call.case = _case_of(call, declared.of_case)
        if not call.case or not may_see(call.store, call.user, call.case):
            log_access(call.store, call.user, "nekad: " + declared.action)
            return call.page("404.html.j2", 404)
    what = ", ".join(f"{k} {v}" for k, v in call.request.path_params.items() if k != "case")
    log_access(call.store, call.user, declared.action, call.case, what)
    if call.shows_names and declared.method == "GET":
        log_access(call.store, call.user, "visa namn", call.case, declared.action)
    return _handle(call, declared)


def _handle(call: Call, declared: Route) -> Response:
    try:
        return declared.handler(call)
    except StoreError:
        raise
    except InputError as e:
        return call.page("400.html.j2", 400, why=str(e), kept=call.kept)
    except LookupError:
        return call.page("404.html.j2", 404)
    except AktsamError as e:
        return call.page("400.html.j2", 500, why=str(e), kept=call.kept)
    except sqlite3.Error:
        raise
    except Exception as e:  # its text may hold case text, so only its type and place are told
        trace = traceback.extract_tb(e.__traceback__)[-1]
        why = f"Internt fel ({type(e).__name__} i {Path(trace.filename).name}:{trace.lineno}). Anmäl det."
        return call.page("400.html.j2", 500, why=why, kept=call.kept)


def _case_of(call: Call, name: str) -> str:
    """The case that a path leads to; empty if there is none."""
    value = call.request.path_params[name]
    if name == "case":
        return str(value)
    if name == "flag":
        rows = call.store.db.query('select "case" from flags where id = ?', [value if value.isdigit() else 0])
    else:
        rows = call.store.db.query('select "case" from warnings where id = ?', [value])
    return next((r["case"] for r in rows), "")


def _to_login(call: Call, declared: Route) -> Response:
    if declared.method == "POST":
        return call.page("login.html.j2", 401, expired=True, kept=call.kept, next="", problem="")
    asked = call.request.url.path + (f"?{call.request.url.query}" if call.request.url.query else "")
    return RedirectResponse("/logga-in?vidare=" + quote(asked, safe=""), 303)


def _same_site(request: Request) -> bool:
    """Browsers tell where a form came from; one from elsewhere is refused."""
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")
