"""Figures over flags for developers. Nothing here counts by named staff."""

from __future__ import annotations

from typing import Any

from outputs.store.people import User
from outputs.store.scope import scope
from outputs.store.store import Store


def figures(store: Store, user: User) -> dict[str, Any]:
    """Cases, cases with flags, flags to decide, answered."""
    query = """
        select count(distinct c."case") as cases, count(distinct case when f.open = 1 then f."case" end) as flagged,
            sum(f.open = 1 and f.state in ('new', 'postponed')) as todo, sum(f.state = 'confirmed') as confirmed,
            sum(f.state = 'dismissed') as dismissed
        from cases c left join flags f on f."case" = c."case" where c.removed is null
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
    """
    return {k: v or 0 for k, v in next(iter(store.db.query(query, scope(user)))).items()}


def by(store: Store, user: User) -> dict[str, list[dict[str, Any]]]:
    """Open flags, cases and answers by check, district, provider and month of first flagging."""
    query = """
        with f as materialized (
            select f.code, f.label, f.state, f.open, f."case", c.district, c.provider, substr(r.started, 1, 7) as month
            from flags f join cases c on c."case" = f."case" left join runs r on r.id = f.first_run
            where c.removed is null and (f.open = 1 or f.state in ('confirmed', 'dismissed'))
            and (case when :mail is null then c.district in (select value from json_each(:districts))
                 else :mail != '' and lower(c.caseworker_mail) = :mail end))
        select 'check' as what, code as value, max(label) as label, sum(open) as flags, count(distinct "case") as cases,
            sum(state = 'confirmed') as confirmed, sum(state = 'dismissed') as dismissed from f group by code
        union all select 'district', district, district, sum(open), count(distinct "case"),
            sum(state = 'confirmed'), sum(state = 'dismissed') from f group by district
        union all select 'provider', provider, provider, sum(open), count(distinct "case"),
            sum(state = 'confirmed'), sum(state = 'dismissed') from f group by provider
        union all select 'period', month, month, sum(open), count(distinct "case"),
            sum(state = 'confirmed'), sum(state = 'dismissed') from f group by month
    """
    out: dict[str, list[dict[str, Any]]] = {"check": [], "district": [], "provider": [], "period": []}
    for row in store.db.query(query, scope(user)):
        out[row["what"]].append(row)
    for what, rows in out.items():
        rows.sort(key=lambda r: (str(r["value"]) if what == "period" else -r["flags"], str(r["label"])))
    return out


def unread(store: Store, user: User) -> list[dict[str, Any]]:
    """Documents that could not be read, and cases whose review failed, within the scope."""
    query = """
        select d."case", d.file, d.status, d.message, substr(d.sha256, 1, 16) as mark from documents d
        join cases c on c."case" = d."case"
        where c.removed is null and d.status not in ('read', 'read_by_ocr')
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        union all select v."case", '', '', v.error, '' from reviews v join cases c on c."case" = v."case"
        where v.error != '' and c.removed is null
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        order by 1, 2 limit 500
    """
    return list(store.db.query(query, scope(user)))


def runs(store: Store) -> list[dict[str, Any]]:
    """The newest runs."""
    return list(store.db.query("select * from runs order by id desc limit 20"))
