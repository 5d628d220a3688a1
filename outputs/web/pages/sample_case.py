"""One case of a sample: the audit's questions, the inspector's answers beside the machine's; where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from nlp.errors import InputError
from outputs.audit.agreement import agreement, differences, differs
from outputs.audit.questions import Question, questions
from outputs.data import load
from outputs.store import samples
from outputs.store.sample_answers import AnsweredSince, Given, Wish, answer, first_given, history, standing
from outputs.store.samples import Member, Part, Sample, State
from outputs.web.call import Call
from outputs.web.gate import READERS, route
from outputs.web.pages.sample import sample_of
from outputs.web.protocol import CasePages, Line, line

NOTE = 4000


@dataclass(frozen=True)
class Asked:
    """One question as the form shows it. `line`: the machine's answer with its words and places, None while hidden;
    `relation`: same, differs, silent, uncertain, or empty while there is nothing to compare."""

    question: Question
    given: Given | None
    earlier: tuple[Given, ...]
    line: Line | None
    relation: str

    @property
    def seen(self) -> int:
        """The newest answer, which the form sends back to tell whether another has come since."""
        return self.given.id if self.given else 0


@route("GET", "/urval/{sample}/arende/{case}", READERS, "urval, ärende")
def form(call: Call) -> Response:
    """The questions of one case."""
    found, member, drawn = _member(call)
    record = call.store.record(call.case)
    asked = _asked(call, found, record)
    given = {case for (case, _), g in standing(call.store, found.id).items() if g.answer}
    at = next((n for n, m in enumerate(drawn) if m.case == call.case), 0)
    around = [*drawn[at + 1 :], *drawn[:at]]
    following = next((m.case for m in around if m.case not in given), around[0].case if around else "")
    pages = CasePages(call.store, call.case)
    documents = sorted((record or {}).get("documents", ()), key=lambda d: d["date"] or d["received"] or "")
    return call.page(
        "sample_case.html.j2", sample=found, member=member, asked=asked, following=following,
        row=next(iter(call.store.db.query('select * from cases where "case" = ?', [call.case]))),
        open_now=found.state is State.LOCKED and member.part is Part.DRAWN, text=load("sample"),
        documents=[(d, pages.link(d["file"])) for d in documents], read=record is not None,
        number=at + 1, cases=len(drawn), done=sum(bool(a.given and a.given.answer) for a in asked),
    )  # fmt: skip


@route("POST", "/urval/{sample}/arende/{case}/svar", READERS, "urval, svar")
def save(call: Call) -> Response:
    """Saves the answer that was pressed and every note that was changed; nothing that was only shown."""
    found, _, _ = _member(call)
    key, _, value = call.sent("answer").partition(":")
    wishes = _wishes(call, found, key, value)
    here = f"/urval/{found.id}/arende/{call.case}"
    try:
        answer(call.store, call.user, found.id, call.case, wishes, call.now, override=call.sent("override") == "1")
    except AnsweredSince as e:
        texts = {q.key: q for q in questions()}
        return call.page("sample_conflict.html.j2", 409, why=str(e), others=e.others, texts=texts, kept=call.kept,
                         wishes=wishes, back=here)  # fmt: skip
    response = call.go(here, "sample_answered" if key else "notes_saved")
    response.headers["location"] += f"#q-{key}" if key else ""
    return response


@route("GET", "/urval/{sample}/avvikelser", READERS, "urval, avvikelser")
def differing(call: Call) -> Response:
    """Agreement and kappa per question, and every answer where inspector and machine differ."""
    found = sample_of(call)
    members = samples.members(call.store, call.user, found.id)
    records = {m.case: record for m in members if m.part is Part.DRAWN and (record := call.store.record(m.case))}
    stands = standing(call.store, found.id)
    compared = first_given(call.store, found.id) if found.draft.blind else stands
    return call.page(
        "sample_differences.html.j2", sample=found, rows=agreement(compared, records),
        found=differences(stands, records), text=load("sample"),
        changed=sum(stands[k].answer != g.answer for k, g in compared.items() if k[0] in records),
    )  # fmt: skip


def _member(call: Call) -> tuple[Sample, Member, list[Member]]:
    """The sample, the case in it, and the sample's cases. Raises `LookupError` unless the case was drawn."""
    found = sample_of(call)
    cases = [m for m in samples.members(call.store, call.user, found.id) if m.part is not Part.RESERVE]
    member = next((m for m in cases if m.case == call.case), None)
    if member is None:
        raise LookupError("case of sample")
    return found, member, [m for m in cases if m.part is Part.DRAWN]


def _asked(call: Call, found: Sample, record: Mapping[str, Any] | None) -> list[Asked]:
    pages, past = CasePages(call.store, call.case), history(call.store, found.id, call.case)
    out = []
    for question in questions():
        mine = tuple(g for g in reversed(past) if g.question == question.key)
        given = mine[0] if mine else None
        shown = record is not None and (not found.draft.blind or bool(given and given.answer))
        shown_line = line(question.table, record, pages, []) if shown and record is not None else None
        relation = _relation(given.answer, question.machine(record)) if shown and given and given.answer else ""
        out.append(Asked(question, given, mine[1:], shown_line, relation))
    return out


def _relation(given: str, machine: str) -> str:
    if given == load("sample")["unclear"]["value"]:
        return "uncertain"
    if not machine:
        return "silent"
    return "differs" if differs(given, machine) else "same"


def _wishes(call: Call, found: Sample, key: str, value: str) -> list[Wish]:
    known = {q.key: q for q in questions()}
    if key and (key not in known or value not in dict(known[key].choices)):
        raise InputError("Välj ett av svaren.")
    past = {g.id: g for g in history(call.store, found.id, call.case)}
    names, notes, seen = (call.form.getlist(n) for n in ("question", "note", "seen"))
    if not len(names) == len(notes) == len(seen):
        raise InputError("Formuläret är inte helt. Ladda om sidan och försök igen.")
    out = []
    for name, note, mark in zip(map(str, names), map(str, notes), map(str, seen), strict=True):
        saw = past.get(int(mark) if mark.isdigit() else 0)
        text = note.replace("\r\n", "\n").strip()[:NOTE]
        if name in known and (name == key or text != (saw.note if saw else "")):
            out.append(Wish(name, value if name == key else saw.answer if saw else "", text, saw.id if saw else 0))
    return out
