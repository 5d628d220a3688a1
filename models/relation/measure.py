"""The figures of the left-out tables, counted as `annotations/evaluation` counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import cohen_kappa_score

from models.relation.material import Case, Pair
from nlp.conformity.verdict import verdict_of
from nlp.types import Link, Relation


def group_table(pairs: Sequence[Pair], found: Sequence[str]) -> dict[str, float]:
    """Accuracy in all, per phenomenon and per left-out set."""
    right: dict[str, list[bool]] = defaultdict(list)
    for p, r in zip(pairs, found, strict=True):
        for key in ("all", p.what, p.fold):
            right[key].append(p.relation == r)
    return {k: float(np.mean(v)) for k, v in right.items()}


def gold_relations(case: Case) -> list[str]:
    """Relation of each order element: same, changed or missing."""
    out = []
    for i in range(len(case.order)):
        found = {r for (k, _), r in case.links.items() if k == i}
        out.append("same" if "same" in found else "changed" if found else "missing")
    return out


@dataclass(frozen=True)
class LinkScore:
    """Counts over cases, and the figures from them."""

    relations: tuple[tuple[str, str], ...]
    added: tuple[tuple[bool, bool], ...]
    partners: tuple[bool, ...]
    verdicts: tuple[tuple[str, str], ...]

    def figures(self) -> dict[str, float]:
        """Link accuracy, recalls, added F1, partner, verdict accuracy and kappa."""
        out = {"links": float(np.mean([g == f for g, f in self.relations]))}
        for want in ("same", "changed", "missing"):
            out[want] = float(np.mean([f == want for g, f in self.relations if g == want]))
        count = Counter(self.added)
        tp, fp, fn = count[True, True], count[False, True], count[True, False]
        out["added F1"] = 2 * tp / max(1, 2 * tp + fp + fn)
        out["partner"] = float(np.mean(self.partners)) if self.partners else 1.0
        out["verdict"] = float(np.mean([g == f for g, f in self.verdicts]))
        out["kappa"] = float(cohen_kappa_score(*zip(*self.verdicts, strict=True)))
        return out


def score_links(cases: Iterable[Case], links: Iterable[Sequence[Link]]) -> LinkScore:
    """Scores the links of whole cases against their gold."""
    relations, added, partners, verdicts = [], [], [], []
    for case, found in zip(cases, links, strict=True):
        by_order = {x.order: x for x in found if x.order is not None}
        for i, (o, gold) in enumerate(zip(case.order, gold_relations(case), strict=True)):
            relations.append((gold, str(by_order[o.id].relation)))
            if gold == "same":
                wanted = {case.plan[j].id for (k, j), r in case.links.items() if k == i and r == "same"}
                partners.append(bool(wanted & set(by_order[o.id].plan)))
        extra = {p for x in found if x.relation is Relation.ADDED for p in x.plan}
        targets = {j for _, j in case.links}
        added += [(j not in targets, p.id in extra) for j, p in enumerate(case.plan)]
        verdicts.append((case.verdict, verdict_of(found)))
    return LinkScore(tuple(relations), tuple(added), tuple(partners), tuple(verdicts))


def expected_calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean distance of confidence and accuracy over equally full bins, weighted by their size."""
    order = np.argsort(confidence, kind="stable")
    parts = [x for x in np.array_split(order, bins) if len(x)]
    c, r = np.asarray(confidence), np.asarray(right, dtype=float)
    return float(sum(abs(c[x].mean() - r[x].mean()) * len(x) for x in parts) / len(order))
