"""Who has which case, for a limited time; and saved views of the queue."""

from __future__ import annotations

import datetime as dt

from outputs.data import load
from outputs.store.people import User
from outputs.store.store import Store


def claim(store: Store, user: User, case: str, now: dt.datetime) -> bool:
    """Takes a case, or renews one's own claim; False if someone else has it."""
    until = (now + dt.timedelta(minutes=load("queue")["claim"]["minutes"])).isoformat()
    query = """
        insert into claims ("case", user, until) values (:case, :user, :until)
        on conflict ("case") do update set user = excluded.user, until = excluded.until
        where claims.user = :user or claims.until <= :now
    """
    with store.writing() as db:
        db.execute(query, {"case": case, "user": user.name, "until": until, "now": now.isoformat()})
    return holder(store, case, now) == user.name


def release(store: Store, user: User, case: str) -> None:
    """Gives back one's own claim."""
    with store.writing() as db:
        db.execute('delete from claims where "case" = ? and user = ?', [case, user.name])


def holder(store: Store, case: str, now: dt.datetime) -> str:
    """Who has the case now; empty if nobody."""
    rows = list(store.db.query('select user from claims where "case" = ? and until > ?', [case, now.isoformat()]))
    return rows[0]["user"] if rows else ""


def save_view(store: Store, user: User, name: str, query: str) -> None:
    """Keeps an address of the queue under a name; the same name again replaces it."""
    with store.writing() as db:
        db.execute("delete from views where user = ? and name = ?", [user.name, name])
        db.table("views").insert({"user": user.name, "name": name, "query": query})


def remove_view(store: Store, user: User, number: int) -> None:
    with store.writing() as db:
        db.execute("delete from views where id = ? and user = ?", [number, user.name])


def views(store: Store, user: User) -> list[dict[str, str]]:
    """One's own saved views by name."""
    return list(store.db.query("select id, name, query from views where user = ? order by name", [user.name]))
