"""Every section of every investigation of a municipality, searchable for near-duplicates.

Candidates by MinHash bands, decided by the exact sets. Kept in one SQLite file beside the store (or in memory);
holds hashes and places, no text. A new document is compared with the index in a time that does not grow with
it: each band key and each sentence remembers a bounded number of owners, and what more than that many have is form
text anyway. `remove` forgets a document, as gallring demands. One writer at a time; readers need no lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nlp import data
from nlp.copies.shingles import ALGORITHM, Set, band_keys, hashed, jaccard, shingles
from nlp.copies.units import Sentence, outline
from nlp.errors import StoreError
from nlp.types import Document

OWNERS = 64  # entries that one key remembers; more is form text
ALIKE = 0.7  # Jaccard of word triples from which two sections are near-duplicates
MIN_WORDS = 12  # a shorter section says too little to be somebody's
_SCHEMA = """
create table if not exists meta(key text primary key, value text) without rowid;
create table if not exists document(id integer primary key, person text, file text, unique(person, file));
create table if not exists section(id integer primary key, document integer, start integer, end integer, set_ blob);
create table if not exists band(key integer, section integer, primary key(key, section)) without rowid;
create table if not exists sentence(key integer, document integer, primary key(key, document)) without rowid;
create index if not exists section_document on section(document);
"""


class Found(NamedTuple):
    """A section of another person's investigation, and how alike: Jaccard 0-1 of word triples."""

    person: str
    file: str
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Passage:
    """Words of one section, with their place in the document."""

    start: int
    end: int
    words: Sequence[str]


class CopyIndex:
    """The index. Raises `StoreError` where the file cannot be opened or was built by another algorithm."""

    def __init__(self, path: Path | None = None) -> None:
        try:
            self._db = sqlite3.connect(path or ":memory:")
            self._db.executescript("pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-262144;")
            self._db.executescript(_SCHEMA)
            with self._db:
                self._db.execute("insert or ignore into meta values ('algorithm', ?)", (ALGORITHM,))
            built = self._db.execute("select value from meta where key = 'algorithm'").fetchone()[0]
        except sqlite3.Error as e:
            raise StoreError(f"Kopieringsregistret kan inte öppnas ({type(e).__name__}). Bygg det på nytt.") from e
        if built != ALGORITHM:
            raise StoreError("Kopieringsregistret är byggt med en annan metod. Ta bort filen och bygg det på nytt.")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, person: str, document: Document) -> None:
        """Add (or put in place of its earlier reading) one investigation of a person."""
        whole = outline(document)
        parts = []
        for number, section in enumerate(whole.sections):
            words = [t for s in whole.sentences if s.section == number for t in s.key]
            parts.append(Passage(section.start, section.end, words))
        self.add_many([(person, document.file, parts, [s.key for s in whole.sentences])])

    def add_many(self, documents: Iterable[tuple[str, str, Sequence[Passage], Sequence[Sequence[str]]]]) -> None:
        """Add documents as (person, file, sections, sentences), all or none."""
        rows = list(documents)
        with self._db:
            for person, file, *_ in rows:
                self._forget(person, file)
            kept: list[tuple[int, Passage, Set]] = []
            for person, file, passages, sentences in rows:
                number = self._db.execute("insert into document(person, file) values (?, ?)", (person, file)).lastrowid
                assert number is not None
                kept += [(number, p, shingles(p.words)) for p in passages if len(p.words) >= MIN_WORDS]
                self._add_keys("sentence", "document", [(hashed(s), number) for s in sentences if len(s) >= 4])
            if kept:
                self._add_sections(kept)

    def _add_sections(self, kept: list[tuple[int, Passage, Set]]) -> None:
        first = self._db.execute("select coalesce(max(id), 0) + 1 from section").fetchone()[0]
        self._db.executemany(
            "insert into section values (?, ?, ?, ?, ?)",
            ((first + i, d, p.start, p.end, s.tobytes()) for i, (d, p, s) in enumerate(kept)),
        )
        keys = band_keys([s for *_, s in kept])
        pairs = [(int(k), first + i) for i, row in enumerate(keys) for k in row]
        self._add_keys("band", "section", pairs)

    def _add_keys(self, table: str, owner: str, pairs: list[tuple[int, int]]) -> None:
        """Add (key, owner), up to OWNERS a key. The names are ours, never a user's."""
        self._db.executemany(
            f"insert or ignore into {table} select ?1, ?2 "  # noqa: S608
            f"where (select count(*) from (select 1 from {table} where key = ?1 limit {OWNERS})) < {OWNERS}",
            sorted(pairs),
        )

    def remove(self, person: str, file: str | None = None) -> None:
        """Forget one file of a person, or all of them."""
        with self._db:
            self._forget(person, file)

    def _forget(self, person: str, file: str | None) -> None:
        found = self._db.execute(
            "select id from document where person = ? and (? is null or file = ?)", (person, file, file)
        ).fetchall()
        for (number,) in found:
            rows = self._db.execute("select id, set_ from section where document = ?", (number,)).fetchall()
            if rows:
                keys = band_keys([np.frombuffer(r[1], dtype=np.uint32) for r in rows])
                pairs = [(int(k), r[0]) for r, row in zip(rows, keys, strict=True) for k in row]
                self._db.executemany("delete from band where key = ? and section = ?", pairs)
            self._db.execute("delete from section where document = ?", (number,))
            self._db.execute("delete from sentence where document = ?", (number,))
            self._db.execute("delete from document where id = ?", (number,))

    def alike(self, words: Sequence[str], not_person: str = "", least: float = ALIKE) -> list[Found]:
        """Sections of other persons that are near-duplicates of these words, best first."""
        own = shingles(words)
        if len(words) < MIN_WORDS or own.size == 0:
            return []
        keys = [int(k) for k in band_keys([own])[0]]
        marks = ",".join("?" * len(keys))
        rows = self._db.execute(
            "select distinct s.start, s.end, s.set_, d.person, d.file from band b join section s on s.id = b.section "  # noqa: S608
            f"join document d on d.id = s.document where b.key in ({marks}) and d.person <> ?",
            (*keys, not_person),
        )
        found = [
            Found(person, file, start, end, score)
            for start, end, blob, person, file in rows
            if (score := jaccard(own, np.frombuffer(blob, dtype=np.uint32))) >= least
        ]
        return sorted(found, key=lambda f: -f.score)

    def persons_with(self, sentence: Sentence) -> int:
        """In how many persons' investigations the sentence stands (counted to a bound)."""
        return len({person for person, _ in self._owners(sentence)})

    def elsewhere(self, sentence: Sentence, person: str) -> str | None:
        """The file of another person where the sentence stands word for word; None for form text or nowhere."""
        others = {(p, f) for p, f in self._owners(sentence) if p != person}
        if not others or len({p for p, _ in others}) >= data.load("copies")["form"]["persons"] - 1:
            return None
        return min(f for _, f in others)

    def _owners(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        yield from self._db.execute(
            "select distinct d.person, d.file from sentence s join document d on d.id = s.document where s.key = ?",
            (hashed(sentence.key),),
        )

    def __len__(self) -> int:
        """Number of sections."""
        return int(self._db.execute("select count(*) from section").fetchone()[0])
