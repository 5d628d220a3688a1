"""Trains the finder of elements on all marked-up orders and plans.

    .venv/bin/python -m models.elements.train

Deterministic, one thread, under two minutes. Writes `models/sv_elements`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pycrfsuite

from models.elements.material import examples, labelled
from nlp.elements.features import Described
from nlp.elements.tagger import WEIGHTS

OUT = Path(__file__).parents[1] / "sv_elements"
SETTINGS = {"c1": 0.05, "c2": 0.02, "max_iterations": 100, "feature.possible_transitions": True}


def fit(rows: list[tuple[Described, list[str]]], path: Path) -> None:
    """Fits the tagger on labelled lines and writes it to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for line, labels in rows:
        trainer.append(line.features, labels)
    trainer.set_params(SETTINGS)
    trainer.train(str(path))


def train(out: Path = OUT) -> None:
    """Trains on everything and writes the weights with their checksum."""
    out.mkdir(parents=True, exist_ok=True)
    found = examples()
    fit([row for example in found for row in labelled(example)], out / WEIGHTS)
    digest = hashlib.sha256((out / WEIGHTS).read_bytes()).hexdigest()
    meta = {"sha256": digest, "documents": len(found), "elements": sum(len(e.marks) for e in found)}
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    train()
