"""Steps of the pipeline that write what rules find. Importing this module makes all our steps known to spaCy.

`aktsam_sentences` writes what `nlp.language.sentences` finds; a sentence end inside a token is dropped.
`aktsam_entities` writes what `find_personal` finds as `doc.ents`, and makes a proper noun of a person's name that
was tagged as a noun, verb or adjective ("Linda", "Ceder").
"""

from __future__ import annotations

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from nlp.language import embed, lemmas, tokenizer, transformer, vectors
from nlp.language.forms import OPEN_CLASSES
from nlp.language.names import Label, find_personal
from nlp.language.persons import known
from nlp.language.sentences import sentences

__all__ = ["embed", "lemmas", "mark_entities", "mark_sentences", "tokenizer", "transformer", "vectors"]


@Language.component("aktsam_entities", assigns=["doc.ents"])  # type: ignore[untyped-decorator]
def mark_entities(doc: Doc) -> Doc:
    """Personal data as entities (labels of `nlp.language.names.Label`); names of persons as proper nouns."""
    found = [
        (e, doc.char_span(e.start, e.end, label=e.label, alignment_mode="expand")) for e in find_personal(doc.text)
    ]
    doc.ents = spacy.util.filter_spans([span for _, span in found if span is not None])
    for token in (t for span in doc.ents if span.label_ == Label.PERSON for t in span):
        if token.pos_ in OPEN_CLASSES:
            token.pos_ = "PROPN"
            token.set_morph("Case=Gen" if token.lower_.endswith("s") and token.lower_ not in known() else "Case=Nom")
    return doc


@Language.component("aktsam_sentences", assigns=["token.is_sent_start"])  # type: ignore[untyped-decorator]
def mark_sentences(doc: Doc) -> Doc:
    """Sentence starts from layout and full stops."""
    starts = {start for start, _ in sentences(doc.text)}
    begins = [1 if token.i == 0 or token.idx in starts else -1 for token in doc]
    # at once: setting a token's sentence start reads the whole document
    marked: Doc = doc.from_array([SENT_START], np.array(begins, dtype=np.int64).astype(np.uint64).reshape(-1, 1))
    return marked
