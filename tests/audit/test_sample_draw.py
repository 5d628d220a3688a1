"""The draw: half women and half men a district, decided by the seed alone; and which cases may be drawn."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import InputError
from nlp.types import CaseRow
from outputs.audit.draw import Candidate, count, draw, strata
from outputs.audit.sample import Rule, eligible, rule_of
from outputs.store import CaseResult, Store
from outputs.store.people import Role, User
from outputs.store.samples import Member, Part

K, M = "kvinna", "man"
AS_OF = dt.date(2023, 10, 15)
USER = User("inga", "Inga", Role.INSPECTOR, frozenset({"Norr", "Syd"}))


def cases(**numbers: int) -> list[Candidate]:
    """`Norr_K=3`: three women in Norr; `Norr_x`: sex not known."""
    sexes = {"K": K, "M": M, "x": ""}
    return [
        Candidate(f"{name}-{n:02}", name.split("_")[0], sexes[name.split("_")[1]])
        for name, many in numbers.items()
        for n in range(many)
    ]


def summary(members: tuple[Member, ...]) -> dict[str, tuple[int, int, int]]:
    """Drawn, of them filled, and reserves, by district and sex."""
    out: dict[str, list[int]] = {}
    for m in members:
        kind = out.setdefault(f"{m.district} {m.sex}", [0, 0, 0])
        kind[0] += m.part is Part.DRAWN
        kind[1] += m.filled
        kind[2] += m.part is Part.RESERVE
    return {k: (v[0], v[1], v[2]) for k, v in out.items()}


SPEC = [
    # who there is, how many a district, fill -> (drawn, of them filled, reserves) by stratum
    (dict(Norr_K=5, Norr_M=5), 4, False, {"Norr kvinna": (2, 0, 3), "Norr man": (2, 0, 3)}),  # enough of both
    (dict(Norr_K=1, Norr_M=5), 4, False, {"Norr kvinna": (1, 0, 0), "Norr man": (2, 0, 3)}),  # too few
    (dict(Norr_K=1, Norr_M=5), 4, True, {"Norr kvinna": (1, 0, 0), "Norr man": (3, 1, 2)}),  # filled by the other sex
    (dict(Norr_K=1, Norr_M=2), 6, True, {"Norr kvinna": (1, 0, 0), "Norr man": (2, 0, 0)}),  # both too few
    (dict(Norr_M=3), 6, True, {"Norr man": (3, 0, 0)}),  # only men, no more than wanted of them
    (dict(Norr_M=9), 6, True, {"Norr man": (6, 3, 3)}),  # only men, all of the women's places go to them
    (dict(Norr_K=4, Norr_M=4, Norr_x=9), 4, True, {"Norr kvinna": (2, 0, 2), "Norr man": (2, 0, 2)}),  # sex not known
    (dict(Norr_K=1, Norr_M=4, Syd_K=4, Syd_M=4), 4, True,  # another district never fills
     {"Norr kvinna": (1, 0, 0), "Norr man": (3, 1, 1), "Syd kvinna": (2, 0, 2), "Syd man": (2, 0, 2)}),
]  # fmt: skip


@pytest.mark.parametrize(("there", "many", "fill", "wanted"), SPEC)
def test_a_draw(there: dict[str, int], many: int, fill: bool, wanted: dict[str, tuple[int, int, int]]) -> None:
    assert summary(draw(cases(**there), many, "7", fill)) == wanted


def test_of_an_odd_number_the_seed_says_who_gets_the_odd_one() -> None:
    there = cases(Norr_K=9, Norr_M=9)
    found = {tuple(drawn for drawn, _, _ in summary(draw(there, 5, str(seed), False)).values()) for seed in range(20)}
    assert found == {(2, 3), (3, 2)}


def test_the_same_seed_gives_the_same_sample_in_whatever_order_the_cases_come() -> None:
    there = cases(Norr_K=20, Norr_M=20, Syd_K=20, Syd_M=20)
    assert draw(there, 10, "vår 2024", False) == draw(there[::-1], 10, "vår 2024", False)
    assert draw(there, 10, "vår 2024", False) != draw(there, 10, "höst 2024", False)


def test_a_case_that_cannot_be_drawn_changes_nothing_and_a_new_one_moves_none_past_another() -> None:
    there = cases(Norr_K=20, Norr_M=20)
    before = draw(there, 10, "7", False)
    assert draw([*there, Candidate("Norr_x-99", "Norr", "")], 10, "7", False) == before
    more = draw([*there, Candidate("Norr_K-99", "Norr", K)], 10, "7", False)
    assert [m.case for m in more if m.case != "Norr_K-99"] == [m.case for m in before]


def test_every_case_has_its_chance() -> None:
    there = cases(Norr_K=10, Norr_M=10)
    times = Counter(m.case for n in range(300) for m in draw(there, 4, str(n), False) if m.part is Part.DRAWN)
    assert len(times) == 20
    assert all(30 <= n <= 95 for n in times.values())  # 60 expected of each


def test_the_strata_tell_what_lacked_and_who_could_not_be_drawn() -> None:
    there = cases(Norr_K=1, Norr_M=5, Norr_x=2)
    members = draw(there, 4, "7", True)
    told = [(s.sex, s.eligible, s.wanted, s.drawn, s.filled, s.lacking) for s in
            strata(count(there, ["Norr", "Syd"]), members, 4, "7")]  # fmt: skip
    assert told == [
        (K, 1, 2, 1, 0, 1), (M, 5, 2, 3, 1, 0), ("", 2, 0, 0, 0, 0),
        (K, 0, 2, 0, 0, 2), (M, 0, 2, 0, 0, 2),  # a district without cases is told, not passed over
    ]  # fmt: skip


def test_none_a_district_is_refused() -> None:
    with pytest.raises(InputError):
        draw(cases(Norr_K=2), 0, "7", False)


def save(
    store: Store, case: str, decided: str | None = "2023-03-01", approved: bool | None = True, support: str = "LSS",
    work: bool | None = True, sub: bool | None = None, error: str = "", listed: dt.date | None = None, **row: Any,
) -> None:  # fmt: skip
    """A case as listed with what its review says; `work`, `sub` None: no goal, no sub-goal in the order."""
    place = {"text": "x", "file": "f", "page": 1, "start": 0, "end": 1}
    goals = [
        {"id": kind, "kind": kind, "work_oriented": towards, **place}
        for kind, towards in (("goal", work), ("subgoal", sub)) if towards is not None
    ]  # fmt: skip
    record = {
        "case": case, "as_of": AS_OF.isoformat(), "flags": [], "conformity": {"links": []},
        "order": {"elements": goals}, "plan": None,
        "decision": {"decided": decided, "approved": approved, "paragraph": ""},
    }  # fmt: skip
    told = {"gender": "kvinna", "district": "Norr", "support": support, **row}
    made = CaseRow(case, decided=listed, **told)
    result = CaseResult(made, "k", AS_OF, record={} if error else record, error=error)
    store.save(result, store.start_run(AS_OF, "v", 1))


YEAR = dict(decided_from=dt.date(2023, 1, 1), decided_to=dt.date(2023, 12, 31), districts=("Norr",))
ELIGIBLE = [
    # rule, case -> eligible, or why not
    ({}, {}, ""),
    ({}, {"decided": "2022-12-31"}, "med beslut utanför perioden"),
    ({}, {"decided": "2023-12-31"}, ""),  # the last day counts
    ({}, {"decided": None}, "där beslutsdatum inte framgår"),
    ({}, {"decided": None, "listed": dt.date(2023, 5, 1)}, ""),  # the list tells where the file does not
    ({}, {"decided": "2022-05-01", "listed": dt.date(2023, 5, 1)}, "med beslut utanför perioden"),  # the file decides
    ({}, {"error": "Trasig.", "listed": dt.date(2023, 5, 1)}, ""),  # unread is no reason not to be drawn
    ({"work": "yes"}, {"error": "Trasig.", "listed": dt.date(2023, 5, 1)}, "där beställningens mål inte framgår"),
    ({"support": "LSS"}, {"support": "daglig verksamhet LSS"}, ""),
    ({"support": "SoL"}, {"support": "daglig verksamhet LSS"}, "med annan insats"),
    ({"support": "SoL"}, {"support": ""}, "där insatsen inte framgår"),
    ({"work": "yes"}, {"work": True}, ""),
    ({"work": "yes"}, {"work": False}, "med mål av annat slag"),
    ({"work": "yes"}, {"work": False, "sub": True}, "med mål av annat slag"),  # the goal decides
    ({"work": "yes"}, {"work": None, "sub": True}, ""),  # sub-goals are asked where there is no goal
    ({"work": "no"}, {"work": False}, ""),
    ({"work": "no"}, {"work": None}, "där beställningens mål inte framgår"),  # unknown is no "no"
    ({"outcome": "approved"}, {"approved": False}, "med annat beslut"),
    ({"outcome": "rejected"}, {"approved": False}, ""),
    ({"outcome": "rejected"}, {"approved": None}, "där det inte framgår om beslutet är bifall eller avslag"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "case", "why"), ELIGIBLE)
def test_which_cases_may_be_drawn(tmp_path: Path, rule: dict[str, str], case: dict[str, Any], why: str) -> None:
    with Store(tmp_path / "s.db") as store:
        save(store, "A-1", **case)
        found = eligible(store, USER, Rule(**YEAR, **rule))  # type: ignore[arg-type]
        assert (len(found.eligible), found.left_out) == ((0, {why: 1}) if why else (1, {}))


def test_only_cases_of_the_users_districts_and_of_the_rule_are_seen(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        save(store, "A-1")
        save(store, "A-2", district="Syd")
        save(store, "A-3", district="Väst")
        save(store, "A-4", gender="", personal_number="19800101-1234")  # the number tells the sex
        store.remove_cases(["A-1", "A-2", "A-3", "A-4"])
        found = eligible(store, USER, Rule(**YEAR)).eligible  # type: ignore[arg-type]
        assert [(c.case, c.sex) for c in found] == [("A-1", K), ("A-4", M)]
        store.remove_cases(["A-4"])
        assert [c.case for c in eligible(store, USER, Rule(**YEAR)).eligible] == ["A-4"]  # type: ignore[arg-type]


GIVEN = {"decided_from": "2023-01-01", "decided_to": "2023-12-31", "districts": ["Norr"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_from": "1/1 2023"}, {"decided_from": ""}, {"decided_to": "2022-01-01"}, {"districts": []},
        {"districts": ["Väst"]}, {"support": "HSL"}, {"work": "1"},
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_with_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        rule_of({**GIVEN, **wrong}, USER)


def test_a_rule_is_told_in_one_sentence() -> None:
    rule = rule_of(
        {**GIVEN, "districts": ["Syd", "Norr"], "support": "LSS", "work": "yes", "outcome": "approved"}, USER
    )
    assert rule.sentence() == (
        "Beslut fattade 2023-01-01 – 2023-12-31, i Norr och Syd, daglig verksamhet enligt LSS, "
        "med mål mot arbete i beställningen, bifall."
    )
