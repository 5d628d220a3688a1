"""What free words of list, order and investigation are counted as (`outputs/data/audit_words.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from outputs.data import load


def support(words: str) -> str:
    """LSS or SoL; "" where the words name neither. A paragraph of law decides before the name of the support."""
    kinds = load("audit_words")["support"]
    return next((kind for name in ("law", "name") for kind, said in kinds[name].items() if _said(said, words)), "")


def purpose(texts: Iterable[str]) -> str | None:
    """What the order is for: social, work, both, or unclear where it says neither; None where it says nothing."""
    words = "\n".join(texts)
    if not words.strip():
        return None
    said = [kind for kind, phrases in load("audit_words")["purpose"].items() if _said(phrases, words)]
    return "both" if len(said) > 1 else said[0] if said else "unclear"


def care_place(texts: Iterable[str]) -> str:
    """psychiatry or other, by the words that tell of the contact."""
    return "psychiatry" if _said(load("audit_words")["care"]["psychiatry"], "\n".join(texts)) else "other"


def _said(phrases: Iterable[str], words: str) -> bool:
    return any(re.search(phrase, words, re.IGNORECASE) for phrase in phrases)
