"""The app: pages behind the gate, files of the interface, headers that keep browsers strict."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from outputs.web import gate
from outputs.web.pages import PAGES
from outputs.web.site import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def create_app(site: Site) -> FastAPI:
    """The site as an ASGI app. Has no generated documentation pages and calls nothing outside."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.close()

    app = FastAPI(title="Aktsam", openapi_url=None, docs_url=None, redoc_url=None, lifespan=life)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    assert PAGES  # importing the pages has declared their routes
    gate.install(app, site)

    @app.exception_handler(HTTPException)
    def unknown(request: Request, error: HTTPException) -> Response:
        return gate.refuse(site, request, 404 if error.status_code == 405 else error.status_code)

    @app.middleware("http")
    async def strict(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        cached = request.url.path.startswith("/static/")
        response.headers["Cache-Control"] = "private, max-age=3600" if cached else "no-store"
        return response

    return app
