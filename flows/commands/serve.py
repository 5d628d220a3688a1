"""`aktsam serve`: the pages over a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from flows.commands.options import StoreFile, store_file
from nlp.errors import InputError
from outputs.store import Store
from outputs.web.app import create_app
from outputs.web.site import OpenId, Site

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    folder: Annotated[
        Path | None, typer.Argument(help="Mappen med ärendemappar, för bilder av sidorna. Utan den visas text.")
    ] = None,
    store: StoreFile = None,
    host: Annotated[str, typer.Option(help="Adress att lyssna på.", envvar="AKTSAM_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port att lyssna på.", envvar="AKTSAM_PORT")] = 8400,
    openid: Annotated[
        str, typer.Option(help="Kommunens inloggning (OpenID Connect): utfärdarens adress.", envvar="AKTSAM_OPENID")
    ] = "",
    openid_client: Annotated[str, typer.Option(help="Klient-id hos utfärdaren.", envvar="AKTSAM_OPENID_CLIENT")] = "",
    openid_secret: Annotated[
        str, typer.Option(help="Klientens hemlighet.", envvar="AKTSAM_OPENID_SECRET", show_default=False)
    ] = "",
) -> None:
    """Starta granskningskön i webbläsaren. Utom på den egna datorn ska en server med TLS stå framför.

    Exempel: aktsam serve akter --store aktsam.db
    """
    path = store_file(store)
    if not path.exists():
        raise InputError(f"Lagret {path.name} finns inte. Kör aktsam review först, eller ange --store.")
    if folder is not None and not folder.is_dir():
        raise InputError(f"Mappen {folder.name} finns inte. Ange mappen som ärendemapparna ligger i.")
    with Store(path) as opened:  # told here and not at the first page if it cannot be opened
        if not next(opened.db.query("select count(*) as n from users where active = 1"))["n"]:
            typer.echo("Det finns inga användare än. Lägg till med: aktsam users add NAMN", err=True)
    login = OpenId(openid, openid_client, openid_secret) if openid else None
    site = Site(path, folder, secure=host not in LOOPBACK, openid=login)
    typer.echo(f"Granskningskön finns på http://{host}:{port}. Avsluta med Ctrl+C.")
    uvicorn.run(create_app(site), host=host, port=port, access_log=False, log_level="warning", server_header=False)
