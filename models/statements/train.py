"""Trains the scores of statements on all labelled notes, our own training sentences and the marked-up case files.

    .venv/bin/python -m models.statements.train

One logistic regression a question over the rules that fit, concepts, words and headings. Deterministic, one
thread, about a minute. Writes `models/sv_statements`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.feature_extraction import DictVectorizer

from models.statements.material import LABELS, QUESTIONS, Example, cases, notes, own
from models.statements.softmax import Inputs
from nlp.statements.scores import Scores, scaled, vectors

OUT = Path(__file__).parents[1] / "sv_statements"
INVERSE_PENALTY = 0.1
RAREST = 2  # a feature of fewer texts is left out


@dataclass(frozen=True)
class Fitted:
    """The names of the features and, by question, values and weights [values, features + d + 1] (last: intercept)."""

    names: list[str]
    weights: dict[str, tuple[list[str], np.ndarray]]

    def scores(self) -> Scores:
        """For use in memory."""
        return Scores({n: i for i, n in enumerate(self.names)}, self.weights)


def fit(examples: Sequence[Example], inverse_penalty: float = INVERSE_PENALTY) -> Fitted:
    """Fits all questions at once: softmax a question, squared weights as penalty, L-BFGS."""
    seen = Counter(f for e in examples for f in e.features)
    rows = [{f: v for f, v in scaled(e.features).items() if seen[f] >= RAREST} for e in examples]
    vectorizer = DictVectorizer(dtype=np.float32)
    told = Inputs.of(vectorizer.fit_transform(rows), np.vstack([e.vector for e in examples]))
    values = {q: sorted({e.labels[q] for e in examples if q in e.labels}) for q in QUESTIONS}
    wanted = np.hstack([_one_hot(examples, q, names) for q, names in values.items()])
    ends = np.cumsum([len(names) for names in values.values()]).tolist()
    weights = told.fit(wanted, [slice(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True)], inverse_penalty)
    parts = np.split(weights.T, ends[:-1])
    return Fitted(
        list(vectorizer.get_feature_names_out()), {q: (n, p) for (q, n), p in zip(values.items(), parts, strict=True)}
    )


def _one_hot(examples: Sequence[Example], question: str, names: list[str]) -> np.ndarray:
    """float32 [examples, values]: the example's weight at its value; zeros where the value is not known."""
    out = np.zeros((len(examples), len(names)), dtype=np.float32)
    for i, e in enumerate(examples):
        if question in e.labels:
            out[i, names.index(e.labels[question])] = e.weight
    return out


def everything() -> list[Example]:
    """All that there is to learn from."""
    return [*notes(LABELS / "notes" / "N1.jsonl"), *notes(LABELS / "notes" / "N2.jsonl"), *own(), *cases()]


def save(fitted: Fitted, out: Path = OUT, examples: int = 0) -> None:
    """Writes weights (float16, features without weight left out) and their card."""
    out.mkdir(parents=True, exist_ok=True)
    strength = np.max([np.abs(w[:, : len(fitted.names)]).max(axis=0) for _, w in fitted.weights.values()], axis=0)
    kept = np.flatnonzero(strength >= 0.004)
    width = next(iter(fitted.weights.values()))[1].shape[1]
    columns = np.append(kept, np.arange(len(fitted.names), width))
    tensors = {q: np.ascontiguousarray(w[:, columns].astype(np.float16)) for q, (_, w) in fitted.weights.items()}
    save_file(tensors, out / "model.safetensors")
    (out / "features.txt").write_text("\n".join(fitted.names[i] for i in kept) + "\n", encoding="utf-8")
    files = ("model.safetensors", "features.txt")
    meta = {
        "values": {q: values for q, (values, _) in fitted.weights.items()},
        "examples": examples,
        "vectors": vectors(),
        "sha256": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files},
    }
    (out / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def train(out: Path = OUT) -> None:
    """Trains on everything and writes weights, features and checksums to `out`. Knows no chance."""
    material = everything()
    save(fit(material), out, examples=len(material))


if __name__ == "__main__":
    train()
