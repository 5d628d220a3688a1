"""Trains the relation models and writes `models/sv_relation`.

    python -m models.relation.train [OUT] [--seed N]

`pair.npz`: single pairs, from the element groups. `link.npz`: pairs in their documents, from the order/plan
pairs and the cases. `verdict.json`: calibration of the verdict's confidence, from left-out links.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from models.relation import forest, material
from models.relation.material import Case, Pair
from nlp.conformity.alignment import links_of
from nlp.conformity.context import CONTEXT, link_features
from nlp.conformity.relation import WEIGHTS, feature_rows
from nlp.conformity.trees import Floats, Forest
from nlp.conformity.verdict import certainty, verdict_of
from nlp.types import Link

SEED = 7


def pair_rows(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], Floats]:
    """Feature names and rows of the element groups' pairs."""
    return feature_rows([(p.a, p.b) for p in pairs])


def fit_pair(x: Floats, y: Sequence[str], names: tuple[str, ...], seed: int) -> Forest:
    """The model of single pairs."""
    return forest.fit(x, list(y), names, seed, rounds=200)


def case_rows(case: Case, pair: Forest) -> tuple[Floats, list[str]]:
    """Link features [order * plan, n] and the gold relation of every pair of one case."""
    _, x = feature_rows([(o.text, p.text) for o in case.order for p in case.plan])
    rows = link_features(case.order, case.plan, x, pair.predict(x), pair.classes)
    gold = [case.links.get((i, j), "unrelated") for i in range(len(case.order)) for j in range(len(case.plan))]
    return rows, gold


def fit_link(rows: Sequence[Floats], gold: Sequence[Sequence[str]], names: tuple[str, ...], seed: int) -> Forest:
    """The model of pairs in their documents."""
    y = [r for g in gold for r in g]
    return forest.fit(np.concatenate(rows), y, (*CONTEXT, *names), seed, rounds=150, rate=0.06, leaves=12)


def left_out_links(cases: Sequence[Case], pair: Forest, seed: int) -> list[tuple[Link, ...]]:
    """Links of every case by a link model that has not seen its set or district."""
    made = [case_rows(c, pair) for c in cases]
    out: list[tuple[Link, ...]] = [()] * len(cases)
    for fold in sorted({c.fold for c in cases}):
        kept = [m for m, c in zip(made, cases, strict=True) if c.fold != fold and len(m[0])]
        link = fit_link([m[0] for m in kept], [m[1] for m in kept], pair.names, seed)
        for i, c in enumerate(cases):
            if c.fold == fold:
                out[i] = links_of(c.order, c.plan, link.predict(made[i][0]), link.classes)
    return out


def fit_verdict(cases: Sequence[Case], links: Sequence[Sequence[Link]]) -> dict[str, float]:
    """Weights of the confidence, from left-out links."""
    x = np.array([certainty(found) for found in links])
    y = np.array([c.verdict == verdict_of(found) for c, found in zip(cases, links, strict=True)])
    fit = LogisticRegression(C=10.0).fit(x, y)
    weakest, mean = (round(float(w), 5) for w in fit.coef_[0])
    return {"base": round(float(fit.intercept_[0]), 5), "weakest": weakest, "mean": mean}


def train(out: Path = WEIGHTS, seed: int = SEED) -> None:
    """Trains on everything and writes the weights."""
    out.mkdir(parents=True, exist_ok=True)
    pairs, cases = material.groups(), [c for c in material.cases() if c.order and c.plan]
    names, x = pair_rows(pairs)
    pair = fit_pair(x, [p.relation for p in pairs], names, seed)
    pair.save(out / "pair.npz")
    made = [case_rows(c, pair) for c in cases]
    fit_link([m[0] for m in made], [m[1] for m in made], names, seed).save(out / "link.npz")
    calibration = fit_verdict(cases, left_out_links(cases, pair, seed))
    (out / "verdict.json").write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line of the recipe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    train(given.out, given.seed)


if __name__ == "__main__":
    main()
