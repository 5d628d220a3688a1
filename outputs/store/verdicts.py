"""People's answers to flags. Only ever added; undoing is an answer too. The flag holds the one that stands."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlp.errors import InputError
from outputs.data import load
from outputs.store.people import User
from outputs.store.store import Store


class Answer(StrEnum):
    """The answers; `UNDONE` takes the flag back to what stood before."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    POSTPONED = "postponed"
    UNDONE = "undone"


class Overtaken(InputError):
    """Someone else has answered since the page was shown. `by` and `answer` say who and what."""

    def __init__(self, by: str, answer: str) -> None:
        super().__init__("Flaggan har fått ett annat svar medan du läste. Ditt svar är inte sparat ännu.")
        self.by, self.answer = by, answer


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer as given: reason code and note for a dismissal, day for a postponement."""

    answer: Answer
    reason: str = ""
    note: str = ""
    until: str = ""

    def check(self, today: dt.date) -> None:
        """Raises `InputError` (Swedish) for what is lacking."""
        reasons = {r["code"]: r for r in load("queue")["reason"]}
        if self.answer is Answer.DISMISSED:
            if self.reason not in reasons:
                raise InputError("Välj ett skäl för att avfärda flaggan.")
            if reasons[self.reason].get("note") and not self.note.strip():
                raise InputError("Skriv en anteckning när skälet är ”annat skäl”.")
        if self.answer is Answer.POSTPONED:
            try:
                day = dt.date.fromisoformat(self.until)
            except ValueError as e:
                raise InputError("Ange vilken dag flaggan ska komma tillbaka (ÅÅÅÅ-MM-DD).") from e
            if day <= today:
                raise InputError("Dagen som flaggan ska komma tillbaka måste ligga framåt i tiden.")


def answer_of(text: str) -> Answer:
    """The answer that a form names. Raises `InputError`; undoing has a way of its own."""
    if text not in (Answer.CONFIRMED, Answer.DISMISSED, Answer.POSTPONED):
        raise InputError("Välj vad som ska gälla för flaggan: bekräfta, avfärda eller skjut upp.")
    return Answer(text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer in a flag's history."""

    id: int
    flag: int
    answer: str
    reason: str
    note: str
    user: str
    at: str
    until: str
    batch: str


def history(store: Store, case: str) -> dict[int, list[Verdict]]:
    """All answers of a case by flag, newest first."""
    query = """
        select v.id, v.flag, v.answer, v.reason, v.note, v.user, v.at, v.until, v.batch
        from verdicts v join flags f on f.id = v.flag where f."case" = ? order by v.id desc
    """
    out: dict[int, list[Verdict]] = {}
    for row in store.db.query(query, [case]):
        out.setdefault(row["flag"], []).append(Verdict(**row))
    return out


def decide(store: Store, user: User, flag: int, decision: Decision, seen: int | None, now: dt.datetime) -> None:
    """Adds one answer. `seen` is the newest answer that the user saw (0: none); None overrides what came since.

    Raises `InputError` for what is lacking, `Overtaken` if another answer has come since.
    """
    decision.check(now.date())
    with store.writing() as db:
        newest = list(db.query("select id, user, answer from verdicts where flag = ? order by id desc limit 1", [flag]))
        if seen is not None and newest and newest[0]["id"] != seen:
            raise Overtaken(newest[0]["user"], newest[0]["answer"])
        _add(store, user, flag, decision, now, "")


def decide_many(store: Store, user: User, flags: Sequence[int], decision: Decision, now: dt.datetime) -> str:
    """The same answer to many flags, in one step that can be undone; the batch to undo it by."""
    decision.check(now.date())
    batch = secrets.token_urlsafe(16)
    with store.writing():
        for flag in flags:
            _add(store, user, flag, decision, now, batch)
    return batch


def undo(store: Store, user: User, flag: int, now: dt.datetime) -> None:
    """Takes back the answer that stands."""
    with store.writing():
        _undo(store, user, flag, now)


def undo_many(store: Store, user: User, batch: str, now: dt.datetime) -> int:
    """Takes back one's own batch where its answers still stand; how many."""
    query = """
        select v.flag from verdicts v where v.batch = :batch and v.user = :user
        and v.id = (select max(id) from verdicts where flag = v.flag)
    """
    with store.writing() as db:
        flags = [r["flag"] for r in db.query(query, {"batch": batch, "user": user.name})]
        for flag in flags:
            _undo(store, user, flag, now)
    return len(flags)


def _undo(store: Store, user: User, flag: int, now: dt.datetime) -> None:
    _add(store, user, flag, Decision(Answer.UNDONE), now, "")


def _add(store: Store, user: User, flag: int, decision: Decision, now: dt.datetime, batch: str) -> None:
    state = "new" if decision.answer is Answer.UNDONE else decision.answer.value
    store.db.table("verdicts").insert(
        {
            "flag": flag, "answer": decision.answer.value, "reason": decision.reason, "note": decision.note.strip(),
            "user": user.name, "at": now.isoformat(timespec="seconds"), "until": decision.until, "batch": batch,
        }
    )  # fmt: skip
    store.db.execute("update flags set state = ?, until = ? where id = ?", [state, decision.until, flag])
