"""Steps of the pipeline that are ours: sentence ends from layout. Importing this module makes them known to spaCy.

`aktsam_sentences` writes what `nlp.language.sentences` finds; a sentence end inside a token is dropped.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.language import embed, lemmas, tokenizer, transformer, vectors
from nlp.language.sentences import sentences

__all__ = ["embed", "lemmas", "mark_sentences", "tokenizer", "transformer", "vectors"]


@Language.component("aktsam_sentences", assigns=["token.is_sent_start"])  # type: ignore[untyped-decorator]
def mark_sentences(doc: Doc) -> Doc:
    """Sentence starts from layout and full stops."""
    starts = {start for start, _ in sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc
