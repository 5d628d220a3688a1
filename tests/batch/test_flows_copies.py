"""Copies over all investigations in a store: what two persons have in common and others have not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flows.copies import find_copies
from nlp.types import Block, BlockKind, CaseRow, Document, Kind, Status
from outputs.store import CaseResult, Reading, Store
from outputs.store.copy_pairs import pairs

FORM = "Beskriv den enskildes behov och önskemål samt vilka insatser som tidigare har prövats i ärendet."
HOME = "{who} bor i en tvåa på Lingonvägen med katten Sotis och två akvarier fulla av neontetror från {town}."
HOBBY = "På lördagarna åker {who} tåg till museet i {town} och ritar av gamla ånglok i ett stort svart block."
PASTED = "Hen spelar dragspel i en orkester i Åmål. Orkestern övar varje torsdag i en gammal smedja vid älven."


def document(file: str, sections: dict[str, str]) -> Document:
    text, blocks = "DUR-utredning", [Block(0, 13, 1, BlockKind.HEADING, 1)]
    for heading, words in sections.items():
        for piece, kind in ((heading, BlockKind.HEADING), (words, BlockKind.PARAGRAPH)):
            start = len(text) + 1
            text += "\n" + piece
            blocks.append(Block(start, len(text), 1, kind, 1 if kind is BlockKind.HEADING else 0))
    return Document(
        file, f"sha {file}", Status.READ, text, blocks=tuple(blocks), kind=Kind.INVESTIGATION, title="DUR-utredning"
    )  # fmt: skip


def save(store: Store, case: str, number: str, sections: dict[str, str]) -> None:
    record = {"case": case, "flags": [], "conformity": {"links": []}, "order": None, "plan": None}
    read = document(f"DUR {case}.txt", {**sections, "Bedömning": FORM})
    row = CaseRow(case, personal_number=number)
    store.save(CaseResult(row, "k", dt.date(2024, 1, 1), "r", (read,), (Reading.of(read),), record), 1)


def test_what_two_persons_share_is_told_once_and_form_text_never(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store(path) as store:
        save(store, "A-1", "1", {"Boende": HOME.format(who="Eva", town="Mora")})
        save(store, "A-2", "2", {"Boende": HOME.format(who="Eva", town="Mora") + " Hon trivs."})  # a copied section
        save(store, "A-3", "3", {"Fritid": HOBBY.format(who="Kim", town="Gävle")})
        save(store, "A-4", "3", {"Fritid": HOBBY.format(who="Kim", town="Gävle")})  # the same person's other case
        save(store, "A-5", "5", {"Fritid": HOBBY.format(who="Bo", town="Kil") + " " + PASTED})
        save(store, "A-6", "6", {"Hälsa": "God hälsa, inga mediciner och inga besvär just nu. " + PASTED})
    found = find_copies(path)
    assert (found.investigations, found.cases) == (6, 6)
    assert {frozenset((p.case, p.other_case)) for p in found.pairs} == {
        frozenset(("A-1", "A-2")), frozenset(("A-5", "A-6")),
    }  # fmt: skip
    assert len(found.pairs) == 2
    with Store(path) as store:
        texts = {r["case"]: r["text"] for r in store.db.query('select "case", text from documents')}
        pasted = next(p for p in pairs(store) if p.case == "A-6")
        assert texts["A-6"][pasted.start : pasted.end] == PASTED
        assert find_copies(path).pairs == found.pairs
        assert len(pairs(store)) == 2  # a second run replaces the first one's pairs
