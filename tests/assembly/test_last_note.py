"""The day of the last note: the later the safer, but never a day that has not come."""

import datetime as dt

import pytest

from nlp.assembly import last_note
from nlp.sections import sections
from nlp.types import Block, BlockKind, CaseFile, CaseRow, DecisionFacts, Document, Kind, Status

DAY = dt.date(2023, 10, 15)


def document(file: str, kind: Kind, text: str, date: str = "", received: str = "") -> Document:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), 1, BlockKind.PARAGRAPH))
        start += len(line) + 1
    days = [dt.date.fromisoformat(d) if d else None for d in (date, received)]
    return Document(
        file, file, Status.READ, text, blocks=tuple(blocks), kind=kind, date=days[0], received=days[1]
    )  # fmt: skip


JOURNAL = document("journal.txt", Kind.JOURNAL, "2021-02-03 Samtal med X./AL\n2022-05-06 Uppföljning./AL", "2021-02-03")
# what lies in the file, the last note, files without a day
CASES = [
    ([JOURNAL], "2022-05-06", ()),  # the journal's own date is its first entry, not its last
    ([document("beslut.txt", Kind.DECISION, "Beslut", "2022-06-01"), JOURNAL], "2022-06-01", ()),
    ([document("gp.txt", Kind.PLAN, "Plan", "2022-01-01", "2022-07-02"), JOURNAL], "2022-07-02", ()),  # came in later
    ([document("info.txt", Kind.INFORMATION_BOX, "FREDA ställd 2022-08-09"), JOURNAL], "2022-08-09", ()),
    ([document("brev.txt", Kind.OTHER, "Ett brev utan dag"), JOURNAL], "2022-05-06", ("brev.txt",)),
    ([document("u.txt", Kind.INVESTIGATION, "Flyttade 2022-12-24", "2021-01-01")], "2021-01-01", ()),  # told, not noted
    ([document("info.txt", Kind.INFORMATION_BOX, "Gäller till 2024-05-31, ändrat 2021-03-04")], "2021-03-04", ()),
    ([], None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("documents", "day", "undated"), CASES)
def test_the_last_note(documents: list[Document], day: str | None, undated: tuple[str, ...]) -> None:
    parts = {d.file: sections(d) for d in documents}
    found = last_note(CaseFile("A-1", DAY, CaseRow("A-1"), tuple(documents), DecisionFacts(True), sections=parts))
    assert (found.date and found.date.isoformat()) == day
    assert found.undated == undated
