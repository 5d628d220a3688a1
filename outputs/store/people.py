"""Users, sessions and login attempts in the store. Passwords as argon2 hashes, session tokens as SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from dataclasses import dataclass
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from nlp.errors import InputError
from outputs.store.store import Store

IDLE = dt.timedelta(minutes=15)
WHOLE = dt.timedelta(hours=8)
ATTEMPTS, PER = 5, dt.timedelta(minutes=15)
MIN_PASSWORD = 12


class Role(StrEnum):
    """Roles, by their names in the interface."""

    INSPECTOR = "inspektör"
    DEVELOPER = "kvalitetsutvecklare"
    CASEWORKER = "handläggare"
    ADMINISTRATOR = "administratör"


@dataclass(frozen=True, slots=True)
class User:
    """A person with one role. `districts`: those whose cases she may see; `mail`: as in the case system's list."""

    name: str
    full_name: str
    role: Role
    districts: frozenset[str]
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A login: who, and the token that every form must send back."""

    user: User
    csrf: str


class People:
    """Users and sessions of one store. `now` is passed in, so that expiry can be tried out."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hasher = PasswordHasher()

    def add(self, user: User, password: str) -> None:
        """Adds or changes a user. Raises `InputError` for a short password."""
        if len(password) < MIN_PASSWORD:
            raise InputError(f"Lösenordet är för kort. Använd minst {MIN_PASSWORD} tecken.")
        row = {
            "name": user.name, "full_name": user.full_name, "role": user.role, "mail": user.mail, "active": 1,
            "districts": json.dumps(sorted(user.districts), ensure_ascii=False),
            "password": self._hasher.hash(password),
        }  # fmt: skip
        with self._store.writing() as db:
            db.table("users").upsert(row, pk="name")
            db.execute("delete from sessions where user = ?", [user.name])

    def close_account(self, name: str) -> None:
        """The user can no longer log in; running sessions end at once."""
        with self._store.writing() as db:
            db.execute("update users set active = 0 where name = ?", [name])
            db.execute("delete from sessions where user = ?", [name])

    def users(self) -> list[User]:
        """All active users by name."""
        return [_user(r) for r in self._store.db.query("select * from users where active = 1 order by name")]

    def log_in(self, name: str, password: str, address: str, now: dt.datetime) -> str | None:
        """A session token, or None: wrong name or password, or too many attempts (`blocked` tells)."""
        if self.blocked(name, address, now):
            return None
        with self._store.writing() as db:
            db.table("login_attempts").insert({"name": name, "address": address, "at": now.isoformat()})
        rows = list(self._store.db.query("select * from users where name = ? and active = 1", [name]))
        known = rows[0]["password"] if rows else self._hasher.hash(secrets.token_hex())  # the same work for any name
        try:
            self._hasher.verify(known, password)
        except (VerifyMismatchError, InvalidHashError):
            return None
        return self.open_session(name, now)

    def open_session(self, name: str, now: dt.datetime) -> str | None:
        """A session token for someone whose identity is already proved; None for who is no active user."""
        if not list(self._store.db.query("select 1 from users where name = ? and active = 1", [name])):
            return None
        token = secrets.token_urlsafe(32)
        session = {"user": name, "csrf": secrets.token_urlsafe(32), "created": now.isoformat(), "seen": now.isoformat()}
        with self._store.writing() as db:
            db.execute("delete from login_attempts where name = ?", [name])
            db.table("sessions").insert({"token": _digest(token), **session})
        return token

    def blocked(self, name: str, address: str, now: dt.datetime) -> bool:
        """Whether this name or address has tried too often of late."""
        query = "select count(*) as n from login_attempts where at > ? and "
        since = (now - PER).isoformat()
        by_name = next(iter(self._store.db.query(query + "name = ?", [since, name])))["n"]
        by_address = next(iter(self._store.db.query(query + "address = ?", [since, address])))["n"]
        return bool(by_name >= ATTEMPTS or by_address >= 4 * ATTEMPTS)

    def session(self, token: str, now: dt.datetime) -> Session | None:
        """The session of a token, kept alive by the call; None if it has expired, ended or never was."""
        query = "select s.*, u.* from sessions s join users u on u.name = s.user where s.token = ? and u.active = 1"
        rows = list(self._store.db.query(query, [_digest(token)]))
        if not rows:
            return None
        row = rows[0]
        seen, created = dt.datetime.fromisoformat(row["seen"]), dt.datetime.fromisoformat(row["created"])
        if now - seen > IDLE or now - created > WHOLE:
            self.log_out(token)
            return None
        if now - seen > dt.timedelta(seconds=30):
            with self._store.writing() as db:
                db.execute("update sessions set seen = ? where token = ?", [now.isoformat(), _digest(token)])
        return Session(_user(row), row["csrf"])

    def log_out(self, token: str) -> None:
        with self._store.writing() as db:
            db.execute("delete from sessions where token = ?", [_digest(token)])


def _user(row: dict[str, str]) -> User:
    return User(row["name"], row["full_name"], Role(row["role"]), frozenset(json.loads(row["districts"])), row["mail"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
