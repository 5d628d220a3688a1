"""Reading in children: a hostile file costs only itself."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from printing import Sheet

from nlp.reading import Limits, Readers, read_file, read_isolated
from nlp.types import Status

TEXT = "Eva vill prova en praktikplats i en butik under våren."


def good(folder: Path, name: str) -> Path:
    sheet = Sheet()
    sheet.lines([f"{TEXT} {name}"])
    return sheet.save(folder / name)


def endless(folder: Path) -> Path:
    """A small PDF whose one page writes the same words millions of times."""
    content = b"BT /F1 9 Tf " + b"(a b c d e f g h i j) Tj 0 1 Td " * 2_000_000 + b"ET"
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(content)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good(folder, "mall.pdf").read_bytes()))
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    path = folder / "utan slut.pdf"
    writer.write(path)
    return path


def test_children_read_as_this_process_does(tmp_path: Path) -> None:
    paths = [good(tmp_path, f"{n}.pdf") for n in range(5)] + [tmp_path / "borta.pdf"]
    (tmp_path / "a.txt").write_text("Mål\n\nEva åker själv.", encoding="utf-8")
    paths.append(tmp_path / "a.txt")
    for workers in (1, 2):
        assert list(read_isolated(paths, workers)) == [read_file(p) for p in paths]


def test_a_file_that_takes_too_much_is_a_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    paths = [good(tmp_path, "a.pdf"), endless(tmp_path), good(tmp_path, "b.pdf")]
    limits = Limits(cpu_seconds=1, wall_seconds=20, memory_bytes=300_000_000, ocr=False)
    first, bad, last = read_isolated(paths, 1, limits)
    assert (first.text, last.text) == (f"{TEXT} a.pdf", f"{TEXT} b.pdf")
    assert bad.status is Status.DAMAGED
    assert bad.message.startswith("Läsningen avbröts")
    assert bad.file == "utan slut.pdf"
    assert len(bad.sha256) == 64


def test_a_child_without_a_sign_of_life_is_ended(tmp_path: Path) -> None:
    limits = Limits(cpu_seconds=60, wall_seconds=0.02, ocr=False)
    with Readers(1, limits) as readers:
        document = readers.read(endless(tmp_path))
    assert (document.status, document.text) == (Status.DAMAGED, "")
    assert "för lång tid" in document.message
