"""Spread over seeds, and figures with sets of groups left out: `python -m models.similarity.seeds DATA`.

Trains three seeds on all groups (one JSON line a seed), then, with the first seed's distilled table, three models that
have not seen some sets of groups (one JSON line a model): mean cosine of near and far rewordings, altered variants and
other elements in the sets left out, and the area under the curve for telling far rewordings from other elements.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from models.similarity import evaluate, pack, sources, train
from nlp.language.similarity import StaticEncoder

SEEDS = (0, 1, 2)
LEFT_OUT = (("G1", "G2"), ("G3", "G4", "G5"), ("G6", "G7"))
DISTANCE = 31  # another element: the group this many places on, as in annotations/evaluation


def left_out(encoder: StaticEncoder, sets: tuple[str, ...]) -> dict[str, float]:
    """Figures on the groups of these sets."""
    groups = sources.groups(sets)
    other = groups[DISTANCE:] + groups[:DISTANCE]
    text = encoder.encode([g.text for g in groups])
    columns = {
        "near": [g.same[0] for g in groups],
        "far": [g.same[1] for g in groups],
        "changed": [g.changed[0] for g in groups],
        "other": [g.same[1] for g in other],
    }
    cosine = {name: (text * encoder.encode(column)).sum(1) for name, column in columns.items()}
    truth = np.repeat([1, 0], len(groups))
    auc = roc_auc_score(truth, np.concatenate([cosine["far"], cosine["other"]]))
    return {name: round(float(c.mean()), 2) for name, c in cosine.items()} | {"far_from_other": round(float(auc), 3)}


def main(data: Path) -> None:
    """Print all figures."""
    torch.set_num_threads(1)
    material = train.prepare(data)
    first = train.distilled(material, SEEDS[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def packed(table: np.ndarray) -> Path:
            pack.save(folder, table, material.tokenizer, material.rarity, {"name": "seed", "version": "", "seed": 0})
            return folder

        for seed in SEEDS:
            table = first if seed == SEEDS[0] else train.distilled(material, seed)
            found = evaluate.figures(packed(train.tuned(data, material, table, seed)), data)
            print(json.dumps({"seed": seed, **found["sets"]}, ensure_ascii=False), flush=True)
        for sets in LEFT_OUT:
            kept = tuple(s for s in sources.GROUP_SETS if s not in sets)
            table = train.tuned(data, material, first, SEEDS[0], kept)
            found = left_out(StaticEncoder(packed(table)), sets)
            print(json.dumps({"left_out": sets, **found}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
