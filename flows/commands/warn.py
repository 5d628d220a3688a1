"""`aktsam warn`: warnings that are due, and the mail that tells of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from flows.commands.options import StoreFile, store_file
from nlp.errors import InputError
from outputs.store import Store
from outputs.warnings.mail import Server, send_outbox
from outputs.warnings.outbox import write_mail
from outputs.warnings.rule import refresh


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
    now = dt.datetime.now(dt.UTC)
    with Store(store_file(store)) as opened:
        new, mails = refresh(opened, now), write_mail(opened, site, now)
        typer.echo(f"{new} nya varningar, {mails} nya brev.")
        if smtp:
            server = Server(smtp, port, sender, tls, user, password)
            done, wrong = send_outbox(opened, server, lambda: dt.datetime.now(dt.UTC))
            typer.echo(f"{done} brev skickade, {wrong} kvar till nästa försök.")
