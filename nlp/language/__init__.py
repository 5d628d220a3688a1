"""Swedish: sentences, words, lemmas, names and likeness of meaning.

In: text. Out: offsets into that text, or a spaCy `Doc`. May import: nothing of the project but `nlp.types`,
`nlp.errors`, `nlp.data`; weights are loaded from `models/` by path. spaCy is imported only by who asks for the
pipeline: `sentences` and `find_personal` work without it.
"""

from nlp.language.sentences import sentences

__all__ = ["sentences"]
