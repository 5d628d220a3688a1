"""The audit's tables from the facts of its cases, laid out by `outputs/data/audit.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from nlp.errors import SettingsError
from outputs.audit.answers import Answer, Asked, answer_to, is_asked
from outputs.audit.facts import CaseFacts
from outputs.audit.masking import with_hidden
from outputs.audit.people import births, provider_directions
from outputs.audit.rows import Measure, column_keys, make_row
from outputs.audit.types import Audit, Column, Table
from outputs.data import load


def make_audit(
    facts: Sequence[CaseFacts], as_of: dt.date, version: str, left_out: Mapping[str, str] | None = None
) -> Audit:
    """All tables over these cases.

    `left_out` are cases that are not among the facts, with why; a case that is counted but has unread documents is
    added to it, since it stands outside the questions that its unread documents leave open. Tables without rows (no
    provider, nobody who went on to work) are not in the audit.
    Raises `SettingsError` if the layout names what does not exist.
    """
    cases = sorted(facts, key=lambda f: f.case)
    layout = load("audit")
    tables = [_table(entry, cases) for entry in layout["table"]]
    tables.insert(1, births(cases))
    tables.append(provider_directions(cases))
    tables.extend(_unanswered(layout, cases))
    partly = {f.case: _partly(f.unread, layout["partly"]) for f in cases if f.unread}
    return Audit(
        as_of,
        version,
        tuple(f.case for f in cases),
        with_hidden(t for t in tables if t.rows),
        {**(left_out or {}), **partly},
    )


def _partly(unread: int, words: Mapping[str, str]) -> str:
    return words["one"] if unread == 1 else words["many"].format(n=unread)


def _columns(which: str, cases: Sequence[CaseFacts]) -> tuple[Column, ...]:
    labels = load("audit")["columns"]
    keys = column_keys(cases)
    if which == "total":
        keys = keys[:1]
    elif which == "sexes":
        keys = keys[:3]
    elif which != "all":
        raise SettingsError(f"audit.toml: kolumnerna {which} finns inte. Välj all, sexes eller total.")
    return tuple(Column(key, labels.get(key, key)) for key in keys)


def _table(entry: Mapping[str, Any], cases: Sequence[CaseFacts]) -> Table:
    columns = _columns(entry.get("columns", "all"), cases)
    measures = _groups(entry, cases) if "group" in entry else [_measure(row, entry["asked"]) for row in entry["row"]]
    return Table(
        key=entry["key"],
        title=entry["title"],
        denominator=entry["denominator"],
        columns=columns,
        rows=tuple(make_row(m, cases, columns) for m in measures),
        rule=entry.get("rule", ""),
        note=entry.get("note", ""),
        exclusive=entry.get("exclusive", False),
        base=entry.get("base", False),
    )


def _measure(row: Mapping[str, Any], asked: str) -> Measure:
    return Measure(row["key"], row["label"], is_asked(asked), _counts(answer_to(row["answer"]), row.get("is", [True])))


def _counts(answer: Answer, counted: Collection[Any]) -> Callable[[CaseFacts], bool | None]:
    def counts(case: CaseFacts) -> bool | None:
        value = answer(case)
        return None if value is None else value in counted

    return counts


def _groups(entry: Mapping[str, Any], cases: Sequence[CaseFacts]) -> list[Measure]:
    """A measure for each group that has anyone asked, by name (an order by size would tell masked numbers)."""
    group, asked = answer_to(entry["group"]), is_asked(entry["asked"])
    names = sorted({group(f) for f in cases if asked(f) and group(f)}, key=str.casefold)
    labels = entry.get("labels", {})
    if not entry.get("within"):
        return [Measure(n, labels.get(n, n), asked, _counts(group, [n])) for n in names]
    counts = _counts(answer_to(entry["answer"]), entry.get("is", [True]))
    return [Measure(n, n, _member(asked, group, n), counts) for n in names]


def _member(asked: Asked, group: Answer, name: str) -> Asked:
    return lambda f: asked(f) and bool(group(f) == name)


def _unanswered(layout: Mapping[str, Any], cases: Sequence[CaseFacts]) -> Iterator[Table]:
    """For each question the cases to which no answer is known, among those it is put to.

    Two tables: whom a follow-on question is put to is itself a finding.
    """
    columns = _columns("all", cases)
    for words in layout["unanswered"]:
        asked = [t for t in layout["table"] if "row" in t and (t["asked"] in words["asked"]) == words["base"]]
        measures = [m for m in map(_unknown, asked) if any(m.asked(f) and m.counts(f) for f in cases)]
        rows = tuple(make_row(m, cases, columns) for m in measures)
        yield Table(
            words["key"], words["title"], words["denominator"], columns, rows, note=words["note"], base=words["base"]
        )


def _unknown(entry: Mapping[str, Any]) -> Measure:
    rows = [_measure(row, entry["asked"]) for row in entry["row"]]
    return Measure(
        entry["key"], entry["title"], is_asked(entry["asked"]), lambda f: any(r.counts(f) is None for r in rows)
    )
