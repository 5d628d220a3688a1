"""What a review finds: links between order and plan, severity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How an order element comes back in the plan (values of the case-review schema)."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Link:
    """One link between an order element and the plan elements that carry it. Ids as in the elements."""

    order: str | None
    plan: tuple[str, ...]
    relation: Relation
    score: float | None = None
    reason: str = ""


class Severity(StrEnum):
    """How urgent a flag is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
