"""`aktsam warn`: warnings that are due, and the mail that tells of them."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import StoreFile, store_file
from flows.warn import warn_caseworkers
from nlp.errors import InputError
from outputs.warnings.mail import Server


def warn(
    store: StoreFile = None,
    site: Annotated[
        str, typer.Option(help="Adressen till granskningskön, för länken i brevet.", envvar="AKTSAM_SITE")
    ] = "http://127.0.0.1:8400",
    smtp: Annotated[
        str, typer.Option(help="E-postservern. Utan den skrivs breven men skickas inte.", envvar="AKTSAM_SMTP")
    ] = "",
    port: Annotated[int, typer.Option(help="E-postserverns port.", envvar="AKTSAM_SMTP_PORT")] = 25,
    sender: Annotated[str, typer.Option(help="Avsändare.", envvar="AKTSAM_SMTP_FROM")] = "aktsam@localhost",
    tls: Annotated[str, typer.Option(help="none, starttls eller tls.", envvar="AKTSAM_SMTP_TLS")] = "none",
    user: Annotated[str, typer.Option(help="Användare hos servern.", envvar="AKTSAM_SMTP_USER")] = "",
    password: Annotated[
        str, typer.Option(help="Lösenord hos servern.", envvar="AKTSAM_SMTP_PASSWORD", show_default=False)
    ] = "",
) -> None:
    """Skriv varningar till handläggare och skicka breven. Kör gärna var femte minut; inget skickas två gånger.

    Exempel: aktsam warn --smtp mail.kommunen.se --site https://aktsam.kommunen.se
    """
    if tls not in ("none", "starttls", "tls"):
        raise InputError("--tls ska vara none, starttls eller tls.")
    server = Server(smtp, port, sender, tls, user, password) if smtp else None
    done = warn_caseworkers(store_file(store), site, server)
    typer.echo(f"{done.warnings} nya varningar, {done.mails} nya brev.")
    if server:
        typer.echo(f"{done.sent} brev skickade, {done.left} kvar till nästa försök.")
