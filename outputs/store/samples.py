"""Audit samples: drawn, locked when the audit starts, closed. What is locked changes only by replacing with reason.

Places within a stratum (district x sex) are drawn once, reserves too, so that a replacement is the next reserve and
never a choice. Cases that were replaced stay, with who, when and why.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from nlp.errors import InputError
from outputs.data import load
from outputs.store.people import User
from outputs.store.scope import scope
from outputs.store.store import Store


class State(StrEnum):
    """How far a sample has come. A draft that is closed has been thrown away."""

    DRAFT = "draft"
    LOCKED = "locked"
    CLOSED = "closed"


class Part(StrEnum):
    """What a case is in its sample."""

    DRAWN = "drawn"
    RESERVE = "reserve"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Member:
    """One case of a sample. `place`: its drawn order within district and sex, from 1. `filled`: drawn in place of the
    other sex. `instead`: the case that it came in for. Of a replaced case `user`, `at`, `reason`, `note` say by whom,
    when and why."""

    case: str
    district: str
    sex: str
    place: int
    part: Part
    filled: bool = False
    instead: str = ""
    reason: str = ""
    note: str = ""
    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is decided about a sample before it is drawn. `rule` as JSON-ready values; `seed` decides the draw;
    `blind`: the machine's answer is hidden until the inspector has given hers."""

    name: str
    rule: dict[str, Any]
    seed: str
    per_district: int
    fill: bool = False
    blind: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """A stored sample. `eligible`: district, sex, number of eligible cases when it was drawn; `draws`: how many times
    it has been drawn."""

    id: int
    draft: Draft
    eligible: tuple[tuple[str, str, int], ...]
    draws: int
    state: State
    created: str
    created_by: str
    locked: str
    locked_by: str
    closed: str
    closed_by: str

    @property
    def districts(self) -> frozenset[str]:
        """The districts that it was drawn in."""
        return frozenset(self.draft.rule["districts"])


Eligible = Sequence[tuple[str, str, int]]


def create(
    store: Store, user: User, draft: Draft, members: Sequence[Member], eligible: Eligible, now: dt.datetime
) -> int:
    """Stores a drawn sample; its id. Raises `InputError` without name or without cases."""
    if not draft.name.strip():
        raise InputError("Ge urvalet ett namn.")
    row = {
        **asdict(draft), "name": draft.name.strip(), "rule": json.dumps(draft.rule, ensure_ascii=False),
        "draws": 1, "state": State.DRAFT.value, "created": _stamp(now), "created_by": user.name,
        "locked": "", "locked_by": "", "closed": "", "closed_by": "", **_drawn(members, eligible),
    }  # fmt: skip
    with store.writing() as db:
        number = int(str(db.table("samples").insert(row).last_pk))
        _insert(store, number, members)
    return number


def redraw(store: Store, number: int, seed: str, members: Sequence[Member], eligible: Eligible) -> None:
    """Another draw of a draft; how many times it has been drawn is kept."""
    with store.writing() as db:
        _must_be(store, number, State.DRAFT)
        values = {"seed": seed, **_drawn(members, eligible)}
        db.table("samples").update(number, values)
        db.execute("update samples set draws = draws + 1 where id = ?", [number])
        db.execute("delete from sample_cases where sample = ?", [number])
        _insert(store, number, members)


def lock(store: Store, user: User, number: int, now: dt.datetime) -> None:
    """The audit starts: from here on cases change only by being replaced with a reason."""
    with store.writing() as db:
        _must_be(store, number, State.DRAFT)
        db.table("samples").update(number, {"state": State.LOCKED.value, "locked": _stamp(now), "locked_by": user.name})


def close(store: Store, user: User, number: int, now: dt.datetime) -> None:
    """The audit is done, or the draft thrown away: nothing changes any more."""
    with store.writing() as db:
        _must_be(store, number, State.DRAFT, State.LOCKED)
        db.table("samples").update(number, {"state": State.CLOSED.value, "closed": _stamp(now), "closed_by": user.name})


def replace_case(store: Store, user: User, number: int, case: str, reason: str, note: str, now: dt.datetime) -> str:
    """The next reserve of the same district and sex comes in; its number. The replaced case stays in the list.

    Raises `InputError`: no such case in the sample, no reason, no reserve left, or the sample is closed.
    """
    check_reason(reason, note)
    with store.writing() as db:
        _must_be(store, number, State.DRAFT, State.LOCKED)
        standing = {m.case: m for m in _members(store, number)}
        out = standing.get(case)
        if out is None or out.part is not Part.DRAWN:
            raise InputError(f"{case} ingår inte i urvalet, eller är redan utbytt. Ladda om sidan.")
        spare = [
            m for m in standing.values()
            if m.part is Part.RESERVE and (m.district, m.sex) == (out.district, out.sex)
        ]  # fmt: skip
        if not spare:
            raise InputError("Det finns inga reserver kvar i samma stadsdel och kön. Ärendet kan inte bytas ut.")
        into = min(spare, key=lambda m: m.place)
        change = {"part": Part.REPLACED.value, "reason": reason, "note": note.strip(), "user": user.name}
        db.table("sample_cases").update((number, case), {**change, "at": _stamp(now)})
        db.table("sample_cases").update(
            (number, into.case), {"part": Part.DRAWN.value, "instead": case, "filled": int(out.filled)}
        )
    return into.case


def check_reason(reason: str, note: str) -> None:
    """Raises `InputError` for a reason that is not of the list, or without the note that it asks for."""
    reasons = {r["code"]: r for r in load("sample")["reason"]}
    if reason not in reasons:
        raise InputError("Välj ett skäl för att byta ut ärendet.")
    if reasons[reason].get("note") and not note.strip():
        raise InputError("Skriv en anteckning när skälet är ”annat skäl”.")


def sample(store: Store, user: User, number: int) -> Sample:
    """A sample that the user may see: one that has a district of hers. Raises `LookupError`."""
    found = next((s for s in samples(store, user) if s.id == number), None)
    if found is None:
        raise LookupError("sample")
    return found


def samples(store: Store, user: User) -> list[Sample]:
    """The samples with a district of the user's, newest first."""
    rows = store.db.query("select * from samples order by id desc")
    seen = frozenset(json.loads(str(scope(user)["districts"])))
    return [s for s in map(_sample, rows) if s.districts & seen]


def members(store: Store, user: User, number: int) -> list[Member]:
    """The cases of a sample that the user may see, by district, sex and place."""
    query = """
        select c."case" from cases c
        where (case when :mail is null then c.district in (select value from json_each(:districts))
               else :mail != '' and lower(c.caseworker_mail) = :mail end)
        and c."case" in (select "case" from sample_cases where sample = :sample)
    """
    seen = {r["case"] for r in store.db.query(query, {**scope(user), "sample": number})}
    return [m for m in _members(store, number) if m.case in seen and m.district in user.districts]


def covers(user: User, drawn: Sample) -> bool:
    """Whether the user may change the sample as a whole: only who sees all of its districts."""
    return drawn.districts <= user.districts


def _members(store: Store, number: int) -> list[Member]:
    query = """
        select "case", district, sex, place, part, filled, instead, reason, note, user, at from sample_cases
        where sample = ? order by district, sex, place
    """
    return [
        Member(**{**r, "part": Part(r["part"]), "filled": bool(r["filled"])})
        for r in store.db.query(query, [number])
    ]  # fmt: skip


def _must_be(store: Store, number: int, *states: State) -> None:
    rows = list(store.db.query("select state from samples where id = ?", [number]))
    if not rows:
        raise LookupError("sample")
    if rows[0]["state"] not in states:
        done = "avslutat" if rows[0]["state"] == State.CLOSED else "låst: granskningen har börjat"
        raise InputError(f"Urvalet är {done}. Det kan inte ändras så.")


def _drawn(members: Sequence[Member], eligible: Eligible) -> dict[str, str]:
    if not any(m.part is Part.DRAWN for m in members):
        raise InputError("Inget ärende uppfyller villkoren. Ändra perioden, insatsen eller stadsdelarna.")
    return {"eligible": json.dumps([list(e) for e in eligible], ensure_ascii=False)}


def _insert(store: Store, number: int, members: Sequence[Member]) -> None:
    store.db.table("sample_cases").insert_all({"sample": number, **asdict(m)} for m in members)


def _sample(row: dict[str, Any]) -> Sample:
    draft = Draft(
        row["name"], json.loads(row["rule"]), row["seed"], row["per_district"], bool(row["fill"]), bool(row["blind"])
    )
    eligible = tuple((d, s, n) for d, s, n in json.loads(row["eligible"]))
    rest = {k: row[k] for k in ("created", "created_by", "locked", "locked_by", "closed", "closed_by")}
    return Sample(row["id"], draft, eligible, row["draws"], State(row["state"]), **rest)


def _stamp(now: dt.datetime) -> str:
    return now.isoformat(timespec="seconds")
