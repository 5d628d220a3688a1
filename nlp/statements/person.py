"""The person's own name in running text, so that the person is not taken for a third party.

Decides: names from the form head of a document ('Namn', 'Avser'), and those given; each, and its initial where the
text uses it alone, reads as 'X'. Offsets stay. Never: masks a surname that stands after another first name
('systern Petra Nilsson'), or what a reader is shown.
Example: `masked("Filip ringer.", frozenset({"Filip"}))` -> 'X     ringer.'
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nlp.types import Document

WORD = re.compile(r"[A-ZÅÄÖ][\wé-]+")


def names_of(document: Document) -> frozenset[str]:
    """The person's first names and surname as printed in the document's form head."""
    found = (
        v for k, v in document.fields.items() if k.lower().startswith(("namn", "avser", "sökande", "den enskilde"))
    )
    return frozenset(w for value in found for w in WORD.findall(value))


def masked(text: str, names: Collection[str]) -> str:
    """`text` with the person's names as 'X' and as long as before."""
    if not names:
        return text
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    full = re.compile(rf"\b(?:{either})s?(?:\s(?:{either})s?)?\b")
    single = re.compile(rf"(?<![\w.])[{''.join(sorted({n[0] for n in names}))}](?=\s+[a-zåäö]|:s\b)")
    hidden = full.sub(lambda m: m[0] if _of_another(text, m.start()) else "X" + " " * (len(m[0]) - 1), text)
    return single.sub("X", hidden)


def _of_another(text: str, start: int) -> bool:
    """True if another first name stands right before."""
    before = re.search(r"([A-ZÅÄÖ][\wé-]+)\s$", text[:start])
    return before is not None and not re.search(r"(?:^|[.!?]\s)[A-ZÅÄÖ][\wé-]+\s$", text[:start])
