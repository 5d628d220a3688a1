"""The list behind `nlp.language.names`: first names, surnames and places with counts, and how often each is a word.

Columns of `nlp/data/names.tsv.xz`: form (lower case), bearers as first name, bearers as surname, 1 if a place, and
occurrences a million words with a small letter in running text (a name that is also a word has many; common words
that are no names are there too).
Sources: Statistics Sweden through peterdalle/svensktext (first names: public statistics; surnames, localities,
countries: CC BY 4.0), sjbrg/swedish-geodata (municipalities, postal towns: CC0).
"""

from __future__ import annotations

import csv
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parents[2] / "nlp" / "data" / "names.tsv.xz"
TEXTS = ("kommun-omsorg", "myndighetswebb", "riksdagen-interpellationer", "almedalen")
LEAST_FIRST, LEAST_SURNAME, LEAST_WORD = 8, 20, 3.0  # bearers, bearers, times a million words
WORD = re.compile(r"\b[a-zåäöéèüáóíøæ][a-zåäöéèüáóíøæ-]*\b")


def _rows(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        yield from rows


def train(data: Path, out: Path = OUT) -> None:
    """Writes the list from the `lexicon/` and `raw/` folders of `data`. About one CPU minute."""
    lexicon = data / "lexicon"
    first, surname, places = Counter[str](), Counter[str](), set[str]()
    for name, _, bearers in _rows(lexicon / "fornamn.tsv.xz"):
        first[name.lower()] += int(bearers)
    for name, bearers in _rows(lexicon / "efternamn.tsv.xz"):
        surname[name.lower()] += int(bearers)
    places |= {row[1].lower() for row in _rows(lexicon / "postnummer-kommun.tsv.xz")}
    places |= {row[0].lower() for row in _rows(lexicon / "ortsnamn.tsv")}
    places |= {row[1].lower() for row in _rows(lexicon / "nationaliteter.tsv")}
    words, total = Counter[str](), 0
    for text in TEXTS:
        with lzma.open(data / "raw" / f"{text}.txt.xz", "rt", encoding="utf-8") as file:
            found = WORD.findall(file.read())
            total += len(found)
            words.update(found)
    kept = (
        {n for n, k in first.items() if k >= LEAST_FIRST}
        | {n for n, k in surname.items() if k >= LEAST_SURNAME}
        | places
    )
    kept |= {w for w, n in words.items() if n * 1e6 >= LEAST_WORD * total}
    with lzma.open(out, "wt", encoding="utf-8", preset=9) as file:
        for name in sorted(n for n in kept if " " not in n or n in places):
            million = round(words[name] * 1e6 / total, 1)
            cells = (name, first[name], surname[name], int(name in places), f"{million:g}")
            file.write("\t".join(str(c) if c not in (0, "0") else "" for c in cells) + "\n")
