"""Trains and evaluates the work orientation of goals on `annotations/elements/work_orientation.jsonl`."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.elements.material import ANNOTATIONS
from nlp.elements.orientation import WEIGHTS, terms

LABELS = ANNOTATIONS / "elements" / "work_orientation.jsonl"
STRENGTH = 10.0


def rows() -> list[tuple[str, str, bool]]:
    """Group (district or pair set), text and label of each goal."""
    found = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [(r["case"].split("-")[0], r["text"], r["work_oriented"]) for r in found]


def _fit(texts: list[str], labels: list[bool]) -> tuple[TfidfVectorizer, LogisticRegression]:
    vectorizer = TfidfVectorizer(analyzer=lambda text: list(terms(text)), sublinear_tf=True)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(vectorizer.fit_transform(texts), labels)
    return vectorizer, model


def train(out: Path) -> None:
    """Trains on all labels and writes the weights."""
    found = rows()
    vectorizer, model = _fit([r[1] for r in found], [r[2] for r in found])
    lines = [f"\t0\t{model.intercept_[0]:.5f}"]
    for term, at in sorted(vectorizer.vocabulary_.items()):
        lines.append(f"{term}\t{vectorizer.idf_[at]:.4f}\t{model.coef_[0][at]:.5f}")
    with lzma.open(out / WEIGHTS, "wt", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


def left_out() -> dict[str, tuple[int, int]]:
    """Right answers and goals per group, each group left out of training in turn."""
    found = rows()
    right: Counter[str] = Counter()
    count = Counter(group for group, _, _ in found)
    for group in count:
        vectorizer, model = _fit([r[1] for r in found if r[0] != group], [r[2] for r in found if r[0] != group])
        here = [r for r in found if r[0] == group]
        said = model.predict(vectorizer.transform([r[1] for r in here]))
        right[group] = int(np.sum(said == np.array([r[2] for r in here])))
    return {group: (right[group], count[group]) for group in sorted(count)}
