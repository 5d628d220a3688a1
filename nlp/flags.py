"""A case review into flags, by `data/flags.toml`. Most urgent first.

Decides nothing of its own: a flag is raised where the review says what its `when` asks for. What the review does
not know (None) raises no flag, neither for presence nor for absence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nlp import data
from nlp.errors import SettingsError
from nlp.types import Severity

ORDER = {severity.value: rank for rank, severity in enumerate(Severity)}
FIELD = re.compile(r"\{([\w.]+)(%?)\}")


def flags(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The flags of one review record (without its `flags`), as records: code, label, severity, message,
    evidence, searched."""
    raised = [_raise(rule, record) for rule in data.load("flags")["flag"] if _holds(rule["when"], record)]
    return sorted(raised, key=lambda f: ORDER[f["severity"]])


def _at(record: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path; None where the path ends early."""
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _holds(when: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    for path, wanted in when.items():
        value = _at(record, path)
        if isinstance(wanted, bool):
            if value is None and not (wanted is False and _known_empty(record, path)):
                return False
            if bool(value) is not wanted:
                return False
        elif value not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def _known_empty(record: Mapping[str, Any], path: str) -> bool:
    """An optional answer that was looked for and is not there: its parent stands in the record."""
    parent, _, name = path.rpartition(".")
    holder = _at(record, parent) if parent else record
    return isinstance(holder, Mapping) and name in holder and not holder.get("unread")


def _raise(rule: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    if rule["severity"] not in ORDER:
        raise SettingsError(f"flags.toml: {rule['code']} har en okänd allvarlighet. Tillåtna: {', '.join(ORDER)}.")
    evidence = _at(record, rule["evidence"]) if "evidence" in rule else None
    searched = _at(record, rule["searched"]) if "searched" in rule else None
    return {
        "code": rule["code"],
        "label": rule["label"],
        "severity": rule["severity"],
        "message": FIELD.sub(lambda m: _percent(record, m[1]) if m[2] else _words(record, m[1]), rule["message"]),
        "evidence": list(evidence or []),
        "searched": list(searched or []),
    }


def _percent(record: Mapping[str, Any], path: str) -> str:
    """A share (0-1) of the review as '87 %'; rounded down, so that 100 % says that nothing at all is new."""
    return f"{int(100 * _at(record, path))} %"


def _words(record: Mapping[str, Any], path: str) -> str:
    """A value of the review as it is read out in a message."""
    parent, _, name = path.rpartition(".")
    listed = _at(record, parent) if parent else None
    if isinstance(listed, list):
        if name == "count":
            return str(len(listed))
        key = {"files": "file", "messages": "message"}[name]
        return "; ".join(dict.fromkeys(str(item[key]) for item in listed))
    value = _at(record, path)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "okänt datum" if value is None else str(value)
