"""The scope of a representative: bevaka rätt, förvalta egendom, sörja för person.

Decides from the words of one unit; 'alla tre delarna' is all of them; 'däremot inte förvalta egendom' leaves it
out. Never: guesses a scope from the kind of representative.
"""

from __future__ import annotations

from nlp.statements.clauses import read_sentences

PARTS = {"RIGHTS": "bevaka rätt", "PROPERTY": "förvalta egendom", "PERSONCARE": "sörja för person"}


def find_scope(text: str) -> tuple[str, ...]:
    """The parts of the assignment that `text` names, in the law's order."""
    found: set[str] = set()
    for sentence in read_sentences(text):
        for clause in sentence.clauses:
            if "NEG" in clause.concepts and len(PARTS.keys() & clause.concepts) == 1:
                continue
            if "ALLSCOPE" in clause.concepts:
                found |= PARTS.keys()
            found |= PARTS.keys() & clause.concepts
    return tuple(words for concept, words in PARTS.items() if concept in found)
