"""The inspectors' answers to the audit's questions. Only ever added; the newest of a case and question stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.errors import InputError
from outputs.store.people import User
from outputs.store.samples import Part, State
from outputs.store.store import Store


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given. `answer` empty: only a note so far."""

    id: int
    case: str
    question: str
    answer: str
    note: str
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer to be saved. `seen`: the newest answer that the page showed (0: none)."""

    question: str
    answer: str
    note: str
    seen: int


class AnsweredSince(InputError):
    """Someone else has answered since the page was shown: `others` are those answers."""

    def __init__(self, others: Sequence[Given]) -> None:
        super().__init__("Någon annan har svarat medan du läste. Ditt svar är inte sparat ännu.")
        self.others = tuple(others)


def answer(
    store: Store, user: User, sample: int, case: str, wishes: Sequence[Wish], now: dt.datetime, *, override: bool
) -> int:
    """Saves what is new of these answers, all or none; how many were.

    Raises `InputError` unless the sample is being audited and the case stands in it; `AnsweredSince` if another
    person's answer would be passed over unseen (not with `override`).
    """
    with store.writing() as db:
        _may_answer(store, sample, case)
        stands = standing(store, sample, case)
        fresh = [w for w in wishes if _new(w, stands.get((case, w.question)))]
        passed = [g for w in fresh if (g := stands.get((case, w.question))) and g.id != w.seen and g.user != user.name]
        if passed and not override:
            raise AnsweredSince(passed)
        for wish in fresh:
            row = {"sample": sample, "case": case, "question": wish.question, "answer": wish.answer}
            row |= {"note": wish.note.strip(), "user": user.name, "at": now.isoformat(timespec="seconds")}
            db.table("sample_answers").insert(row)
    return len(fresh)


def history(store: Store, sample: int, case: str | None = None) -> list[Given]:
    """All answers of a sample, or of one case of it, oldest first."""
    query = """
        select id, "case", question, answer, note, user, at from sample_answers
        where sample = :sample and (:case is null or "case" = :case) order by id
    """
    return [Given(**r) for r in store.db.query(query, {"sample": sample, "case": case})]


def standing(store: Store, sample: int, case: str | None = None) -> dict[tuple[str, str], Given]:
    """The answers that stand, by case and question."""
    return {(g.case, g.question): g for g in history(store, sample, case)}


def first_given(store: Store, sample: int) -> dict[tuple[str, str], Given]:
    """The first answer to each question, by case and question: given before the machine's was shown in a blind
    sample."""
    return {(g.case, g.question): g for g in reversed(history(store, sample)) if g.answer}


def _new(wish: Wish, stands: Given | None) -> bool:
    now = (stands.answer, stands.note) if stands else ("", "")
    return (wish.answer, wish.note.strip()) != now


def _may_answer(store: Store, sample: int, case: str) -> None:
    query = """
        select s.state, m.part from samples s join sample_cases m on m.sample = s.id
        where s.id = ? and m."case" = ?
    """
    rows = list(store.db.query(query, [sample, case]))
    if not rows:
        raise LookupError("case of sample")
    if rows[0]["state"] != State.LOCKED:
        raise InputError("Svar kan bara ges medan granskningen pågår: efter att urvalet låsts, innan det avslutats.")
    if rows[0]["part"] != Part.DRAWN:
        raise InputError("Ärendet ingår inte i urvalet, eller är utbytt. Svaret är inte sparat.")
