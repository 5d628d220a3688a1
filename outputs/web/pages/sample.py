"""Urval: the audit's samples. Drawing one, its cases with how far the audit has come, locking, replacing, closing."""

from __future__ import annotations

import secrets
from collections import Counter
from typing import Any

from fastapi.responses import Response

from nlp.errors import InputError
from outputs.audit.draw import count, draw, shares, strata
from outputs.audit.questions import questions
from outputs.audit.sample import Found, Rule, eligible, rule_of
from outputs.data import load
from outputs.store import samples
from outputs.store.sample_answers import standing
from outputs.store.samples import Draft, Part, Sample, State
from outputs.web.call import Call
from outputs.web.gate import READERS, route

LONGEST = 100
FIELDS = ("name", "decided_from", "decided_to", "support", "work", "outcome", "seed", "per_district", "fill", "open")


@route("GET", "/urval", READERS, "urval")
def listed(call: Call) -> Response:
    """All samples of the user's districts, newest first."""
    found = samples.samples(call.store, call.user)
    progress = {s.id: _progress(call, s) for s in found}
    return call.page("samples.html.j2", found=found, progress=progress, said_state=_state, sentence=_sentence)


@route("GET", "/urval/nytt", READERS, "urval, nytt")
def new(call: Call) -> Response:
    """The rule, and how many cases meet it; nothing is drawn yet."""
    asked = {k: call.asked(k) for k in FIELDS}
    asked["seed"] = asked["seed"].strip() or str(secrets.randbelow(1_000_000))
    asked["per_district"] = asked["per_district"] or str(load("sample")["defaults"]["per_district"])
    chosen = [str(d) for d in call.request.query_params.getlist("district")]
    return _form(call, asked, chosen, bool(call.asked("decided_from")), 200)


@route("POST", "/urval", READERS, "urval, dra")
def create(call: Call) -> Response:
    """Draws the sample as a draft."""
    try:
        rule, draft, found = _draft(call)
        members = draw(found.eligible, draft.per_district, draft.seed, draft.fill)
        number = samples.create(call.store, call.user, draft, members, count(found.eligible, rule.districts), call.now)
    except InputError as e:
        asked, chosen = {k: call.sent(k) for k in FIELDS}, [str(d) for d in call.form.getlist("district")]
        return _form(call, asked, chosen, True, 400, str(e))
    return call.go(f"/urval/{number}", "sample_drawn")


@route("GET", "/urval/{sample}", READERS, "urval, visa")
def show(call: Call) -> Response:
    """Rule, strata and cases of one sample."""
    found = sample_of(call)
    cases = samples.members(call.store, call.user, found.id)
    done = Counter(case for (case, _), given in standing(call.store, found.id).items() if given.answer)
    drawn = [m for m in cases if m.part is Part.DRAWN]
    groups = [
        s for s in strata(found.eligible, cases, found.draft.per_district, found.draft.seed)
        if s.district in call.user.districts
    ]  # fmt: skip
    return call.page(
        "sample.html.j2", sample=found, sentence=_sentence(found), groups=groups, cases=cases, drawn=drawn,
        done=done, asked=len(questions()), reasons={r["code"]: r["label"] for r in load("sample")["reason"]},
        covers=samples.covers(call.user, found), text=load("sample"), said_state=_state(found),
        spare=Counter((m.district, m.sex) for m in cases if m.part is Part.RESERVE),
        hidden=sorted(found.districts - call.user.districts),
    )  # fmt: skip


@route("POST", "/urval/{sample}/dra-om", READERS, "urval, dra om")
def redraw(call: Call) -> Response:
    """Draws a draft again, with another seed or over a store that has changed."""
    found = _whole(call)
    seed = call.sent("seed").strip()[:LONGEST]
    if not seed:
        raise InputError("Skriv ett frö: vilket tal eller ord som helst. Samma frö ger samma urval.")
    rule = rule_of(found.draft.rule, call.user)
    cases = eligible(call.store, call.user, rule).eligible
    members = draw(cases, found.draft.per_district, seed, found.draft.fill)
    samples.redraw(call.store, found.id, seed, members, count(cases, rule.districts))
    return call.go(f"/urval/{found.id}", "sample_drawn")


@route("POST", "/urval/{sample}/las", READERS, "urval, lås")
def lock(call: Call) -> Response:
    """Granskningen börjar."""
    samples.lock(call.store, call.user, _whole(call).id, call.now)
    return call.go(call.request.url.path.removesuffix("/las"), "sample_locked")


@route("POST", "/urval/{sample}/avsluta", READERS, "urval, avsluta")
def close(call: Call) -> Response:
    """The audit is done, or the draft is thrown away."""
    samples.close(call.store, call.user, _whole(call).id, call.now)
    return call.go(call.request.url.path.removesuffix("/avsluta"), "sample_closed")


@route("POST", "/urval/{sample}/arende/{case}/byt", READERS, "urval, byt ärende")
def replace_case(call: Call) -> Response:
    """The next reserve comes in; the case stays in the list with the reason."""
    found = sample_of(call)
    into = samples.replace_case(
        call.store, call.user, found.id, call.case, call.sent("reason"), call.sent("note"), call.now
    )
    response = call.go(f"/urval/{found.id}", "sample_replaced")
    response.headers["location"] += f"#a-{into}"
    return response


def sample_of(call: Call) -> Sample:
    """The sample that the address names. Raises `LookupError` where there is none that the user may see."""
    number = call.request.path_params["sample"]
    return samples.sample(call.store, call.user, int(number) if number.isdigit() and len(number) < 10 else 0)


def _whole(call: Call) -> Sample:
    """The sample, for a change of all of it: only for those who see all of its districts."""
    found = sample_of(call)
    if not samples.covers(call.user, found):
        raise InputError("Urvalet har stadsdelar som du inte har tillgång till. Be någon som ser alla att ändra det.")
    return found


def _draft(call: Call) -> tuple[Rule, Draft, Found]:
    given: dict[str, Any] = {
        **{k: call.sent(k) for k in ("decided_from", "decided_to", "support", "work", "outcome")},
        "districts": [str(d) for d in call.form.getlist("district")],
    }
    rule = rule_of(given, call.user)
    number = call.sent("per_district")
    if not number.isdigit() or not 1 <= int(number) <= 1000:
        raise InputError("Antal per stadsdel ska vara ett tal mellan 1 och 1000.")
    if not call.sent("name").strip():
        raise InputError("Ge urvalet ett namn.")
    draft = Draft(
        call.sent("name").strip()[:LONGEST], rule.stored(), call.sent("seed").strip()[:LONGEST] or "1", int(number),
        call.sent("fill") == "1", call.sent("open") != "1",
    )  # fmt: skip
    return rule, draft, eligible(call.store, call.user, rule)


def _form(
    call: Call, asked: dict[str, str], chosen: list[str], counted: bool, status: int, problem: str = ""
) -> Response:
    districts = sorted(call.user.districts)
    found, groups, number = None, [], asked["per_district"]
    if counted:
        try:
            rule = rule_of({**asked, "districts": chosen}, call.user)
            found = eligible(call.store, call.user, rule)
            groups = [(d, s, n) for d, s, n in count(found.eligible, rule.districts)]
        except InputError as e:
            problem, status = problem or str(e), 400 if problem else 200
    wanted = int(number) if number.isdigit() and len(number) < 5 else 0
    return call.page(
        "sample_new.html.j2", status, asked=asked, chosen=chosen if counted else districts, districts=districts,
        found=found, problem=problem, text=load("sample"),
        groups=[(d, s, n, shares(wanted, asked["seed"], d).get(s, 0)) for d, s, n in groups],
    )  # fmt: skip


def _progress(call: Call, found: Sample) -> tuple[int, int, int]:
    """Cases drawn, of them with all questions answered, answers given."""
    drawn = {m.case for m in samples.members(call.store, call.user, found.id) if m.part is Part.DRAWN}
    given = Counter(c for (c, _), g in standing(call.store, found.id).items() if g.answer and c in drawn)
    return len(drawn), sum(n == len(questions()) for n in given.values()), given.total()


def _sentence(found: Sample) -> str:
    rule = found.draft.rule
    return Rule(**{**rule, "districts": tuple(rule["districts"])}).sentence()


def _state(found: Sample) -> str:
    thrown = found.state is State.CLOSED and not found.locked
    return str(load("sample")["state"]["thrown" if thrown else found.state.value])
