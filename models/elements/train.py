"""Trains the finder of elements and the work orientation on all marked-up orders and plans.

    aktsam train elements [--data ../data]

Deterministic, one thread, a few minutes. Without `--data` the committed clusters of words are kept. A third of the
plans is seen also without its order, so that the finder works where there is none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

from models.elements import orientation
from models.elements.card import write_card
from models.elements.clusters import build
from models.elements.material import Example, examples, labelled
from nlp.elements.features import Described
from nlp.elements.orientation import WEIGHTS as ORIENTATION
from nlp.elements.tagger import WEIGHTS
from nlp.elements.vocabulary import CLUSTERS

OUT = Path(__file__).parents[1] / "sv_elements"
FILES = (WEIGHTS, CLUSTERS, ORIENTATION)
SETTINGS = {"c1": 0.2, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}
WITHOUT_ORDER = 3  # every third document is seen also without its order
VERSION = "1.2.0"
log = logging.getLogger(__name__)


def rows(found: Iterable[Example]) -> Iterator[tuple[Described, list[str]]]:
    """The labelled lines that the tagger is fitted on."""
    for at, example in enumerate(found):
        yield from labelled(example)
        if example.order and at % WITHOUT_ORDER == 1:
            yield from labelled(replace(example, order=()))


def fit(found: Iterable[Example], path: Path) -> None:
    """Fits the tagger on examples and writes it to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for line, labels in rows(found):
        trainer.append(line.features, labels)
    trainer.set_params(SETTINGS)
    trainer.train(str(path))


def train(out: Path = OUT, seed: int = 1, data: Path | None = None) -> None:
    """Trains on everything; writes weights, `meta.json` with their checksums, and the card.

    `seed` is that of the clusters; the rest knows no chance.
    """
    out.mkdir(parents=True, exist_ok=True)
    if data is not None:
        with TemporaryDirectory() as work:
            build(data, out, Path(work), seed)
    elif out != OUT:
        shutil.copy(OUT / CLUSTERS, out / CLUSTERS)
    found = examples()
    log.info("%d beställningar och planer", len(found))
    fit(found, out / WEIGHTS)
    orientation.train(out)
    meta = {
        "name": "sv_elements",
        "version": VERSION,
        "seed": seed,
        "documents": len(found),
        "elements": sum(len(e.marks) for e in found),
        "sha256": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES},
    }
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    write_card(out, meta)


if __name__ == "__main__":
    train()
