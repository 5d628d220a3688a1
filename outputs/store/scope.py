"""Which cases a user may see, as parameters of a query. Nothing unless the role and its districts or mail say so.

Every query over cases holds the clause
`(case when :mail is null then c.district in (select value from json_each(:districts))
 else :mail != '' and lower(c.caseworker_mail) = :mail end)`.
"""

from __future__ import annotations

import json

from outputs.store.people import Role, User
from outputs.store.store import Store


def scope(user: User) -> dict[str, str | None]:
    """Caseworkers: their own cases, by mail address. Inspectors and developers: their districts. Others: none."""
    if user.role is Role.CASEWORKER:
        return {"mail": user.mail.strip().lower(), "districts": "[]"}
    reads = user.role in (Role.INSPECTOR, Role.DEVELOPER)
    return {"mail": None, "districts": json.dumps(sorted(user.districts) if reads else [])}


def may_see(store: Store, user: User, case: str) -> bool:
    """Whether the case is there and within the user's scope; a removed case can still be read."""
    query = """
        select 1 from cases c where c."case" = :case
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
    """
    return bool(list(store.db.query(query, {"case": case, **scope(user)})))
