"""The qualifiers as a spaCy component, `aktsam_qualifiers`: clauses of a `Doc` with what holds in them.

Writes `doc.spans["clauses"]`; the label of a span is its qualifiers in order, apart by a space ("NEG PLANNED"), or
"" for a plain statement. What is decided, in what order, and what never: see `clauses.py`, which does the work.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.statements.clauses import qualifiers, read_sentences


@Language.component("aktsam_qualifiers")  # type: ignore[untyped-decorator]
def mark_clauses(doc: Doc) -> Doc:
    """The same `Doc`, with its clauses."""
    spans = []
    for sentence in read_sentences(doc.text):
        for clause in sentence.clauses:
            span = doc.char_span(clause.start, clause.end, alignment_mode="expand")
            if span is not None:
                spans.append(Span(doc, span.start, span.end, label=" ".join(qualifiers(clause))))
    doc.spans["clauses"] = spans
    return doc
