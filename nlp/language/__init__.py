"""Swedish: sentences, words, lemmas, names and likeness of meaning.

In: text. Out: offsets into that text, or a spaCy `Doc`. May import: nothing of the project but `nlp.types`,
`nlp.errors`, `nlp.data`; weights are loaded from `models/` by path. spaCy is imported only by who asks for
`nlp.language.pipeline`: sentence ends and names work without it.
"""

from nlp.language.names import Entity, Label, find_personal
from nlp.language.sentences import sentences

__all__ = ["Entity", "Label", "find_personal", "sentences"]
