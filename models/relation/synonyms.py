"""Makes `models/sv_relation/synonyms.tsv.xz`: a stem and its synonyms, from two word lists.

    python -m models.relation.synonyms LEXICON_FOLDER

Sources: Folkets synonymlexikon (Viggo Kann, KTH and mythes-sv; free use with notice kept) and the Swedish lemmas of
WordNet synsets (Open Multilingual Wordnet, CC BY 3.0; its Wiktionary part CC BY-SA). Single words only; synsets of
more than eight lemmas are left out as too wide.
"""

from __future__ import annotations

import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from nlp.conformity.lexicon import SYNONYMS
from nlp.conformity.words import stem

WIDEST = 8


def read_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Pairs of words that the lists hold for synonyms."""
    with lzma.open(folder / "synonymer-folkets.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            a, b = line.rstrip("\n").split("\t")[:2]
            yield a, b
    synsets: dict[str, set[str]] = defaultdict(set)
    with lzma.open(folder / "wordnet-sv.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            synset, lemma, _ = line.rstrip("\n").split("\t")
            synsets[synset].add(lemma)
    for lemmas in synsets.values():
        if len(lemmas) <= WIDEST:
            yield from combinations(sorted(lemmas), 2)


def write(folder: Path, out: Path) -> None:
    """Each pair once, under the stem that comes first in the alphabet."""
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in read_pairs(folder):
        x, y = sorted((stem(a.lower()), stem(b.lower())))
        if x != y and " " not in x + y and min(len(x), len(y)) > 2:
            found[x].add(y)
    text = "".join("\t".join([x, *sorted(found[x])]) + "\n" for x in sorted(found))
    out.write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    write(Path(sys.argv[1]), SYNONYMS)
