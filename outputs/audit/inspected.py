"""The facts of a sample's cases with the inspectors' answers in place of the machine's, where they have answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from outputs.audit.facts import CaseFacts
from outputs.audit.questions import Question, questions
from outputs.data import load
from outputs.store.sample_answers import Given


def inspected(facts: Iterable[CaseFacts], answers: Mapping[tuple[str, str], Given]) -> tuple[CaseFacts, ...]:
    """The facts, each answered question as the inspector says. "Kan inte avgöras" makes the answer unknown."""
    return tuple(replace(f, **_told(f.case, answers)) for f in facts)


def _told(case: str, answers: Mapping[tuple[str, str], Given]) -> dict[str, Any]:
    return {
        question.fact: _value(question, given.answer)
        for question in questions()
        if (given := answers.get((case, question.key))) and given.answer
    }


def _value(question: Question, answer: str) -> Any:
    if answer == load("sample")["unclear"]["value"] or answer in question.unknown:
        return None
    return question.meaning.get(answer, {"true": True, "false": False}.get(answer, answer))
