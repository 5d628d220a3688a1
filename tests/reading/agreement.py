"""How far the reading of case files agrees with the marked-up sources they were printed from.

    python tests/reading/agreement.py annotations/sources annotations/cases
    python -m annotations.render annotations/blind OUT && python tests/reading/agreement.py annotations/blind OUT

prints, for each format: files; F1 of tokens; F1 of blocks (kind and whole text alike); the same with levels; F1 of
cells (place, row heading, column heading and text alike); shares with the right title and with a form head. A
paragraph that the source itself has cut by a stray line break counts as whole on both sides.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from pathlib import Path
from statistics import mean

from annotations.akt import read_akt
from nlp.reading import Limits, read_isolated
from nlp.reading.drafts import Draft, assemble, pieces_of
from nlp.reading.mending import mended
from nlp.types import Document, Page, Status

NAMES = ("tokens", "blocks", "levels", "cells", "title", "head")


def ideals(sources: Path, cases: Path, only: Iterable[str] = ()) -> dict[Path, Document]:
    """Each printed file with the perfect reading of it."""
    out: dict[Path, Document] = {}
    for source in sorted(sources.glob("*.akt")):
        if only and source.stem not in only:
            continue
        files = {f.stem: f for f in (cases / source.stem).iterdir()}
        for held in read_akt(source):
            for document in filter(None, (held.document, held.earlier)):
                if document.file in files:
                    out[files[document.file]] = whole(document)
    return out


def whole(document: Document) -> Document:
    """The source's own reading with stray line breaks mended."""
    drafts = [Draft(b.kind, pieces_of(document.text[b.start : b.end]), b.level, b.cell) for b in document.blocks]
    return assemble(document, mended(drafts), [Page(1, 0, 0)])


def f1(a: Iterable[Hashable], b: Iterable[Hashable]) -> float:
    """F1 of two bags."""
    one, two = Counter(a), Counter(b)
    total = sum(one.values()) + sum(two.values())
    return 2 * sum((one & two).values()) / total if total else 1.0


def compared(ideal: Document, read: Document) -> dict[str, float]:
    """The figures of one file; cells only where there are any."""

    def blocks(d: Document, level: bool) -> list[Hashable]:
        return [(b.kind, b.level if level else 0, " ".join(d.text[b.start : b.end].split())) for b in d.blocks]

    def cells(d: Document) -> list[Hashable]:
        return [(b.cell, " ".join(d.text[b.start : b.end].split())) for b in d.blocks if b.cell]

    out = {
        "tokens": f1(ideal.text.split(), read.text.split()),
        "blocks": f1(blocks(ideal, False), blocks(read, False)),
        "levels": f1(blocks(ideal, True), blocks(read, True)),
        "title": float((ideal.title or "").casefold() == (read.title or "").casefold()),
        "head": float(bool(read.fields)),
    }
    if cells(ideal) or cells(read):
        out["cells"] = f1(cells(ideal), cells(read))
    return out


def measured(sources: Path, cases: Path, limits: Limits, only: Iterable[str] = ()) -> dict[str, dict[str, float]]:
    """Means by format; `n` is the number of files."""
    held = ideals(sources, cases, only)
    figures: dict[str, list[dict[str, float]]] = defaultdict(list)
    for path, document in zip(held, read_isolated(held, 2, limits), strict=True):
        if document.status is Status.NEEDS_OCR and not limits.ocr:
            continue
        kind = "scan" if document.status is Status.READ_BY_OCR else path.suffix.lstrip(".")
        figures[kind].append(compared(held[path], document))
    return {
        kind: {"n": len(rows)} | {n: mean(v) for n in NAMES if (v := [row[n] for row in rows if n in row])}
        for kind, rows in sorted(figures.items())
    }


if __name__ == "__main__":
    for kind, row in measured(Path(sys.argv[1]), Path(sys.argv[2]), Limits()).items():
        print(f"{kind:5} {row['n']:4} files ", "  ".join(f"{n} {row[n]:.4f}" for n in NAMES if n in row))
