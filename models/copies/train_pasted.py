"""Train and evaluate the weights that tell a pasted report from a caseworker's text.

Usage: `python -m models.copies.train_pasted`. Leaves out one district at a time (the hand-written passages are cut
in as many parts, by report), prints the confusion per part, then trains on all and writes `pasted.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from annotations.akt import read_akt
from annotations.copies.edits import filled, material
from nlp.copies.pasted import FEATURES, WEIGHTS, features
from nlp.types import BlockKind, Kind

ROOT = Path(__file__).parents[2]
DISTRICTS = ("FAR", "NOR", "RIK", "SOD")


def examples() -> Iterator[tuple[str, str, bool, bool]]:
    """(group left out together, text, under a report's heading, pasted)."""
    for path in sorted((ROOT / "annotations" / "sources").glob("*.akt")):
        for d in read_akt(path):
            if d.document.kind is not Kind.INVESTIGATION:
                continue
            marked = {m.start for m in d.marks if m.kind == "pasted"}
            for b in d.document.blocks:
                text = d.document.text[b.start : b.end]
                if b.kind is not BlockKind.HEADING and len(text.split()) >= 4:
                    yield path.stem[:3], text, False, b.start in marked
    reports = material("reports")["passage"]
    names = sorted({r["report"] for r in reports})
    for r in reports:
        text = filled(r["text"], "Alex", "kvinna")
        group = DISTRICTS[names.index(r["report"]) % 4]
        yield group, text, False, True
        yield group, text, True, True
    summaries = material("summaries")["summary"]
    for i, text in enumerate(summaries):
        yield DISTRICTS[i % 4], filled(text, "Alex", "kvinna"), False, False


def main() -> None:
    """Print the left-out figures and write the weights."""
    rows = list(examples())
    x = np.array([[features(t, inside)[f] for f in FEATURES] for _, t, inside, _ in rows])
    y = np.array([pasted for *_, pasted in rows])
    groups = np.array([g for g, *_ in rows])
    for left_out in DISTRICTS:
        model = LogisticRegression(C=1.0, max_iter=2000).fit(x[groups != left_out], y[groups != left_out])
        p = model.predict_proba(x[groups == left_out])[:, 1] >= 0.5
        truth = y[groups == left_out]
        print(
            left_out, "hit", int((p & truth).sum()), "missed", int((~p & truth).sum()), "false", int((p & ~truth).sum())
        )
        for (_, text, inside, gold), guess in zip([r for r in rows if r[0] == left_out], p, strict=True):
            if gold != guess:
                print("   ", "missed" if gold else "false", inside, text[:90])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(x, y)
    weights = {f: round(float(w), 3) for f, w in zip(FEATURES, model.coef_[0], strict=True)}
    content = {"intercept": round(float(model.intercept_[0]), 3), "weights": weights, "examples": len(rows)}
    WEIGHTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(content)


if __name__ == "__main__":
    main()
