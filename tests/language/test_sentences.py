"""Sentence ends: `|` in a row shows where a sentence must end, and nowhere else."""

import pytest

from nlp.language import sentences
from nlp.types import Block, BlockKind

ROWS = [
    ("Tel m. K. Berg ang. GP.| Hon återk. kl. 9.30.", "initial and shorthand"),
    (
        "Han har rätt enl. 9 § 10 LSS.| Beslutet gäller t.o.m. 2024-03-20.",
        "capitals before the full stop are no initial",
    ),
    ("Vi ses den 12 maj.| Mötet är kl. 9.30 i lokalen.", "date and time"),
    ("Den 24:e ses vi.| Alla kommer, t.ex. Bo m.fl.| Vi bokar rum.", "m.fl. ends, t.ex. does not"),
    ("Hon bör få stöd enl. Anna.| Ingen åtgärd.", "abbreviation before a name"),
    ("1. Målet är att läsa.", "enumerator"),
    ("2022-02-28.| Ansökan har kommit in.", "date as a journal heading"),
    ("Läggs till akten.|Ingen åtgärd.", "space forgotten"),
    ("”Säg till dom att jag inte kommer mer.”| Verkstaden underrättad.", "quotation mark after the stop"),
    ('"Hur går det?" frågar hon.', "question inside a sentence"),
    ("Träffade Anna B.| Hon mår bra.", "initial at the end, then an opener"),
    ("Träffade Anna B. Karlsson i dag.", "initial in the middle"),
    ("Hdl. Karin Ek ringer.| Hdl ringer ej.", "title before a name"),
    ("Mejl fr. utf.| Svarar i morgon. /PA", "signature belongs to its sentence"),
    ("Han vet att det är jag som är hdl.| CH", "bare signature after shorthand"),
    ("Tel m syster ang. bokn. till fredag.", "shorthand before small letters"),
    ("ringer ej tillbaka.| hör av sig på måndag.| vill byta tid", "no capitals at all"),
    ("går igenom planen, han är stolt.| samtycke till att utreda: ja.", "no capitals, common word"),
    ("Energi 6/10 f.m., muntlig instr. 1–3 beroende på läge.", "shorthand before a figure"),
    ("Kl. 13.15–14.05 satt vi i köket.", "range of times"),
    ("Avgiften är 3.500 kr per mån.| Hon betalar själv.", "full stop in an amount"),
    ("Oj!| Vad hände?| Ingen vet...| Men det gick bra.", "other marks"),
    ("Hon sa: vi ses.| Sedan gick hon; det var sent.", "colon and semicolon do not end"),
    ("Se www.stad.se.| Mejla eva.berg@stad.se.| Klart.", "addresses"),
    ("P.g.a. sjukdom ställdes mötet in.| F.n. avvaktar vi.", "abbreviation first"),
    ("Kontakt m. BUP, VC m.m.| 2022 avslutades den.", "closing abbreviation before a figure"),
    ("Omfattn. 20 tim/v.| Uppf. i maj.", "shorthand first"),
]


@pytest.mark.parametrize(("marked", "trap"), ROWS, ids=[trap for _, trap in ROWS])
def test_sentence_ends(marked: str, trap: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "")
    assert [text[a:b] for a, b in sentences(text)] == expected


def test_lines_and_cells_always_end() -> None:
    text = "Mål\tDelmål\nHon ska\ntrivas\toch\tmå bra"
    assert [text[a:b] for a, b in sentences(text)] == ["Mål", "Delmål", "Hon ska", "trivas", "och", "må bra"]


def test_blocks_are_not_crossed_and_nothing_else_is_read() -> None:
    text = "Rubrik utan punkt\nFörsta. Andra\nutanför"
    blocks = [Block(0, 17, 1, BlockKind.HEADING), Block(18, 31, 1, BlockKind.PARAGRAPH)]
    assert [text[a:b] for a, b in sentences(text, blocks)] == ["Rubrik utan punkt", "Första.", "Andra"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "...", ".", "/"])
def test_odd_text_gives_no_empty_sentence(text: str) -> None:
    assert all(text[a:b].strip() for a, b in sentences(text))
