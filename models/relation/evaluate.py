"""Prints the left-out tables of `FIGURES.md`.

    python -m models.relation.evaluate groups     element groups, one set left out at a time, with ablations
    python -m models.relation.evaluate links      orders and plans, a pair set, a district and voices left out together
    python -m models.relation.evaluate transfer   which pair model serves the documents, and the style-only baseline

The pair model that the link tables rest on is trained on the groups, which share no text with the documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from models.elements.material import FOLDS
from models.relation import material, reliability, train
from models.relation.material import Case, Pair
from models.relation.measure import expected_calibration_error, gold_relations, group_table, score_links
from nlp.conformity.relation import feature_rows, pair_probabilities
from nlp.conformity.trees import Floats
from nlp.conformity.verdict import certainty, judge, verdict_of
from nlp.conformity.weights import Line
from nlp.types import Link

FIGURES = Path(__file__).parent
LEXICAL = (
    "cover",
    "exact",
    "left_",
    "longest",
    "n_a",
    "n_b",
    "length",
    "ratio",
    "sort_",
    "set_",
    "partial",
    "form",
    "in_",
)
PHENOMENA = (
    "all", "near", "far", "frequency", "amount", "time", "level", "direction", "negation", "scope", "party", "place",
    "object", "other element",
)  # fmt: skip
Chosen = Callable[[str], bool]


def is_vector(name: str) -> bool:
    """A feature from vectors."""
    return name.startswith("vector")


def is_lexical(name: str) -> bool:
    """A feature from shared words and word lists."""
    return name.startswith(LEXICAL)


VARIANTS: dict[str, tuple[Chosen, bool]] = {  # features, and whether the further pairs are trained on
    "rules only": (lambda n: not is_vector(n) and not is_lexical(n), False),
    "embedding only": (is_vector, False),
    "words only": (is_lexical, False),
    "rules and words": (lambda n: not is_vector(n), False),
    "all, listed pairs": (lambda n: True, False),
    "all, further pairs (shipped)": (lambda n: True, True),
}


def left_out_groups(
    pairs: Sequence[Pair], x: Floats, names: tuple[str, ...], chosen: Chosen, further: bool
) -> list[str]:
    """Relations found for the listed pairs, each by a model that has not seen its set."""
    columns = [i for i, n in enumerate(names) if chosen(n)]
    kept_names = tuple(names[i] for i in columns)
    found: dict[int, str] = {}
    for fold in sorted({p.fold for p in pairs}):
        kept = [i for i, p in enumerate(pairs) if p.fold != fold and (further or p.what != "turned")]
        out = [i for i, p in enumerate(pairs) if p.fold == fold and p.what != "turned"]
        model = train.fit_pair([pairs[i] for i in kept], x[np.ix_(kept, columns)], kept_names)
        texts = [(pairs[i].a, pairs[i].b) for i in out]
        best = pair_probabilities(texts, x[np.ix_(out, columns)], model).argmax(1)
        found.update({i: model.classes[int(k)] for i, k in zip(out, best, strict=True)})
    return [found[i] for i, p in enumerate(pairs) if p.what != "turned"]


def groups() -> None:
    """Table of variants by phenomenon, and the shipped variant by left-out set."""
    listed = material.groups()
    pairs = listed + material.more_pairs()
    names, x = feature_rows([(p.a, p.b) for p in pairs])
    print("| variant | " + " | ".join(PHENOMENA) + " |\n|---|" + "---|" * len(PHENOMENA))
    for variant, (chosen, further) in VARIANTS.items():
        table = group_table(listed, left_out_groups(pairs, x, names, chosen, further))
        print(f"| {variant} | " + " | ".join(f"{table[k]:.3f}" for k in PHENOMENA) + " |", flush=True)
    print("left-out sets:", ", ".join(f"{k} {v:.3f}" for k, v in sorted(table.items()) if k[0] == "G"))


def links() -> None:
    """Links, verdicts and confidence; the reliability plot goes beside the recipe."""
    pairs = material.groups() + material.more_pairs()
    names, x = feature_rows([(p.a, p.b) for p in pairs])
    docs = train.documents(train.fit_pair(pairs, x, names))
    cases, chances = docs.cases, train.left_out_chances(docs, train.SEED)
    found = train.left_out_links(cases, chances)
    print("| left out | cases | links | same | changed | missing | added F1 | partner | verdict | kappa |")
    print("|---|" + "---|" * 9)
    districts = {"FAR", "NOR", "RIK", "SOD"}
    rows = list(zip(cases, found, strict=True))
    _row("pairs", [(c, x) for c, x in rows if c.fold.startswith("P")])
    _row("cases", [(c, x) for c, x in rows if c.fold in districts])
    _row("voices", [(c, x) for c, x in rows if c.fold.startswith("V")])
    for fold in ("", *sorted({c.fold for c in cases})):
        _row(fold or "all", [(c, x) for c, x in zip(cases, found, strict=True) if not fold or c.fold == fold])
    confidence = left_out_confidence(cases, found)
    right = [c.verdict == verdict_of(x) for c, x in zip(cases, found, strict=True)]
    print(f"\nconfidence: ECE {expected_calibration_error(confidence, right):.3f}, mean {np.mean(confidence):.3f}")
    share = [np.mean([r == "same" for r in gold_relations(c)]) for c in cases]
    score = [judge(x).score for x in found]
    print(f"score: mean distance to the gold share {np.mean(np.abs(np.array(score) - np.array(share))):.3f}")
    reliability.plot(confidence, right, FIGURES / "reliability.png")
    _errors(cases, found)


def _row(name: str, rows: Sequence[tuple[Case, Sequence[Link]]]) -> None:
    figures = score_links([c for c, _ in rows], [x for _, x in rows]).figures()
    print(f"| {name} | {len(rows)} | " + " | ".join(f"{v:.3f}" for v in figures.values()) + " |", flush=True)


def left_out_confidence(cases: Sequence[Case], found: Sequence[Sequence[Link]]) -> list[float]:
    """Confidence of every verdict by a line that has not seen its fold."""
    out: dict[int, float] = {}
    for fold in FOLDS.values():
        kept = [i for i, c in enumerate(cases) if c.fold not in fold]
        row = train.fit_confidence([cases[i] for i in kept], [found[i] for i in kept])
        line = Line(tuple(row["weights"]), row["base"])
        out.update({i: line.probability(certainty(found[i])) for i, c in enumerate(cases) if c.fold in fold})
    return [out[i] for i in range(len(cases))]


def _errors(cases: Sequence[Case], found: Sequence[Sequence[Link]], most: int = 40) -> None:
    """The errors that the model was surest of."""
    rows = []
    for case, links in zip(cases, found, strict=True):
        texts = {e.id: e.text for e in case.plan}
        for o, gold, x in zip(case.order, gold_relations(case), links, strict=False):
            if x.relation != gold:
                plan = " / ".join(texts[p] for p in x.plan)
                rows.append((x.score or 0.0, f"{case.id} {gold} -> {x.relation} {x.score}: {o.text} || {plan}"))
    print("\nsurest errors")
    for _, line in sorted(rows, reverse=True)[:most]:
        print("-", line)


def transfer() -> None:
    """Area under the curve on the documents' gold links, without their context."""
    cases = [c for c in material.cases() if c.order and c.plan]
    gold = np.array([r for c in cases for r in train.case_gold(c)])
    documents = np.concatenate(train.case_features(cases))
    pairs = material.groups() + material.more_pairs()
    names, x = feature_rows([(p.a, p.b) for p in pairs])
    listed = [i for i, p in enumerate(pairs) if p.what != "turned"]
    for name, kept in (("listed pairs", listed), ("further pairs", list(range(len(pairs))))):
        model = train.fit_pair([pairs[i] for i in kept], x[kept], names)
        p = dict(zip(model.classes, model.predict(documents).T, strict=True))
        linked = gold != "unrelated"
        same = (p["same"] / (1 - p["unrelated"] + 1e-9))[linked]
        print(
            f"{name}: same against changed {roc_auc_score(gold[linked] == 'same', same):.3f}, "
            f"linked against not {roc_auc_score(linked, 1 - p['unrelated']):.3f}"
        )


def main() -> None:
    """Command line of the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=("groups", "links", "transfer"))
    {"groups": groups, "links": links, "transfer": transfer}[parser.parse_args().table]()


if __name__ == "__main__":
    main()
