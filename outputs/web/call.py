"""One call of one page: who, when, with what; and the ways to answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from outputs.store import Store
from outputs.store.people import Session, User
from outputs.web.looks import templates
from outputs.web.menu import menu
from outputs.web.site import Site


@dataclass
class Call:
    """One call. `case` is set by the gate where the path leads to a case that the user may see."""

    request: Request
    site: Site
    opened: Store | None
    now: dt.datetime
    session: Session | None
    form: FormData = field(default_factory=FormData)
    case: str = ""

    @property
    def store(self) -> Store:
        """The store; only pages that say that it cannot be reached have none."""
        if self.opened is None:
            raise RuntimeError("no store")
        return self.opened

    @property
    def user(self) -> User:
        """Who asks; the gate has seen to it that pages with roles have one."""
        if self.session is None:
            raise RuntimeError("no session")
        return self.session.user

    @property
    def shows_names(self) -> bool:
        """Whether names are asked for; the gate logs it."""
        return self.request.query_params.get("namn") == "1"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was typed, to be handed back where it could not be saved."""
        return [(k, v) for k, v in self.form.multi_items() if isinstance(v, str) and k not in ("csrf", "password")]

    def asked(self, name: str) -> str:
        """A value of the address, at most 500 characters."""
        return self.request.query_params.get(name, "")[:500]

    def sent(self, name: str) -> str:
        """A text of the form; empty if it is lacking."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from a template. All text is escaped there."""
        user = self.session.user if self.session else None
        shown = templates.get_template(template).render(
            user=user, csrf=self.session.csrf if self.session else "", names=self.shows_names,
            path=self.request.url.path, query=self.request.url.query, today=self.now.date(),
            openid=self.site.openid is not None,
            menu=menu(self.opened, user, self.now) if user and self.opened else (),
            said=self.request.query_params.get("sagt", ""), **values,
        )  # fmt: skip
        return HTMLResponse(shown, status)

    def go(self, path: str, said: str = "", **query: str) -> RedirectResponse:
        """On to another page after a form. `said` is the code of the line that the page then shows."""
        asked = {k: v for k, v in {**query, "sagt": said}.items() if v}
        mark = "&" if "?" in path else "?"
        return RedirectResponse(path + (mark + urlencode(asked) if asked else ""), 303)
