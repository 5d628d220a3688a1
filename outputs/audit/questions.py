"""The questions that the inspector answers beside the machine: text, answers to choose from, the machine's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from outputs.data import load
from outputs.values import at, kind

NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Question:
    """One question. `choices`: value and Swedish word, in order; `table`: as in protocol.toml, to show an answer with
    its words and places; `when`: path that must hold something for the question to be asked; `fact`, `meaning`,
    `unknown`: the field of `CaseFacts` that an answer fills, with which value, and answers that say nothing."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    table: Mapping[str, Any]
    when: str
    fact: str
    meaning: Mapping[str, bool]
    unknown: tuple[str, ...]

    def machine(self, record: Mapping[str, Any] | None) -> str:
        """The machine's answer as one of the choices; empty without a review, or where it says nothing."""
        if record is None:
            return ""
        found = kind(at(record, self.table["value"]))
        if self.when and not at(record, self.when):
            found = NOT_APPLICABLE
        return found if found in dict(self.choices) else ""

    def word(self, value: str) -> str:
        """An answer in words; a dash for none."""
        return dict(self.choices).get(value, "–")


@cache
def questions() -> tuple[Question, ...]:
    """All questions in the order of the form."""
    own = {q["key"]: q for q in load("protocol")["question"]}
    unclear = load("sample")["unclear"]
    out = []
    for given in load("sample")["question"]:
        table = own[given["protocol"]] if "protocol" in given else given
        labels = {**table["answers"], **given.get("labels", {})}
        choices = tuple((value, labels[value]) for value in given["values"])
        choices += ((unclear["value"], unclear["label"]),)
        text, meaning, unknown = given.get("text", table["text"]), given.get("meaning", {}), given.get("unknown", ())
        out.append(
            Question(
                table["key"], text, choices, table, given.get("when", ""), given["fact"], meaning, tuple(unknown)
            )
        )  # fmt: skip
    return tuple(out)
