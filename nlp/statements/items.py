"""Lines of an information box into items: what stands there of several questions is read one by one.

Decides: sentences; in a line that opens with a box, what stands after each ticked one; at a comma or semicolon, a
part that opens with the word of a question ('SIP nej', 'GM Ulla', 'uppf 190512'). Never: cuts a list of parties
('Samtycke: mamma, FK'), or gives an unticked box.
Example: 'v 43: uppf DV klar, SIP nej, FREDA ja 211026' -> three items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from nlp.data import load
from nlp.language import sentences
from nlp.statements.clauses import BOX, TICKED


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the items of text[start:end], in order."""
    for a, b in sentences(text[start:end]):
        yield from _of_line(text, start + a, start + b)


def _of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    boxes = list(BOX.finditer(text, start, end))
    if not boxes:
        cuts = [start, *(m.start("word") for m in _openers().finditer(text, start, end)), end]
        yield from ((a, b) for a, b in pairwise(cuts) if text[a:b].strip(" ,;."))
    elif boxes[0].start() > start or len(boxes) < 2:
        yield start, end
    else:
        ends = [*(b.start() for b in boxes[1:]), end]
        ticked = [(b.start(), e) for b, e in zip(boxes, ends, strict=True) if TICKED.search(b[0])]
        yield from ticked or [(start, end)]


@cache
def _openers() -> re.Pattern[str]:
    words = "|".join(load("statements")["questions"]["openers"])
    return re.compile(rf"[,;]\s+(?P<word>(?:{words})\b)", re.IGNORECASE)
