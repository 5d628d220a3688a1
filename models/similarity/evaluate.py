"""Figures of a packed similarity model: `python -m models.similarity.evaluate DATA [FOLDER]` prints them as JSON.

For STS dev and SweParaphrase dev (never learnt from) and our graded pairs of goals and activities: Spearman of the
static vectors alone, of the lexical features alone and of both. The latter two are ridge regressions, fitted and tested
in five folds of the set itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from models.similarity import pack
from nlp.language.lexical import Lexical
from nlp.language.similarity import STATIC, StaticEncoder

DOMAIN = Path(__file__).parents[2] / "annotations" / "similarity" / "domain.jsonl"
BENCHMARKS = {"STS dev": "sts/dev-sv.tsv", "SweParaphrase dev": "superlim/sweparaphrase_dev.tsv"}
BLIND = ("negation", "direction", "level", "party", "frequency", "place", "time", "scope")  # one thing is changed
TRAPS = (*BLIND, "same words")
RIDGE = 10.0

Set = tuple[list[str], list[str], np.ndarray, list[str]]  # first texts, second texts, grades, genre or kind


def benchmark(path: Path) -> Set:
    """The pairs of a set of the STS benchmark, by genre."""
    with path.open(encoding="utf-8") as f:
        rows = list(csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [r[2] for r in rows], [r[3] for r in rows], np.array([float(r[4]) for r in rows]), [r[0] for r in rows]


def domain() -> tuple[Set, np.ndarray]:
    """Our graded pairs with the mean of the two readers, and their grades int [pairs, 2]."""
    rows = [json.loads(line) for line in DOMAIN.read_text(encoding="utf-8").splitlines()]
    readers = np.array([r["readers"] for r in rows])
    return ([r["a"] for r in rows], [r["b"] for r in rows], readers.mean(1), [r["kind"] for r in rows]), readers


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    """Spearman's rank correlation, rounded."""
    return round(float(spearmanr(x, y)[0]), 3)


def in_five_folds(features: np.ndarray, grades: np.ndarray) -> np.ndarray:
    """For each pair the grade that a ridge regression fitted on the other folds gives it."""
    model = make_pipeline(StandardScaler(), Ridge(RIDGE))
    return np.asarray(cross_val_predict(model, features, grades, cv=KFold(5, shuffle=True, random_state=0)))


def scores(encoder: StaticEncoder, rarity: np.ndarray, pairs: Set) -> dict[str, np.ndarray]:
    """Score of each pair: static, lexical, combined."""
    a, b, grades, _ = pairs
    cosine = (encoder.encode(a) * encoder.encode(b)).sum(1, keepdims=True)
    features = Lexical(encoder, rarity).features(a, b)
    alone = features[:, 1:]  # the first feature needs the vectors
    both = np.hstack([cosine, features])
    return {
        "static": cosine[:, 0],
        "lexical": in_five_folds(np.hstack([alone, alone**2]), grades),
        "combined": in_five_folds(np.hstack([both, both**2, cosine * features]), grades),
    }


def figures(folder: Path, data: Path) -> dict[str, Any]:
    """All figures of the model in `folder`; `data` is the data folder with the benchmark's sets."""
    encoder = StaticEncoder(folder)
    rarity = load_file(folder / pack.RARITY)["rarity"].astype(np.float32)
    graded, readers = domain()
    sets = {name: benchmark(data / path) for name, path in BENCHMARKS.items()} | {"Domain set": graded}
    out: dict[str, Any] = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "sets": {}}
    for name, pairs in sets.items():
        found = scores(encoder, rarity, pairs)
        row: dict[str, Any] = {way: spearman(score, pairs[2]) for way, score in found.items()}
        if name in BENCHMARKS:
            row["genres"] = {
                genre: {way: spearman(s[mask], pairs[2][mask]) for way, s in found.items()}
                for genre in sorted(set(pairs[3]))
                if (mask := np.array(pairs[3]) == genre).any()
            }
        else:
            out["domain"] = _domain_detail(found, pairs, readers)
        out["sets"][name] = {"pairs": len(pairs[2]), **row}
    out["sentences_per_second"] = _speed(encoder, sets["STS dev"][0])
    return out


def _domain_detail(found: dict[str, np.ndarray], pairs: Set, readers: np.ndarray) -> dict[str, Any]:
    kinds = np.array(pairs[3])
    plain = ~np.isin(kinds, TRAPS)
    as_same = np.where(np.isin(kinds, BLIND), 4.0, pairs[2])
    return {
        "reader_spearman": spearman(readers[:, 0], readers[:, 1]),
        "reader_kappa": round(float(cohen_kappa_score(readers[:, 0], readers[:, 1], weights="quadratic")), 3),
        "without_traps": {
            "pairs": int(plain.sum()),
            **{w: spearman(s[plain], pairs[2][plain]) for w, s in found.items()},
        },
        "ceiling_if_changes_are_unseen": spearman(as_same, pairs[2]),
        "kinds": {
            k: {
                "pairs": int((kinds == k).sum()),
                "grade": round(float(pairs[2][kinds == k].mean()), 2),
                "cosine": round(float(found["static"][kinds == k].mean()), 2),
            }
            for k in dict.fromkeys(pairs[3])
        },
    }


def _speed(encoder: StaticEncoder, texts: list[str]) -> int:
    """Sentences a second of processor time, one thread."""
    encoder.encode(texts[:100])
    began = time.process_time()
    encoder.encode(texts * 3)
    return round(3 * len(texts) / (time.process_time() - began))


if __name__ == "__main__":
    where = Path(sys.argv[2]) if len(sys.argv) > 2 else STATIC
    print(json.dumps(figures(where, Path(sys.argv[1])), ensure_ascii=False, indent=1))
