"""Sends the outbox through SMTP. What goes wrong stays in the outbox with its reason; nothing is raised for it."""

from __future__ import annotations

import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from outputs.store import Store
from outputs.warnings import outbox

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server. `tls`: none (on the same machine), starttls, or tls from the start."""

    host: str
    port: int = 25
    sender: str = "aktsam@localhost"
    tls: str = "none"
    user: str = ""
    password: str = ""


def send_outbox(store: Store, server: Server, clock: Callable[[], dt.datetime]) -> tuple[int, int]:
    """Sends what is due; numbers of mails sent and failed. Stops at the first failure of the server itself."""
    done = wrong = 0
    while (mail := outbox.lease(store, clock())) is not None:
        try:
            _send(server, message(mail, server.sender, clock()))
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as e:
            outbox.failed(store, mail, f"Brevet togs inte emot ({type(e).__name__}).", clock())
            wrong += 1
        except (OSError, smtplib.SMTPException) as e:
            outbox.failed(store, mail, f"E-postservern svarar inte ({type(e).__name__}).", clock())
            return done, wrong + 1
        else:
            outbox.sent(store, mail, clock())
            done += 1
    return done, wrong


def message(mail: outbox.Mail, sender: str, now: dt.datetime) -> EmailMessage:
    """The mail as it goes out. Raises `ValueError` for an address that could add headers or recipients."""
    if not ADDRESS.fullmatch(mail.recipient):
        raise ValueError("address")
    out = EmailMessage()
    out["From"], out["To"], out["Subject"] = sender, mail.recipient, mail.subject
    out["Message-ID"], out["Date"] = mail.message_id, format_datetime(now)
    out["Auto-Submitted"] = "auto-generated"
    out.set_content(mail.body)
    return out


def _send(server: Server, mail: EmailMessage) -> None:
    kind = smtplib.SMTP_SSL if server.tls == "tls" else smtplib.SMTP
    with kind(server.host, server.port, timeout=SECONDS) as line:
        if server.tls == "starttls":
            line.starttls(context=ssl.create_default_context())
        if server.user:
            line.login(server.user, server.password)
        line.send_message(mail)
