"""Ärenden and search. Caseworkers find their own cases by number or name; the text is for quality follow-up."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from outputs.store.people import Role
from outputs.store.scope import scope
from outputs.web.call import Call
from outputs.web.gate import READERS, route

ROWS = 50


@route("GET", "/arenden", READERS | {Role.CASEWORKER}, "ärendelista")
def cases(call: Call) -> Response:
    """All cases within the scope, by number, name or personal number."""
    number = int(call.asked("blad")) if call.asked("blad").isdigit() else 1
    words = call.asked("q").strip()
    found = _cases(call, words, (max(number, 1) - 1) * ROWS)
    return call.page("cases.html.j2", found=found[:ROWS], more=len(found) > ROWS, number=number, words_asked=words)


@route("GET", "/sok", READERS, "sökning")
def search(call: Call) -> Response:
    """Documents in which all words stand, with the words around them."""
    words = call.asked("q").strip()
    return call.page(
        "search.html.j2", words_asked=words, hits=_hits(call, words) if words else [], cases=_cases(call, words, 0)[:5]
    )


def _cases(call: Call, words: str, start: int) -> list[dict[str, Any]]:
    query = """
        select c.*, (select count(*) from flags f where f."case" = c."case" and f.open = 1 and f.state = 'new') as todo,
            (select group_concat(distinct d.status) from documents d where d."case" = c."case") as statuses,
            v.error, v.as_of
        from cases c left join reviews v on v."case" = c."case"
        where c.removed is null
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        and (:words = '' or c."case" like :start || '%' or c.name like '%' || :words || '%'
             or replace(c.personal_number, '-', '') = replace(:words, '-', ''))
        order by c."case" limit :limit offset :offset
    """
    values = {**scope(call.user), "words": words, "start": words, "limit": ROWS + 1, "offset": start}
    return list(call.store.db.query(query, values))


def _hits(call: Call, words: str) -> list[dict[str, Any]]:
    terms = " ".join('"' + w.replace('"', '""') + '"' for w in words.split())
    query = """
        select d."case", d.file, d.kind, d.date, substr(d.sha256, 1, 16) as mark, c.district,
            snippet(documents_fts, 1, char(2), char(3), '…', 24) as snippet
        from documents_fts join documents d on d.id = documents_fts.rowid join cases c on c."case" = d."case"
        where documents_fts match :terms and c.removed is null
        and (case when :mail is null then c.district in (select value from json_each(:districts))
             else :mail != '' and lower(c.caseworker_mail) = :mail end)
        order by documents_fts.rank limit 50
    """
    hits = list(call.store.db.query(query, {**scope(call.user), "terms": terms}))
    return [{**h, "pieces": _pieces(h["snippet"])} for h in hits]


def _pieces(snippet: str) -> list[tuple[str, bool]]:
    """A snippet in pieces; True for the words searched for."""
    out: list[tuple[str, bool]] = []
    for n, part in enumerate(snippet.split("\x02")):
        if n == 0:
            out.append((part, False))
            continue
        hit, _, rest = part.partition("\x03")
        out += [(hit, True), (rest, False)]
    return [p for p in out if p[0]]
