"""Whole orders and plans: links, verdict, coverage."""

import pytest

from nlp.conformity import align, judge
from nlp.types import Element, ElementKind, Evidence, Link, Relation


def elements(prefix: str, *texts: str) -> list[Element]:
    return [Element(f"{prefix}{i}", ElementKind.GOAL, Evidence("f", 1, t)) for i, t in enumerate(texts, 1)]


ORDER = elements("M", "Praktik i butik två dagar i veckan", "Komma i tid på morgonen", "Lära sig kassan")


def test_same_changed_missing_added() -> None:
    plan = elements("P", "Praktik i butik en dag i veckan", "Simning med gruppen", "Kommer i tid på morgonen")
    found = {x.order or x.plan[0]: (x.relation, x.plan) for x in align(ORDER, plan)}
    assert found == {
        "M1": (Relation.CHANGED, ("P1",)),
        "M2": (Relation.SAME, ("P3",)),
        "M3": (Relation.MISSING, ()),
        "P2": (Relation.ADDED, ("P2",)),
    }


def test_empty_plan_misses_all() -> None:
    assert [x.relation for x in align(ORDER, [])] == [Relation.MISSING] * 3


def test_empty_order_adds_all() -> None:
    assert [x.relation for x in align([], ORDER)] == [Relation.ADDED] * 3


def test_every_element_stands_in_the_links_once() -> None:
    plan = elements("P", "Kassan", "Praktik i butik", "Butik", "Simma", "Fika")
    links = align(ORDER, plan)
    assert [x.order for x in links if x.order] == ["M1", "M2", "M3"]
    assert {p for x in links for p in x.plan} == {e.id for e in plan}


S, C, M, A = Relation.SAME, Relation.CHANGED, Relation.MISSING, Relation.ADDED


@pytest.mark.parametrize(
    ("relations", "verdict", "sentence"),
    [
        ((S, S), "full", "2 av 2 delar återfinns."),
        ((S, S, A), "partial", "2 av 2 delar återfinns; 1 är tillagd."),
        ((C, M), "none", "0 av 2 delar återfinns, 1 är ändrad, 1 saknas."),
        ((S, C, C, A, A), "partial", "1 av 3 delar återfinns, 2 är ändrade; 2 är tillagda."),
        ((S,), "full", "1 av 1 del återfinns."),
    ],
)
def test_verdict_and_coverage(relations: tuple[Relation, ...], verdict: str, sentence: str) -> None:
    links = [Link(None if r is A else f"M{i}", (), r, 0.9) for i, r in enumerate(relations)]
    conformity = judge(links)
    assert (conformity.verdict, conformity.sentence) == (verdict, sentence)
    assert 0 <= conformity.confidence <= 1
