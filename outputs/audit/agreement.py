"""The inspectors' answers beside the machine's: agreement and Cohen's kappa per question, and where they differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from outputs.audit.questions import Question, questions
from outputs.data import load
from outputs.store.sample_answers import Given

Answers = Mapping[tuple[str, str], Given]


@dataclass(frozen=True)
class Agreement:
    """One question over the sample. `compared`: cases where both have an answer; `unclear`: the inspector could not
    tell; `silent`: the machine has none. `kappa` None: not defined (fewer than two cases, or all answers alike)."""

    question: Question
    compared: int
    same: int
    unclear: int
    silent: int
    kappa: float | None

    @property
    def percent(self) -> int | None:
        """Whole percent that agree, half rounded up as in the audit's tables."""
        return (200 * self.same + self.compared) // (2 * self.compared) if self.compared else None


@dataclass(frozen=True)
class Difference:
    """One answer where inspector and machine differ."""

    case: str
    question: Question
    given: Given
    machine: str


def agreement(answers: Answers, records: Mapping[str, Mapping[str, Any]]) -> list[Agreement]:
    """Every question over the cases of `records`."""
    return [_agreement(question, answers, records) for question in questions()]


def differences(answers: Answers, records: Mapping[str, Mapping[str, Any]]) -> list[Difference]:
    """Where the answers differ, by question and case. What the inspector cannot tell, or the machine does not say,
    is no difference."""
    return [
        Difference(case, question, given, machine)
        for question in questions()
        for case in sorted(records)
        if (given := answers.get((case, question.key)))
        and (machine := question.machine(records[case]))
        and differs(given.answer, machine)
    ]


def differs(given: str, machine: str) -> bool:
    """Whether two answers say different things; no answer and "unclear" never do."""
    return given not in ("", load("sample")["unclear"]["value"]) and machine != "" and given != machine


def _agreement(question: Question, answers: Answers, records: Mapping[str, Mapping[str, Any]]) -> Agreement:
    pairs: list[tuple[str, str]] = []
    unclear = silent = 0
    for case, record in records.items():
        given = answers.get((case, question.key))
        if given is None or not given.answer:
            continue
        machine = question.machine(record)
        if given.answer == load("sample")["unclear"]["value"]:
            unclear += 1
        elif not machine:
            silent += 1
        else:
            pairs.append((given.answer, machine))
    same = sum(a == b for a, b in pairs)
    return Agreement(question, len(pairs), same, unclear, silent, _kappa(pairs))


def _kappa(pairs: Collection[tuple[str, str]]) -> float | None:
    if len(pairs) < 2 or len({value for pair in pairs for value in pair}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score  # slow to import, and asked for by one page only

    return float(cohen_kappa_score(*zip(*pairs, strict=True)))
