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
    its words and places; `when`: path that must hold something for the question to be asked."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    table: Mapping[str, Any]
    when: str

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
        out.append(Question(table["key"], table["text"], choices, table, given.get("when", "")))
    return tuple(out)
