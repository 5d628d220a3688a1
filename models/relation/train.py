"""Trains the relation models and writes `models/sv_relation`.

    python -m models.relation.train [OUT] [--seed N]

`pair.npz`: single pairs, from the element groups. `link.npz`: pairs in their documents, from the order/plan pairs,
the voices and the cases. `calibration.json`: the verdict a document points to, the confidence, the share carried; all
fitted on left-out links (`FOLDS`: a pair set, a district and voices are left out together). Word table and synonyms
are made before (`words`, `synonyms`).
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from models.elements.material import FOLDS
from models.relation import card, forest, material
from models.relation.material import Case, Pair
from models.relation.measure import gold_relations
from nlp.conformity.alignment import chances_of, links_of
from nlp.conformity.context import CONTEXT, link_features
from nlp.conformity.joint import Chances, verdict_features
from nlp.conformity.relation import feature_rows, pair_probabilities
from nlp.conformity.trees import Floats, Forest
from nlp.conformity.verdict import certainty, logit, verdict_of
from nlp.conformity.weights import WEIGHTS, Verdicts, read_calibration
from nlp.types import Link, Relation

SEED = 7
LINK_FORESTS = 3  # the link model is the mean of as many, of seeds one after another
TURNED = {"same": 0.3, "changed": 0.15, "unrelated": 0.3}  # weight of a further pair beside a listed one


def fit_pair(pairs: Sequence[Pair], x: Floats, names: tuple[str, ...], seed: int = SEED) -> Forest:
    """The model of single pairs."""
    weights = np.array([TURNED[p.relation] if p.what == "turned" else 1.0 for p in pairs])
    return forest.fit(x, [p.relation for p in pairs], names, seed, rounds=180, rate=0.08, weights=weights)


def case_rows(case: Case, x: Floats, pair: Forest) -> Floats:
    """Link features [order * plan, n] of all pairs of one case, from their pair features `x`."""
    texts = [(o.text, p.text) for o in case.order for p in case.plan]
    return link_features(case.order, case.plan, x, pair_probabilities(texts, x, pair), pair.classes)


def case_gold(case: Case) -> list[str]:
    """Gold relation of every pair of one case."""
    return [case.links.get((i, j), "unrelated") for i in range(len(case.order)) for j in range(len(case.plan))]


def case_features(cases: Sequence[Case]) -> list[Floats]:
    """Pair features of all pairs of every case."""
    return [feature_rows([(o.text, p.text) for o in c.order for p in c.plan])[1] for c in cases]


def fit_link(rows: Sequence[Floats], cases: Sequence[Case], names: tuple[str, ...], seed: int = SEED) -> Forest:
    """The model of pairs in their documents."""
    x, y = np.concatenate(rows), [r for c in cases for r in case_gold(c)]
    seeds = range(seed, seed + LINK_FORESTS)
    return forest.joined(
        [forest.fit(x, y, (*CONTEXT, *names), each, rounds=150, rate=0.06, leaves=12) for each in seeds]
    )


@dataclass(frozen=True)
class Documents:
    """Cases with the link features [order * plan, n] of their pairs."""

    cases: tuple[Case, ...]
    rows: tuple[Floats, ...]
    names: tuple[str, ...]

    def fit(self, seed: int, without: Sequence[str] = ()) -> Forest:
        """The link model, on all or without some sets, voices and districts."""
        kept = [i for i, c in enumerate(self.cases) if c.fold not in without]
        return fit_link([self.rows[i] for i in kept], [self.cases[i] for i in kept], self.names, seed)


def documents(pair: Forest) -> Documents:
    """All cases that have elements on both sides, seen by the pair model."""
    cases = tuple(c for c in material.cases() if c.order and c.plan)
    rows = tuple(case_rows(c, x, pair) for c, x in zip(cases, case_features(cases), strict=True))
    return Documents(cases, rows, pair.names)


def left_out_chances(docs: Documents, seed: int) -> list[Chances]:
    """Chances of every case's pairs by a link model that has not seen its fold."""
    out: dict[int, Chances] = {}
    for fold in FOLDS.values():
        link = docs.fit(seed, without=fold)
        for i, c in enumerate(docs.cases):
            if c.fold in fold:
                out[i] = chances_of(c.order, c.plan, link.predict(docs.rows[i]), link.classes)
    return [out[i] for i in range(len(docs.cases))]


def fit_verdicts(cases: Sequence[Case], chances: Sequence[Chances]) -> dict[str, Any]:
    """Which verdict a document points to, from left-out chances."""
    x = np.array([verdict_features(c) for c in chances])
    scaler = StandardScaler().fit(x)
    fit = LogisticRegression(C=0.3, max_iter=5000).fit(scaler.transform(x), [c.verdict for c in cases])
    arrays = {"mean": scaler.mean_, "scale": scaler.scale_, "weights": fit.coef_, "base": fit.intercept_}
    return {"classes": [str(c) for c in fit.classes_], **{k: _rounded(v) for k, v in arrays.items()}}


def left_out_links(cases: Sequence[Case], chances: Sequence[Chances]) -> list[tuple[Link, ...]]:
    """Links settled with verdict weights that have not seen the case's fold."""
    out: dict[int, tuple[Link, ...]] = {}
    for fold in FOLDS.values():
        kept = [i for i, c in enumerate(cases) if c.fold not in fold]
        row = fit_verdicts([cases[i] for i in kept], [chances[i] for i in kept])
        verdicts = Verdicts(tuple(row["classes"]), *(np.array(row[k]) for k in ("mean", "scale", "weights", "base")))
        for i, c in enumerate(cases):
            if c.fold in fold:
                out[i] = links_of(c.order, c.plan, chances[i], verdicts)
    return [out[i] for i in range(len(cases))]


def fit_confidence(cases: Sequence[Case], links: Sequence[Sequence[Link]]) -> dict[str, Any]:
    """Probability that a verdict is right, from left-out links."""
    return _line([certainty(x) for x in links], [c.verdict == verdict_of(x) for c, x in zip(cases, links, strict=True)])


def fit_carried(cases: Sequence[Case], links: Sequence[Sequence[Link]]) -> dict[str, Any]:
    """Per found relation: probability that the order element is carried unchanged."""
    seen: dict[Relation, list[tuple[float, bool]]] = {Relation.SAME: [], Relation.CHANGED: [], Relation.MISSING: []}
    for case, found in zip(cases, links, strict=True):
        gold = dict(zip((o.id for o in case.order), gold_relations(case), strict=True))
        for x in found:
            if x.order is not None:
                seen[x.relation].append((logit(x.score), gold[x.order] == "same"))
    return {str(r): _line([[s] for s, _ in rows], [g for _, g in rows]) for r, rows in seen.items()}


def _line(x: Sequence[Sequence[float]], y: Sequence[bool]) -> dict[str, Any]:
    fit = LogisticRegression(C=0.3, max_iter=5000).fit(np.array(x), np.array(y))
    return {"weights": _rounded(fit.coef_[0]), "base": round(float(fit.intercept_[0]), 6)}


def _rounded(values: Floats) -> list[Any]:
    rounded: list[Any] = np.round(values, 6).tolist()
    return rounded


def train(out: Path = WEIGHTS, seed: int = SEED) -> None:
    """Trains on everything and writes the weights and their card."""
    out.mkdir(parents=True, exist_ok=True)
    for name in card.MADE_BEFORE:
        if out.resolve() != WEIGHTS.resolve():
            shutil.copyfile(WEIGHTS / name, out / name)
    pairs = material.groups() + material.more_pairs()
    names, x = feature_rows([(p.a, p.b) for p in pairs])
    pair = fit_pair(pairs, x, names, seed)
    pair.save(out / "pair.npz")
    docs = documents(pair)
    docs.fit(seed).save(out / "link.npz")
    cases, chances = docs.cases, left_out_chances(docs, seed)
    links = left_out_links(cases, chances)
    calibration = {
        "verdicts": fit_verdicts(cases, chances),
        "confidence": fit_confidence(cases, links),
        "carried": fit_carried(cases, links),
    }
    read_calibration(calibration)
    (out / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")
    card.write(out, seed)


def main() -> None:
    """Command line of the recipe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    train(given.out, given.seed)


if __name__ == "__main__":
    main()
