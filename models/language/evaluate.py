"""Figures of a pipeline on labelled sentences, from raw text as spaCy's own published scores are."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.training import Example

from annotations.akt import read_akt
from models.language.corpus import Sentence, to_doc
from nlp.language.names import find_personal
from nlp.language.sentences import sentences as find_sentences

SOURCES = Path(__file__).parents[2] / "annotations" / "sources"

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


def rates(nlp: Language, texts: list[str]) -> dict[str, float]:
    """Words a second of one thread for each stage on `texts`, the blank tokenizer in the same run."""
    words = sum(len(text.split()) for text in texts)
    blank = spacy.blank("sv").tokenizer
    stages: dict[str, Callable[[str], object]] = {
        "blank tokenizer": blank,
        "our tokenizer": nlp.tokenizer,
        "sentences": find_sentences,
        "names": find_personal,
    }
    out = {}
    for name, stage in stages.items():
        stage(texts[0])
        begin = time.process_time()
        for text in texts:
            stage(text)
        out[name] = words / (time.process_time() - begin)
    begin = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return out | {"all parts": words / (time.process_time() - begin)}


def case_texts() -> list[str]:
    """The text of all documents of the demo cases."""
    return [akt.document.text for path in sorted(SOURCES.glob("*.akt")) for akt in read_akt(path)]
