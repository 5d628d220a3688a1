"""A sample over the test's store, and the form of answers as a page sends it."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

from web_place import PASSWORD, Client, Place

from outputs.store.people import People, Role, User
from outputs.store.samples import Draft, Member, Part, create, lock

RULE = {"decided_from": "2023-01-01", "decided_to": "2023-12-31", "support": "LSS", "work": "", "outcome": ""}
BOTH = User("alla", "Alla Distrikt", Role.DEVELOPER, frozenset({"Norr", "Syd"}))
NOW = dt.datetime(2023, 10, 16, 6, 0, tzinfo=dt.UTC)


def sexes(place: Place, **of: str) -> None:
    """Sets the sex of cases: `N_1="man"`; all others are women."""
    with place.open() as store, store.writing() as db:
        db.execute("update cases set gender = 'kvinna'")
        for case, sex in of.items():
            db.execute('update cases set gender = ? where "case" = ?', [sex, case.replace("_", "-")])


def drawn(place: Place, *, locked: bool = True, blind: bool = True) -> int:
    """A sample of N-1 and N-2 with N-3 in reserve, and S-1 in another district."""
    rule = {**RULE, "districts": ["Norr", "Syd"]}
    members = [
        Member("N-1", "Norr", "kvinna", 1, Part.DRAWN), Member("N-2", "Norr", "kvinna", 2, Part.DRAWN),
        Member("N-3", "Norr", "kvinna", 3, Part.RESERVE), Member("S-1", "Syd", "kvinna", 1, Part.DRAWN),
    ]  # fmt: skip
    with place.open() as store:
        People(store).add(BOTH, PASSWORD)
        eligible = [("Norr", "kvinna", 3), ("Syd", "kvinna", 1)]
        number = create(store, BOTH, Draft("Höst", rule, "7", 4, blind=blind), members, eligible, NOW)
        if locked:
            lock(store, BOTH, number, NOW)
    return number


def answer(client: Client, path: str, said: str, **notes: str) -> Any:
    """Presses an answer on the form as the page shows it, with notes typed by question."""
    page = client.get(path).text
    asked = re.findall(r'name="question" value="(\w+)"><input type="hidden" name="seen" value="(\d+)"', page)
    kept = [html.unescape(t) for t in re.findall(r'name="note" rows="1" maxlength="4000">(.*?)</textarea>', page, re.S)]
    kept = kept or [""] * len(asked)  # a page that cannot be answered shows no fields
    return send(client, path, said, asked, [notes.get(q, k) for (q, _), k in zip(asked, kept, strict=True)])


def send(client: Client, path: str, said: str, asked: list[tuple[str, str]], notes: list[str], **more: str) -> Any:
    form = {"question": [q for q, _ in asked], "seen": [s for _, s in asked], "note": notes, "answer": said, **more}
    return client.post_form(f"{path}/svar", **form)


def answers(place: Place) -> list[tuple[str, str, str, str]]:
    with place.open() as store:
        rows = store.db.query("select question, answer, note, user from sample_answers order by id")
        return [(r["question"], r["answer"], r["note"], r["user"]) for r in rows]
