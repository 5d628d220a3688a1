"""Whose documents stand in the file: those of another person are told apart and lead no review.

Decides over the printed form head, and where there is none over the personal numbers in the text: a personal number
that is not the person's own, while her own stands nowhere in the document; or a printed name that shares neither
first name nor surname with hers. Who the person is: the case system's list, else what most documents say. Never
decides from names in running text (relatives and staff stand there).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from nlp.types import CaseRow, Document, Evidence

T = TypeVar("T")
NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{6})[-+ ]?(\d{4})(?!\d)")
NAME_LABELS = ("namn", "avser", "brukare", "deltagare", "den enskilde", "klient", "sökande", "namn på deltagare")
NUMBER_LABELS = ("personnummer", "personnr", "pnr", "person-/samordningsnummer", "avser", "födelsedata")


def others(documents: Sequence[Document], row: CaseRow) -> tuple[Evidence, ...]:
    """Documents whose form head or personal numbers name somebody else: the words that say so, one a document."""
    numbers = {d.file: _numbers(d) for d in documents}
    own_number = _normal_number(row.personal_number) or _commonest(n for ns in numbers.values() for n in ns)
    own_name = _own_name(documents, row)
    found = []
    for document in documents:
        there = numbers[document.file]
        if own_number and there:
            if own_number not in there:
                found.append(Evidence(document.file, 1, _field(document, NUMBER_LABELS) or "personnummer i texten"))
            continue
        name = _name(document)
        if own_name and name and not name & own_name:
            found.append(Evidence(document.file, 1, _field(document, NAME_LABELS)))
    return tuple(found)


def own(documents: Sequence[Document], row: CaseRow) -> list[Document]:
    """The documents that the case is judged by. One with a number that is not the person's but her name (a slip of
    the pen) stays among them."""
    away, name = {e.file for e in others(documents, row)}, _own_name(documents, row)
    return [d for d in documents if d.file not in away or (name and name & _name(d))]


def names(documents: Sequence[Document], row: CaseRow) -> tuple[str, ...]:
    """The person's names as written: the list's, else those of the commonest form head."""
    written = row.name or _commonest(v for d in documents if (v := _field(d, NAME_LABELS).partition(":")[2])) or ""
    return tuple(re.findall(r"[^\W\d_]{3,}", written.split(",")[0]))


def _own_name(documents: Sequence[Document], row: CaseRow) -> frozenset[str]:
    return _parts(row.name) or _commonest(n for d in documents if (n := _name(d))) or frozenset()


def _field(document: Document, labels: tuple[str, ...]) -> str:
    for label, value in document.fields.items():
        if label.strip().rstrip(":").lower() in labels:
            return f"{label.strip().rstrip(':')}: {value}"
    return ""


def _normal_number(text: str) -> str:
    found = NUMBER.search(text)
    return f"{found[1]}-{found[2]}" if found else ""


def _numbers(document: Document) -> frozenset[str]:
    """Personal numbers of the form head, else of the text."""
    head = " ".join(document.fields.values())
    return frozenset(f"{m[1]}-{m[2]}" for m in NUMBER.finditer(head)) or frozenset(
        f"{m[1]}-{m[2]}" for m in NUMBER.finditer(document.text) if _is_day(m[1])
    )


def _is_day(digits: str) -> bool:
    return 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) % 60 <= 31


def _name(document: Document) -> frozenset[str]:
    return _parts(_field(document, NAME_LABELS).partition(":")[2])


def _parts(name: str) -> frozenset[str]:
    """First names and surnames in lower case; initials and numbers say nothing."""
    return frozenset(w.lower() for w in re.findall(r"[^\W\d_]{3,}", name.split(",")[0]))


def _commonest(values: Iterable[T]) -> T | None:
    counts = Counter(values).most_common(2)
    return counts[0][0] if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]) else None
