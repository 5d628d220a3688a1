"""The review queue: cases with flags to decide, most urgent first; their flags; counts for the filters.

Order: severity of the gravest flag, decisions that end soon, surest first, oldest first. A flag is to be decided
while it is open and new, or postponed to a day that has come.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import Any

from outputs.data import load
from outputs.store.people import User
from outputs.store.scope import scope
from outputs.store.store import Store

RANKS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue shows, as in its address. Empty: all. `period`: flagged on this day or later."""

    district: str = ""
    check: str = ""
    severity: str = ""
    state: str = "todo"
    caseworker: str = ""
    provider: str = ""
    period: str = ""
    mine: str = ""


@dataclass(frozen=True, slots=True)
class QueueFlag:
    """One flag in a row."""

    id: int
    code: str
    label: str
    severity: str
    state: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case in the queue."""

    case: str
    name: str
    district: str
    provider: str
    caseworker: str
    valid_to: str
    severity: str
    since: str
    claimed_by: str
    claimed_until: str
    flags: tuple[QueueFlag, ...]


class Queue:
    """The queue of one user on one day. Shows only cases within her scope."""

    def __init__(self, store: Store, user: User, now: dt.datetime) -> None:
        self._store = store
        self._user = user
        self._now = now

    def _values(self, wanted: Filter) -> dict[str, Any]:
        soon = self._now.date() + dt.timedelta(days=load("queue")["queue"]["expires_within_days"])
        return {
            **asdict(wanted), **scope(self._user), "me": self._user.name, "now": self._now.isoformat(),
            "today": self._now.date().isoformat(), "soon": soon.isoformat(),
        }  # fmt: skip

    def rows(self, wanted: Filter, start: int = 0, limit: int | None = None) -> list[QueueRow]:
        """The rows from `start`, at most `limit` (the configured number)."""
        query = """
            with hit as materialized (
                select f."case", min(case f.severity when 'high' then 0 when 'medium' then 1 else 2 end) as rank,
                    min(r.started) as since, k.user as claimed_by, k.until as claimed_until
                from flags f join cases c on c."case" = f."case"
                    left join runs r on r.id = f.first_run
                    left join claims k on k."case" = c."case" and k.until > :now
                where f.open = 1 and c.removed is null
                    and (case when :mail is null then c.district in (select value from json_each(:districts))
                         else :mail != '' and lower(c.caseworker_mail) = :mail end)
                    and (case :state when 'todo' then f.state = 'new' or (f.state = 'postponed' and f.until <= :today)
                         when '' then 1 else f.state = :state end)
                    and (:district = '' or c.district = :district) and (:check = '' or f.code = :check)
                    and (:severity = '' or f.severity = :severity) and (:provider = '' or c.provider = :provider)
                    and (:caseworker = '' or c.caseworker = :caseworker)
                    and (:period = '' or r.started >= :period)
                    and (case :mine when 'mine' then k.user = :me when 'free' then k.user is null else 1 end)
                group by f."case")
            select c.*, hit.rank, hit.since, hit.claimed_by, hit.claimed_until
            from hit join cases c on c."case" = hit."case"
                left join reviews v indexed by reviews_confidence on v."case" = hit."case"
            order by hit.rank, coalesce(c.valid_to between :today and :soon, 0) desc, coalesce(v.confidence, 1) desc,
                hit.since, c."case"
            limit :limit offset :start
        """
        limit = limit or load("queue")["queue"]["rows"]
        found = list(self._store.db.query(query, {**self._values(wanted), "start": start, "limit": limit}))
        flags = self._flags([r["case"] for r in found], wanted)
        return [
            QueueRow(
                case=r["case"], name=r["name"] or "", district=r["district"] or "", provider=r["provider"] or "",
                caseworker=r["caseworker"] or "", valid_to=r["valid_to"] or "", severity=RANKS[r["rank"]],
                since=(r["since"] or "")[:10], claimed_by=r["claimed_by"] or "",
                claimed_until=r["claimed_until"] or "", flags=tuple(flags.get(r["case"], ())),
            )
            for r in found
        ]  # fmt: skip

    def _flags(self, cases: list[str], wanted: Filter) -> dict[str, list[QueueFlag]]:
        query = """
            select f."case", f.id, f.code, f.label, f.severity, f.state from flags f
            where f."case" in (select value from json_each(:cases)) and f.open = 1
                and (case :state when 'todo' then f.state = 'new' or (f.state = 'postponed' and f.until <= :today)
                     when '' then 1 else f.state = :state end)
            order by case f.severity when 'high' then 0 when 'medium' then 1 else 2 end, f.id
        """
        out: dict[str, list[QueueFlag]] = {}
        for row in self._store.db.query(query, {**self._values(wanted), "cases": json.dumps(cases)}):
            out.setdefault(row.pop("case"), []).append(QueueFlag(**row))
        return out

    def count(self, wanted: Filter) -> tuple[int, int]:
        """Number of cases and of flags that the filter leaves."""
        query = """
            select count(distinct f."case") as cases, count(*) as flags
            from flags f join cases c on c."case" = f."case"
                left join runs r on r.id = f.first_run
                left join claims k on k."case" = c."case" and k.until > :now
            where f.open = 1 and c.removed is null
                and (case when :mail is null then c.district in (select value from json_each(:districts))
                     else :mail != '' and lower(c.caseworker_mail) = :mail end)
                and (case :state when 'todo' then f.state = 'new' or (f.state = 'postponed' and f.until <= :today)
                     when '' then 1 else f.state = :state end)
                and (:district = '' or c.district = :district) and (:check = '' or f.code = :check)
                and (:severity = '' or f.severity = :severity) and (:provider = '' or c.provider = :provider)
                and (:caseworker = '' or c.caseworker = :caseworker)
                and (:period = '' or r.started >= :period)
                and (case :mine when 'mine' then k.user = :me when 'free' then k.user is null else 1 end)
        """
        row = next(iter(self._store.db.query(query, self._values(wanted))))
        return row["cases"], row["flags"]

    def choices(self) -> dict[str, list[tuple[str, str, int]]]:
        """What the filters can be set to within the scope: dimension to (value, label, cases to do)."""
        query = """
            with todo as materialized (
                select f."case", f.code, f.label, f.severity, c.district, c.provider, c.caseworker
                from flags f join cases c on c."case" = f."case"
                where f.open = 1 and c.removed is null
                and (f.state = 'new' or (f.state = 'postponed' and f.until <= :today))
                and (case when :mail is null then c.district in (select value from json_each(:districts))
                     else :mail != '' and lower(c.caseworker_mail) = :mail end))
            select 'district' as what, district as value, district as label, count(distinct "case") as n
                from todo group by 2
            union all select 'check', code, max(label), count(distinct "case") from todo group by 2
            union all select 'severity', severity, severity, count(distinct "case") from todo group by 2
            union all select 'provider', provider, provider, count(distinct "case") from todo group by 2
            union all select 'caseworker', caseworker, caseworker, count(distinct "case") from todo group by 2
        """
        dimensions = ("district", "check", "severity", "provider", "caseworker")
        out: dict[str, list[tuple[str, str, int]]] = {name: [] for name in dimensions}
        for row in self._store.db.query(query, self._values(Filter())):
            if row["value"]:
                out[row["what"]].append((row["value"], row["label"], row["n"]))
        order = {rank: n for n, rank in enumerate(RANKS)}
        return {k: sorted(v, key=lambda c: (order.get(c[0], 0), c[1].casefold())) for k, v in out.items()}

    def after(self, case: str, wanted: Filter) -> str | None:
        """The case to go on with: the next in the queue after `case` that nobody else has; None when all is done."""
        rows = self.rows(wanted, limit=200)
        at = next((n for n, r in enumerate(rows) if r.case == case), -1)
        free = [r for r in (*rows[at + 1 :], *rows[: max(at, 0)]) if r.claimed_by in ("", self._user.name)]
        return free[0].case if free else None
