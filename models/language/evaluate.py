"""Figures of a pipeline on labelled sentences, from raw text as spaCy's own published scores are."""

from __future__ import annotations

from spacy.language import Language
from spacy.training import Example

from models.language.corpus import Sentence, to_doc

NAMES = {
    "token_acc": "token",
    "pos_acc": "UPOS",
    "morph_acc": "morph",
    "lemma_acc": "lemma",
    "sents_f": "sentence F",
}


def scores(nlp: Language, sentences: list[Sentence], group: int = 10) -> dict[str, float]:
    """Per cent of tokens right (sentence ends: F), on documents of `group` sentences."""
    golds = [to_doc(nlp, sentences[i : i + group]) for i in range(0, len(sentences), group)]
    found = nlp.evaluate([Example(nlp.make_doc(gold.text), gold) for gold in golds])
    return {name: round(100 * found[key], 2) for key, name in NAMES.items() if found.get(key) is not None}
