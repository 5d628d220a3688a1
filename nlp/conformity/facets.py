"""Explicit comparison: does the plan's element turn the meaning of the order's element round?

One facet each for frequency, amount, time, direction, level, status (praktik, anställning ...), negation, party,
place, scope. A facet says whether both name it and agree, both name it and differ, or only one names it. It
decides nothing alone: the classifier weighs the facets, the reasons quote them.

Example: `compare_facets("Praktik tre dagar i veckan", "Praktik en dag i veckan")` has frequency DIFFER with the
words "tre dagar i veckan" and "en dag i veckan".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from nlp.conformity.cues import found
from nlp.conformity.quantities import Quantity, frequency, read_quantities, weekdays
from nlp.conformity.times import Time, read_time
from nlp.conformity.words import cues

SETS = ("direction", "level", "status", "party", "place", "scope", "negation", "daypart")
TOLERANCE = 0.12  # relative difference under which two values are the same


class State(IntEnum):
    """How one facet of two texts compares."""

    NEITHER = 0
    AGREE = 1
    DIFFER = 2
    ONLY_ORDER = 3
    ONLY_PLAN = 4


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of a pair; `order`, `plan` are the words it rests on, `size` how far apart (0-1)."""

    name: str
    state: State
    order: str = ""
    plan: str = ""
    size: float = 0.0


@lru_cache(maxsize=4_000)
def _keys(section: str, text: str) -> frozenset[str]:
    return frozenset(found(section, text))


def compare_facets(a: str, b: str) -> tuple[Facet, ...]:
    """All facets of the order's element `a` and the plan's element `b`."""
    return (
        _frequency(a, b),
        _amount(a, b),
        _time(a, b),
        _term(a, b),
        _clock(a, b),
        _weekdays(a, b),
        *(_set(name, a, b) for name in SETS),
        _opposed("independence", "level", a, b),
        _opposed("turn", "direction", a, b),
        _parity(a, b),
    )


def _near(x: float, y: float) -> bool:
    return abs(x - y) <= TOLERANCE * max(abs(x), abs(y), 1e-9)


def _ratio(x: float, y: float) -> float:
    return 1 - min(abs(x), abs(y)) / max(abs(x), abs(y), 1e-9)


def _presence(name: str, a: bool, b: bool, order: str = "", plan: str = "") -> Facet:
    return Facet(name, State.ONLY_ORDER if a else State.ONLY_PLAN if b else State.NEITHER, order, plan)


def _frequency(a: str, b: str) -> Facet:
    fa, fb = frequency(a), frequency(b)
    pa, pb = _frequency_words(a), _frequency_words(b)
    if fa is None or fb is None:
        va, vb = _vague(a), _vague(b)
        ra, rb = (4.0 if f is not None else v for f, v in ((fa, va), (fb, vb)))
        if ra is not None and rb is not None:
            state = State.DIFFER if abs(ra - rb) >= 2 else State.AGREE
            return Facet("frequency", state, pa, pb, min(1.0, abs(ra - rb) / 4))
        return _presence("frequency", fa is not None, fb is not None, pa, pb)
    if _near(fa, fb):
        return Facet("frequency", State.AGREE, pa, pb)
    return Facet("frequency", State.DIFFER, pa, pb, _ratio(fa, fb))


def _vague(text: str) -> float | None:
    keys = _keys("vague_frequency", text)
    return float(min(cues()["vague_frequency"][k] for k in keys)) if keys else None


def _frequency_words(text: str) -> str:
    for q in read_quantities(text):
        if q.per:
            return q.text
    said = found("frequency", text) or found("vague_frequency", text)
    return next((c[0] for c in said.values()), "")


def _amount(a: str, b: str) -> Facet:
    """Amounts of the same unit side by side; then amounts of any unit."""
    qa = [q for q in read_quantities(a) if not q.per or q.unit == "hour"]
    qb = [q for q in read_quantities(b) if not q.per or q.unit == "hour"]
    if not qa or not qb:
        return _presence("amount", bool(qa), bool(qb), qa[0].text if qa else "", qb[0].text if qb else "")
    apart, x, y = max(((_apart(x, y), x, y) for x, y in ((x, _nearest(x, qb)) for x in qa)), key=lambda t: t[0])
    state = State.DIFFER if apart > TOLERANCE else State.AGREE
    return Facet("amount", state, x.text, y.text, min(1.0, apart))


def _nearest(x: Quantity, among: list[Quantity]) -> Quantity:
    return min(among, key=lambda y: (_apart(x, y), y.text))


def _apart(x: Quantity, y: Quantity) -> float:
    if x.days is not None and y.days is not None:
        return _ratio(x.days, y.days) if x.unit != y.unit or x.per == y.per else 1.0
    other_bound = 0.3 if {x.bound, y.bound} == {"min", "max"} else 0.0
    return _ratio(x.value, y.value) + other_bound + (0.0 if x.unit == y.unit else 0.05)


def _time(a: str, b: str) -> Facet:
    ta, tb = read_time(a), read_time(b)
    has_a = ta.month_first is not None or ta.year is not None
    has_b = tb.month_first is not None or tb.year is not None
    if ta.postponed != tb.postponed and (has_a or has_b):
        return Facet("time", State.DIFFER, _time_words(ta, a), _time_words(tb, b), 1.0)
    if not (has_a and has_b):
        return _presence("time", has_a or ta.postponed, has_b or tb.postponed, _time_words(ta, a), _time_words(tb, b))
    known = ta.year is not None and tb.year is not None
    apart = _months_apart(ta, tb, years=(ta.year or 0, tb.year or 0) if known else None)
    state = State.DIFFER if apart > 0.6 else State.AGREE
    return Facet("time", state, _time_words(ta, a), _time_words(tb, b), min(1.0, apart / 12))


def _months_apart(x: Time, y: Time, years: tuple[int, int] | None) -> float:
    """Months between the nearest edges of two spans; without years over the turn of the year too."""
    if x.month_first is None or y.month_first is None or x.month_last is None or y.month_last is None:
        return 0.0
    shifts = (-12, 0, 12) if years is None else (12 * (years[0] - years[1]),)
    return min(max(0.0, max(x.month_first + s, y.month_first) - min(x.month_last + s, y.month_last)) for s in shifts)


def _time_words(t: Time, text: str) -> str:
    if t.start is None:
        postponed = found("time_relation", text).get("postponed", ())
        return postponed[0] if t.postponed and postponed else ""
    before = text[: t.start].split()[-2:]
    told = {w for words in cues()["time_relation"].values() for w in words} | {"den", "i", "till"}
    while before and before[0].lower() not in told and not before[0].isdigit():
        before.pop(0)
    return " ".join([*before, *text[t.start :].split()[:2]]).strip(" .,;:")


def _term(a: str, b: str) -> Facet:
    x, y = read_time(a).term_days, read_time(b).term_days
    if x is None or y is None:
        return _presence("term", x is not None, y is not None)
    return Facet("term", State.DIFFER if _ratio(x, y) > 0.2 else State.AGREE, size=_ratio(x, y))


def _clock(a: str, b: str) -> Facet:
    x, y = read_time(a).clock, read_time(b).clock
    if x is None or y is None:
        return _presence("clock", x is not None, y is not None)
    return Facet("clock", State.DIFFER if abs(x - y) > 0.26 else State.AGREE, size=min(1.0, abs(x - y) / 4))


def _weekdays(a: str, b: str) -> Facet:
    x, y = weekdays(a), weekdays(b)
    if not x or not y:
        return _presence("weekday", bool(x), bool(y))
    return Facet("weekday", State.AGREE if x == y else State.DIFFER, size=1 - len(x & y) / len(x | y))


def _opposed(name: str, section: str, a: str, b: str) -> Facet:
    """Poles of a section ([poles]) that exclude each other: alone or with support; up, kept or down."""
    poles = cues()["poles"][section]
    fa, fb = found(section, a), found(section, b)
    ka, kb = [k for k in poles if k in fa], [k for k in poles if k in fb]
    if not ka or not kb:
        return _presence(name, bool(ka), bool(kb), *(f[k[0]][0] if k else "" for f, k in ((fa, ka), (fb, kb))))
    state = State.AGREE if set(ka) & set(kb) else State.DIFFER
    return Facet(name, state, fa[ka[0]][0], fb[kb[0]][0], float(state == State.DIFFER))


def _parity(a: str, b: str) -> Facet:
    """Is one of them denied and the other not? Two denials undo each other ("inte sluta")."""
    fa, fb = found("negation", a), found("negation", b)
    na, nb = (sum(len(v) for k, v in f.items() if k != "instead") % 2 for f in (fa, fb))
    if na == nb:
        return Facet("denial", State.AGREE if na else State.NEITHER)
    word = next(v[0] for v in (fa if na else fb).values())
    return _presence("denial", bool(na), bool(nb), word if na else "", word if nb else "")


def _set(section: str, a: str, b: str) -> Facet:
    fa, fb = found(section, a), found(section, b)
    ka, kb = frozenset(fa), frozenset(fb)
    only_a, only_b = sorted(ka - kb), sorted(kb - ka)
    words_a = ", ".join(dict.fromkeys(w for k in only_a or sorted(ka) for w in fa[k]))
    words_b = ", ".join(dict.fromkeys(w for k in only_b or sorted(kb) for w in fb[k]))
    if not ka and not kb:
        return Facet(section, State.NEITHER)
    size = len(ka ^ kb) / max(1, len(ka | kb))
    if ka == kb:
        return Facet(section, State.AGREE, words_a, words_b)
    if only_a and only_b:
        return Facet(section, State.DIFFER, words_a, words_b, size)
    return Facet(section, State.ONLY_ORDER if only_a else State.ONLY_PLAN, words_a, words_b, size)
