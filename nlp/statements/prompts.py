"""Text that only repeats what a form asks for, or says nothing.

Decides: empty text, dashes and dots, a text in brackets or of questions only, an instruction ('Beskriv ...',
'Här anges ...', 'fylls i tillsammans med ...'), 'Se ovan', 'uppgift saknas'. Never: 'vill inte svara', 'inget att
tillägga', 'inga skulder': these are information.
Example: '(Beskriv fysisk och psykisk hälsa.)' -> True; 'Inga problem.' -> False.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.data import load
from nlp.language import sentences

EMPTY = re.compile(r"[\W_]*")
BRACKETED = re.compile(r"\s*[(\[<{][^)\]>}]*[)\]>}]\s*\.?\s*")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("statements")["prompts"]
    return (
        re.compile(r"\s*(?:" + "|".join(data["instruction"]) + r")", re.IGNORECASE),
        re.compile(r"\s*(?:" + "|".join(data["nothing"]) + r")[\s.]*", re.IGNORECASE),
    )


def says_nothing(text: str) -> bool:
    """True if no sentence of `text` carries information."""
    instruction, nothing = _patterns()
    for start, end in sentences(text):
        words = text[start:end]
        if EMPTY.fullmatch(words) or BRACKETED.fullmatch(words) or nothing.fullmatch(words):
            continue
        if words.rstrip().endswith("?") or instruction.match(words):
            continue
        return False
    return True
