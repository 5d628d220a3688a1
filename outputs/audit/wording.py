"""Does the plan carry the order word for word? (2021 audit, rule R5: to the audit a rewritten goal was "partial".)

Beside the verdict on what order and plan mean, which stands in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

JUDGED = ("full", "partial", "none")


def literal_verdict(verdict: str | None, order: Iterable[str], plan: Iterable[str]) -> str | None:
    """The verdict by wording alone: full, partial or none; where `verdict` judges no plan, that.

    A part of the order is carried if its words stand in a row within one part of the plan, capitals and signs aside;
    full if all are and the plan has no other part.
    """
    if verdict not in JUDGED:
        return verdict
    ordered, planned = [_words(t) for t in order], [_words(t) for t in plan]
    carried = [o for o in ordered if _within(o, planned)]
    if not carried:
        return "none"
    added = [p for p in planned if not any(_within(o, [p]) for o in ordered)]
    return "full" if len(carried) == len(ordered) and not added else "partial"


def _words(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "


def _within(words: str, places: Sequence[str]) -> bool:
    return any(words in place for place in places)
