"""Train and evaluate the decision between copied and updated.

Usage: `python -m models.copies.train_decision [--held DISTRICT]`. Version pairs by controlled edits of the demo
investigations, and the real pairs of the demo cases; leaves out one district at a time, prints the confusion per
kind of edit, then trains on all districts (save the held one) and writes `decision.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from annotations.akt import read_akt
from annotations.copies.make import COPIED, UPDATED, pairs
from nlp.copies.compare import compare_versions
from nlp.copies.decision import WEIGHTS, Signs
from nlp.types import Kind

ROOT = Path(__file__).parents[2] / "annotations"
Row = tuple[str, str, str, bool, Signs]


def rows() -> list[Row]:
    """(pair, district, kind of edit, copied, signs) of every version pair."""
    gold = {
        g["case"]: g["dur"]["copied"] for g in map(json.loads, (ROOT / "cases" / "gold.jsonl").open(encoding="utf-8"))
    }
    found: list[Row] = []
    for path in sorted((ROOT / "sources").glob("*.akt")):
        for d in read_akt(path):
            if d.document.kind is Kind.INVESTIGATION and d.earlier is not None:
                signs = compare_versions(d.document, d.earlier).signs
                found.append((path.stem, path.stem[:3], "real", gold[path.stem], signs))
    for pair in pairs((*COPIED, *UPDATED)):
        now, earlier = pair.case.investigation, pair.case.earlier_investigation
        assert now is not None
        assert earlier is not None
        found.append((pair.id, pair.district, pair.kind, pair.copied, compare_versions(now, earlier).signs))
    return found


def fit(found: list[Row]) -> LogisticRegression:
    """The model on these rows."""
    x = np.array([r[4].features() for r in found])
    return LogisticRegression(C=1.0, max_iter=5000, class_weight="balanced").fit(x, [r[3] for r in found])


def main() -> None:
    """Print the left-out figures and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--held", default="", help="district that training never sees, e.g. SOD")
    held = parser.parse_args().held
    found = rows()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for district in sorted({r[1] for r in found}):
        model = fit([r for r in found if r[1] not in (district, held)])
        left = [r for r in found if r[1] == district]
        for row, p in zip(left, model.predict_proba(np.array([r[4].features() for r in left]))[:, 1], strict=True):
            guess = p >= 0.5
            table[row[2]][("copied" if row[3] else "updated") + (" right" if guess == row[3] else " wrong")] += 1
            if guess != row[3]:
                print(f"{row[0]:24} copied={row[3]} p={p:.2f} {row[4]}")
    for kind, counts in table.items():
        print(f"{kind:18}", dict(counts))
    total = sum(table.values(), Counter())
    hit, false, missed = total["copied right"], total["updated wrong"], total["copied wrong"]
    print(f"copied F1 {2 * hit / (2 * hit + false + missed):.3f} over {len(found)} pairs")
    model = fit([r for r in found if r[1] != held])
    content = {
        "intercept": round(float(model.intercept_[0]), 3),
        "weights": [round(float(w), 3) for w in model.coef_[0]],
        "pairs": len(found),
        "held": held,
    }
    WEIGHTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(content)


if __name__ == "__main__":
    main()
