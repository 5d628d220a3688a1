"""Figures of a pipeline on labelled sentences, from raw text as spaCy's own published scores are."""

from __future__ import annotations

from itertools import pairwise

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.training import Example

from models.language.corpus import Sentence, to_doc

NAMES = {"pos_acc": "UPOS", "morph_acc": "morph", "lemma_acc": "lemma"}


def scores(nlp: Language, sentences: list[Sentence], blocks: bool = False) -> dict[str, float]:
    """Per cent of tokens right (tokens and sentence ends: F).

    A document is ten sentences with a space between, or one block of the page where `blocks` is set.
    """
    cuts = [i for i, s in enumerate(sentences) if s.begins] if blocks else list(range(0, len(sentences), 10))
    golds = [to_doc(nlp, sentences[a:b]) for a, b in pairwise([*cuts, len(sentences)])]
    examples = [Example(nlp(gold.text), gold) for gold in golds]
    found = nlp.evaluate([Example(nlp.make_doc(gold.text), gold) for gold in golds])
    out = {name: round(100 * found[key], 2) for key, name in NAMES.items() if found.get(key) is not None}
    out["token F"] = round(100 * Scorer.score_tokenization(examples)["token_f"], 2)
    out["sentence F"] = round(100 * Scorer.score_spans(examples, "sents")["sents_f"], 2)
    return out
