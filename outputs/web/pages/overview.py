"""Översikt: where the flags come from and what reviewers say of them. Drift: runs, unread files, mail."""

from __future__ import annotations

from fastapi.responses import Response

from outputs.store import overview
from outputs.store.access_log import first_broken
from outputs.store.people import Role
from outputs.web.call import Call
from outputs.web.gate import READERS, route


@route("GET", "/oversikt", READERS, "översikt")
def figures(call: Call) -> Response:
    """Figures first, then charts with their tables. Every number opens its cases."""
    return call.page(
        "overview.html.j2", figures=overview.figures(call.store, call.user), by=overview.by(call.store, call.user)
    )


@route("GET", "/drift", READERS | {Role.ADMINISTRATOR}, "drift")
def running(call: Call) -> Response:
    """Runs, files that could not be read, mail that waits."""
    query = """
        select count(*) as waiting, coalesce(max(tries), 0) as tries, coalesce(max(error), '') as error
        from outbox where sent = ''
    """
    admin = call.user.role is Role.ADMINISTRATOR
    return call.page(
        "running.html.j2", runs=overview.runs(call.store), unread=overview.unread(call.store, call.user),
        mail=next(iter(call.store.db.query(query))), broken=first_broken(call.store) if admin else None, admin=admin,
    )  # fmt: skip
