"""Says how good an order is before it is sent: which parts it has, and how clear its goals are.

Decides: are purpose, goal, sub-goal and activity there; is each goal and sub-goal specific, measurable and
time-bound (the S, M and T of SMART; whether it is accepted and realistic no text tells). Precedence: patterns of
`data/elements_quality.toml`. Never: says that an order is wrong, or judges purposes and activities.
Example: "Kim ska må bra." is none of the three; "Kim har senast 2024-05-31 praktik två dagar i veckan." is all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.data import load
from nlp.elements.find import find_elements
from nlp.types import Document, Element, ElementKind


@dataclass(frozen=True, slots=True)
class GoalQuality:
    """One goal or sub-goal: what it is, and a Swedish hint for each thing that it is not."""

    element: Element
    specific: bool
    measurable: bool
    timed: bool
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderQuality:
    """The quality of one order: its elements, a Swedish line for each missing kind, its goals."""

    elements: tuple[Element, ...]
    missing: dict[ElementKind, str]
    goals: tuple[GoalQuality, ...]

    @property
    def complete(self) -> bool:
        """True if no kind is missing and no goal has a hint."""
        return not self.missing and not any(g.hints for g in self.goals)


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("elements_quality")[name]["patterns"]))


def check_order(document: Document) -> OrderQuality:
    """Checks one order. Raises `ModelError` if the weights of the elements are lacking."""
    data: dict[str, Any] = load("elements_quality")
    elements = find_elements(document)
    kinds = {e.kind for e in elements}
    missing = {kind: data["missing"][kind.value] for kind in ElementKind if kind not in kinds}
    goals = tuple(check_goal(e) for e in elements if e.kind in (ElementKind.GOAL, ElementKind.SUBGOAL))
    return OrderQuality(elements, missing, goals)


def check_goal(element: Element) -> GoalQuality:
    """Checks one goal or sub-goal."""
    data: dict[str, Any] = load("elements_quality")
    text = element.text.lower()
    found = {
        "specific": _is_specific(text, data["vague"]["content_words"]),
        "measurable": bool(_patterns("measurable").search(text)),
        "timed": bool(_patterns("timed").search(text)),
    }
    hints = tuple(data["hints"][name] for name, is_so in found.items() if not is_so)
    return GoalQuality(element, found["specific"], found["measurable"], found["timed"], hints)


def _is_specific(text: str, content_words: int) -> bool:
    """Whether more is said than vague words; a goal without vague words needs two words of content."""
    rest, vague = _patterns("vague").subn(" ", text)
    content = [w for w in re.findall(r"\w+", rest) if len(w) > 3]
    return len(content) >= (content_words if vague else 2)
