"""The Swedish pipeline from `models/`, without network, with the components that a step needs and no others.

Example: `nlp = pipeline("sentences", "morphology"); [t.pos_ for t in nlp("Hon trivs.")]` -> PRON VERB PUNCT
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from nlp.errors import ModelError
from nlp.language import components as _components  # noqa: F401  (makes our components known)

DEFAULT = Path(__file__).parents[2] / "models" / "sv_aktsam"
# What may be asked for -> the components it needs, in the pipeline's order.
PARTS = {
    "sentences": ("aktsam_sentences",),
    "entities": ("aktsam_entities",),
    "morphology": ("tok2vec", "morphologizer", "aktsam_entities"),
    "lemmas": ("tok2vec", "morphologizer", "aktsam_entities", "trainable_lemmatizer", "aktsam_lemmas"),
}
ALL = tuple(PARTS)


def model_folder() -> Path:
    """Where the weights lie: `AKTSAM_LANGUAGE_MODEL`, else `models/sv_aktsam`."""
    return Path(os.environ.get("AKTSAM_LANGUAGE_MODEL") or DEFAULT)


def pipeline(*parts: str) -> Language:
    """The pipeline with these parts of `PARTS` (all if none is named); loaded once a process and set of parts.

    Raises `ModelError` if the weights are lacking, damaged, or do not hold what is asked for.
    """
    wanted = parts or ALL
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        raise ModelError(f"Okänd del av språkmodellen: {', '.join(unknown)}. Välj bland {', '.join(ALL)}.")
    return _load(model_folder(), frozenset(c for part in wanted for c in PARTS[part]))


@cache
def _load(folder: Path, needed: frozenset[str]) -> Language:
    remedy = "Hämta om arkivet eller träna om med `aktsam train language`."
    if not (folder / "config.cfg").exists():
        raise ModelError(f"Språkmodellen saknas i {folder.name}. {remedy}")
    try:
        held = spacy.util.load_config(folder / "config.cfg")["nlp"]["pipeline"]
        nlp = spacy.load(folder, exclude=[name for name in held if name not in needed])
    except Exception as e:
        raise ModelError(f"Språkmodellen i {folder.name} kan inte läsas ({type(e).__name__}). {remedy}") from e
    if missing := sorted(needed - set(nlp.pipe_names)):
        raise ModelError(f"Språkmodellen i {folder.name} saknar {', '.join(missing)}. {remedy}")
    return nlp
