"""What a document says to the audit's questions: FREDA, consent, contacts, follow-up and the others.

In: a `Document` with its sections, or one note. Out: `Statement`s with their words and place. May import: nlp
types, data, dates and language.
"""

from nlp.statements.find import find_statements, read_note

__all__ = ["find_statements", "read_note"]
