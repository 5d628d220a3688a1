"""Which qualifiers hold in which clause. A row is a sentence in which «words»{QUALIFIERS} marks a stretch and all
that holds in its clause; an empty pair of braces marks a plain statement. The trap stands beside it."""

from __future__ import annotations

import re

import pytest
import spacy

import nlp.statements.component  # noqa: F401  (registers the component)

MARK = re.compile(r"«(.+?)»\{([A-Z ]*)\}")
ROWS = [
    "«FREDA ställdes inte»{NEG}",
    "«FREDA ej ställd»{NEG} – «handledaren satt med»{}",  # the dash opens a clause of its own
    "«FREDA har inte bara ställts»{} utan också följts upp.",  # pseudo-negation
    "«X har inget emot att vi talar med systern»{}.",  # pseudo-negation
    "«Samtycket till mormor gäller»{}, «det till farmor gäller inte»{NEG}.",  # scope ends at the comma
    "«Modern fick information»{} men «fadern fick ingen»{NEG}.",
    "«FREDA ska ställas vid nästa möte»{PLANNED}.",
    "«Kanske vill X ha en SIP»{HYPOTHETICAL}.",
    "«Samtycke: ☐ ja ☒ nej»{NEG TICKED}",  # the box before the word
    "«Samtycke: ☒ ja ☐ nej»{TICKED}",
    "«Samtycke: ☐ ja ☐ nej»{NEG UNANSWERED}",  # no box is ticked: no answer
    "«FREDA: –»{NEG}",  # a form line with a dash
    "«FREDA ställd?»{QUESTION}",
    "«Kollegan ställde FREDA i hans eget ärende»{OTHERCASE}.",
    "«Datum: ____»{UNANSWERED}",
    "«Beskriv den enskildes fritid»{UNANSWERED}.",  # what the form asks for
    "«Bokat gm boendestödet»{}.",  # 'gm' is genom, no god man
]


def _read(row: str) -> tuple[str, list[tuple[str, set[str]]]]:
    marks = [(m[1], set(m[2].split())) for m in MARK.finditer(row)]
    if not marks:
        raise ValueError(f"no mark-up in {row!r}")
    return MARK.sub(lambda m: m[1], row), marks


@pytest.mark.parametrize("row", ROWS)
def test_qualifiers_hold_in_their_clause(row: str) -> None:
    text, marks = _read(row)
    pipeline = spacy.blank("sv")
    pipeline.add_pipe("aktsam_qualifiers")
    doc = pipeline(text)
    for words, expected in marks:
        start = text.index(words)
        found = next(c for c in doc.spans["clauses"] if c.start_char <= start + 2 < c.end_char)
        assert set(found.label_.split()) == expected


def test_a_row_without_mark_up_is_refused() -> None:
    with pytest.raises(ValueError, match="no mark-up"):
        _read("FREDA ej ställd.")
