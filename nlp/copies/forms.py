"""Form text: sentences that belong to the template or the law and say nothing of the person.

Learned from the corpus: a sentence that stands in so many persons' investigations (`copies.toml`, form.persons) is
form text. What the template prints in any municipality ("Beskriv ...", the conditions of 9 § 10 LSS) is known from
the start, so a single file can be read without a corpus. The person's own name is masked, since the system fills
it in. Short answers ("Inga.") are never form text, however common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from nlp import data
from nlp.copies.normal import tokens
from nlp.copies.units import Sentence, outline
from nlp.types import Document


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in data.load("copies")["form"]["patterns"])


def form_key(sentence: Sentence, name: str = "") -> str:
    """The sentence as the corpus is asked for it: normal form, dates and ages masked, the person's name as 'x'."""
    own = set(tokens(name))
    return " ".join("x" if t in own else t for t in sentence.tokens)


@dataclass(frozen=True)
class FormText:
    """Form sentences learned from a corpus: key to the number of persons in whose investigations it stands.

    `asked` counts the persons in a corpus too large to be learned at once (`CopyIndex.persons_with`).
    """

    persons: dict[str, int] = field(default_factory=dict)
    asked: Callable[[Sentence], int] | None = None

    @classmethod
    def learn(cls, investigations: Iterable[tuple[str, Document]]) -> FormText:
        """Learn from (person, investigation) pairs. Several versions of one person count once."""
        seen: dict[str, set[str]] = {}
        for person, document in investigations:
            name = document.fields.get("Namn", "")
            for sentence in outline(document).sentences:
                seen.setdefault(form_key(sentence, name), set()).add(person)
        limit = data.load("copies")["form"]["persons"]
        return cls({key: len(people) for key, people in seen.items() if len(people) >= limit})

    def is_form(self, sentence: Sentence, name: str = "") -> bool:
        """True if the sentence is form text."""
        if len(sentence.tokens) < data.load("copies")["form"]["min_words"]:
            return False
        key = form_key(sentence, name)
        if key in self.persons or any(p.search(key) for p in _patterns()):
            return True
        return self.asked is not None and self.asked(sentence) >= data.load("copies")["form"]["persons"]
