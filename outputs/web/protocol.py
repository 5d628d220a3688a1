"""The inspector's protocol of one case: the audit's questions with answers, words, places searched, flags.

An answer of absence stands as "kan inte bedömas fullt ut" where a file that belongs to it could not be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from outputs.data import load
from outputs.store import Store
from outputs.store.verdicts import Verdict, history
from outputs.values import at, kind

FIELD = re.compile(r"\{([\w.]+)\}")
RANKS = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as evidence, with a line before and after, and the address of the page where they stand."""

    file: str
    page: int
    text: str
    before: str
    after: str
    link: str
    reason: str


@dataclass(frozen=True)
class ShownFlag:
    """One flag with its quotes and the answers it has had, newest first."""

    id: int
    code: str
    label: str
    severity: str
    message: str
    state: str
    until: str
    is_open: bool
    quotes: tuple[Quote, ...]
    searched: tuple[str, ...]
    answers: tuple[Verdict, ...]

    @property
    def newest(self) -> int:
        """The newest answer, which a form sends back to tell whether another has come since."""
        return self.answers[0].id if self.answers else 0


@dataclass(frozen=True)
class Line:
    """One question of the protocol."""

    key: str
    text: str
    answer: str
    caution: str
    quotes: tuple[Quote, ...]
    searched: tuple[str, ...]
    flags: tuple[ShownFlag, ...] = field(default=())

    @property
    def rank(self) -> int:
        """Severity of its gravest flag, 0 the gravest; 3 without flags."""
        return min((RANKS[f.severity] for f in self.flags), default=3)


class CasePages:
    """Addresses and texts of one case's documents, by file name."""

    def __init__(self, store: Store, case: str) -> None:
        rows = list(store.db.query('select file, sha256, text from documents where "case" = ?', [case]))
        self._case = case
        self._texts = {r["file"]: r["text"] or "" for r in rows}
        self._marks = {r["file"]: r["sha256"][:16] for r in rows}

    def link(self, file: str, page: int = 1, start: int | None = None, end: int | None = None) -> str:
        """The address of a page, with the words marked if their place is known; empty for an unknown file."""
        if file not in self._marks:
            return ""
        asked = {"sida": page} | ({"fran": start, "till": end} if start is not None and end is not None else {})
        return f"/arende/{self._case}/dokument/{self._marks[file]}?{urlencode(asked)}#sida"

    def quote(self, words: Mapping[str, Any]) -> Quote:
        """Evidence of a review as it is shown."""
        text, start, end = self._texts.get(words["file"], ""), words.get("start"), words.get("end")
        before = after = ""
        if text and start is not None and end is not None:
            before = _tail(text[:start])
            after = _head(text[end:])
        page = words.get("page") or 1
        return Quote(
            words["file"], page, words.get("text", ""), before, after, self.link(words["file"], page, start, end),
            words.get("reason") or words.get("message") or "",
        )  # fmt: skip


def _tail(text: str) -> str:
    """The rest of the line before, and the line before that where it is short."""
    lines = text.rsplit("\n", 2)[-2:]
    return " ".join(line.strip() for line in lines)[-160:]


def _head(text: str) -> str:
    lines = text.split("\n", 2)[:2]
    return " ".join(line.strip() for line in lines)[:160]


def protocol(store: Store, case: str, record: Mapping[str, Any]) -> list[Line]:
    """The lines of a case: those with flags to decide first, gravest first; else in the protocol's order."""
    pages, answers = CasePages(store, case), history(store, case)
    rows = store.db.query("select * from flags where \"case\" = ? and (open = 1 or state != 'new')", [case])
    flags = [_flag(row, pages, answers.get(row["id"], [])) for row in rows]
    known = {code for question in load("protocol")["question"] for code in question["codes"]}
    lines = [line(question, record, pages, flags) for question in load("protocol")["question"]]
    rest = tuple(f for f in flags if f.code not in known)
    if rest:
        lines.append(Line("other", "Övrigt", "", "", (), (), rest))
    return sorted(lines, key=lambda line: (not _waits(line), line.rank if _waits(line) else 0))


def _waits(line: Line) -> bool:
    return any(f.is_open and f.state in ("new", "postponed") for f in line.flags)


def _flag(row: Mapping[str, Any], pages: CasePages, answers: list[Verdict]) -> ShownFlag:
    return ShownFlag(
        row["id"], row["code"], row["label"], row["severity"], row["message"], row["state"], row["until"],
        bool(row["open"]), tuple(pages.quote(e) for e in json.loads(row["evidence"])),
        tuple(json.loads(row["searched"])), tuple(answers),
    )  # fmt: skip


def line(question: Mapping[str, Any], record: Mapping[str, Any], pages: CasePages, flags: list[ShownFlag]) -> Line:
    """One question of the protocol (its table in protocol.toml) answered from a record."""
    value = at(record, question["value"])
    found = kind(value)
    answer = question["answers"].get(found, "Framgår inte")
    unread = at(record, question["unread"]) if "unread" in question else None
    caution = ""
    if unread and found in question.get("absent", ()):
        caution = "Kan inte bedömas fullt ut: " + "; ".join(_unread(u) for u in unread)
    evidence = [e for path in question.get("evidence", ()) for e in at(record, path) or ()]
    mine = tuple(sorted((f for f in flags if f.code in question["codes"]), key=lambda f: RANKS[f.severity]))
    return Line(
        question["key"], question["text"], FIELD.sub(lambda m: _words(at(record, m[1])), answer), caution,
        tuple(pages.quote(e) for e in evidence), tuple(at(record, question.get("searched", "")) or ()), mine,
    )  # fmt: skip


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "framgår inte"
    return "datum framgår inte" if value is None else str(value)


def _unread(item: Any) -> str:
    return str(item.get("message") or item.get("file")) if isinstance(item, Mapping) else str(item)
