"""Links and verdict of a document are settled together and never contradict each other."""

import numpy as np
import pytest

from nlp.conformity.joint import Chances, choose, likeliest, settle


def chances(same: list[list[float]], changed: list[list[float]]) -> Chances:
    return Chances(np.array(same), np.array(changed))


UNSURE = chances([[0.5, 0.1], [0.1, 0.4]], [[0.4, 0.1], [0.1, 0.5]])


def test_free_links_follow_the_likelier_relation() -> None:
    assert [(p.relation, p.plan) for p in settle(UNSURE, "partial")] == [("same", [0]), ("changed", [1])]


def test_a_full_verdict_carries_everything() -> None:
    assert [(p.relation, p.plan) for p in settle(UNSURE, "full")] == [("same", [0]), ("same", [1])]


def test_a_verdict_of_none_carries_nothing() -> None:
    assert {p.relation for p in settle(UNSURE, "none")} == {"changed"}


def test_unlikely_partner_is_missing_when_nothing_is_carried() -> None:
    weak = chances([[0.45, 0.0]], [[0.06, 0.0]])
    assert [(p.relation, p.plan) for p in settle(weak, "none")] == [("missing", [])]


@pytest.mark.parametrize("verdict", ["full", "partial", "none"])
def test_settled_links_agree_with_the_verdict(verdict: str) -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        n, m = rng.integers(1, 6, 2)
        if verdict == "partial" and m == 1 and n == 1:
            continue  # one to one is either full or none
        p = rng.dirichlet((1, 1, 2), (n, m))
        parts = settle(Chances(p[:, :, 0], p[:, :, 1]), verdict)
        carried = {j for x in parts for j in x.plan}
        same = sum(x.relation == "same" for x in parts)
        if verdict == "full":
            assert same == n
            assert len(carried) == m
        elif verdict == "none":
            assert same == 0
        else:
            assert same
            assert same < n or len(carried) < m


def test_what_is_missing_has_no_partner_and_the_rest_has() -> None:
    rng = np.random.default_rng(4)
    for verdict in ("full", "partial", "none"):
        p = rng.dirichlet((1, 1, 2), (4, 5))
        for part in settle(Chances(p[:, :, 0], p[:, :, 1]), verdict):
            assert bool(part.plan) == (part.relation != "missing")


def test_a_goal_split_in_two_gets_both_parts() -> None:
    assert choose(np.array([[0.9, 0.8, 0.1]])) == [(0, 0), (0, 1)]


def test_two_goals_merged_in_one_share_it() -> None:
    assert choose(np.array([[0.9], [0.8], [0.1]])) == [(0, 0), (1, 0)]


def test_the_best_whole_beats_the_best_single_pair() -> None:
    linked = np.array([[0.9, 0.85], [0.8, 0.1]])
    assert choose(linked) == [(0, 1), (1, 0)]  # greedy would take (0, 0) and leave the second alone


def test_full_gives_way_where_one_link_speaks_against_it() -> None:
    chance = {"full": 0.8, "partial": 0.15, "none": 0.05}
    assert likeliest(chance, chances([[0.9, 0.1], [0.1, 0.6]], [[0.1, 0.1], [0.1, 0.3]])) == "full"
    assert likeliest(chance, chances([[0.9, 0.1], [0.1, 0.4]], [[0.1, 0.1], [0.1, 0.5]])) == "partial"
