"""Plain text in the encodings and shapes that systems export."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.reading import read_file
from nlp.types import BlockKind, Document

TEXT = "Åsa får stöd på café Örnen – tre dagar i veckan."


def read(folder: Path, content: bytes) -> Document:
    path = folder / "a.txt"
    path.write_bytes(content)
    return read_file(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, TEXT.encode(encoding)).text == TEXT


def test_title_headings_and_bullets(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Informationsruta\r\n\r\nMEDGIVANDEN\r\n- mamma\r\n* skolan\r\nEPILEPSI\r\nRing före kl 9\r\n".encode(),
    )
    assert document.title == "Informationsruta"
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        (BlockKind.HEADING, "MEDGIVANDEN"),
        (BlockKind.BULLET, "mamma"),
        (BlockKind.BULLET, "skolan"),
        (BlockKind.PARAGRAPH, "EPILEPSI"),  # a note in capitals among others is no heading
        (BlockKind.PARAGRAPH, "Ring före kl 9"),
    ]


def test_wrapped_text_is_made_whole(tmp_path: Path) -> None:
    lines = (
        "Eva bor i en gruppbostad sedan hösten 2019 och trivs mycket bra där\n"
        "med sina grannar. På dagarna arbetar hon på ett café och hon vill få\n"
        "prova en praktikplats i en butik under våren om någon kan följa med\n"
        "henne dit.\n\nUppföljning sker i maj."
    )
    document = read(tmp_path, lines.encode())
    assert document.text == " ".join(lines.split("\n\n")[0].split("\n")) + "\nUppföljning sker i maj."


def test_notes_on_lines_of_their_own_stay_apart(tmp_path: Path) -> None:
    # Lines of one length that each end as sentences are notes, not a wrapped text.
    notes = [
        "Servicebostad sedan hösten 2021. Tolk behövs inte, men gärna bilder.",
        "Medgivande till mor och skola upphörde 2017-12-31 och gäller ej nu.",
        "Frågor om våld ej ställda vid mötet 2022-02-11, ny tid ska bokas in.",
    ]
    assert read(tmp_path, "\n".join(notes).encode()).text == "\n".join(notes)


def test_a_stray_break_inside_a_sentence_is_mended(tmp_path: Path) -> None:
    text = "Personalen och Eva går igenom veckan varje fredag\nefter lunch. Sedan åker hon hem."
    assert read(tmp_path, text.encode()).text == text.replace("\n", " ")


def test_short_items_in_small_letters_stay_apart(tmp_path: Path) -> None:
    text = "hålla i visp eller slev med eget grepp\nvälja mellan två recept med hjälp av bild"
    assert read(tmp_path, text.encode()).text == text


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    document = read(tmp_path, b"Ett stycke.\n\fNytt blad.")
    assert [b.page for b in document.blocks] == [1, 2]
    assert len(document.pages) == 2
