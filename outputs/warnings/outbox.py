"""The outbox: mail is written here first, in one step with the warnings it tells of, then sent.

A mail stays until a server has taken it; a server that is down costs time, never mail. Each has a Message-ID of its
own, so that one that was taken just before the line broke is known again.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from outputs.data import load
from outputs.store import Store
from outputs.web.looks import LOCAL

LEASE = dt.timedelta(minutes=10)
WAITS = (1, 5, 15, 60, 240)  # minutes before the next try


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to send."""

    id: int
    message_id: str
    recipient: str
    subject: str
    body: str


def write_mail(store: Store, base: str, now: dt.datetime) -> int:
    """Writes mail for warnings that none has told of: one digest a day, or at once, as each person wants.

    `base` is the address of the site. Returns the number of mails.
    """
    waiting = """
        select w.mail, coalesce(max(u.mail_when), 'digest') as wish, count(distinct w.id) as n,
            (select max(o.created) from outbox o where o.recipient = w.mail) as last
        from warnings w join flags f on f.id = w.flag
            left join users u on lower(u.mail) = w.mail and u.active = 1
        where w.mailed = 0 and w.state = 'new' and f.open = 1 and f.state != 'dismissed' group by w.mail
    """
    written = 0
    with store.writing() as db:
        for row in list(db.query(waiting)):
            if row["wish"] == "digest" and row["last"] and _day(row["last"]) == now.astimezone(LOCAL).date():
                continue
            db.table("outbox").insert(_mail(row["mail"], row["n"], base, now))
            db.execute("update warnings set mailed = 1 where mail = ? and mailed = 0", [row["mail"]])
            written += 1
    return written


def _mail(recipient: str, count: int, base: str, now: dt.datetime) -> dict[str, str | int]:
    words = load("warnings")["mail"]
    sentence = "Du har en ny varning" if count == 1 else f"Du har {count} nya varningar"
    subject = words["subject_one"] if count == 1 else words["subject_many"].format(count=count)
    stamp = now.isoformat(timespec="seconds")
    return {
        "message_id": f"<{secrets.token_hex(16)}@aktsam.invalid>", "recipient": recipient, "subject": subject,
        "body": words["body"].strip().format(sentence=sentence, link=base.rstrip("/") + "/varningar") + "\n",
        "created": stamp, "due": stamp, "tries": 0, "error": "", "sent": "",
    }  # fmt: skip


def lease(store: Store, now: dt.datetime) -> Mail | None:
    """The next mail that is due, held back from other senders for a while; None when there is none."""
    query = """
        select id, message_id, recipient, subject, body from outbox
        where sent = '' and due <= ? order by id limit 1
    """
    with store.writing() as db:
        rows = list(db.query(query, [now.isoformat(timespec="seconds")]))
        if not rows:
            return None
        until = (now + LEASE).isoformat(timespec="seconds")
        db.execute("update outbox set due = ?, tries = tries + 1 where id = ?", [until, rows[0]["id"]])
    return Mail(**rows[0])


def sent(store: Store, mail: Mail, now: dt.datetime) -> None:
    """The server has taken the mail."""
    with store.writing() as db:
        db.execute("update outbox set sent = ?, error = '' where id = ?", [now.isoformat(timespec="seconds"), mail.id])


def failed(store: Store, mail: Mail, why: str, now: dt.datetime) -> None:
    """The mail waits for another try, longer each time."""
    with store.writing() as db:
        tries = next(iter(db.query("select tries from outbox where id = ?", [mail.id])))["tries"]
        wait = dt.timedelta(minutes=WAITS[min(tries, len(WAITS)) - 1])
        due = (now + wait).isoformat(timespec="seconds")
        db.execute("update outbox set due = ?, error = ? where id = ?", [due, why, mail.id])


def _day(stamp: str) -> dt.date:
    return dt.datetime.fromisoformat(stamp).astimezone(LOCAL).date()
