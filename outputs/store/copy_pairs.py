"""What investigations of different persons have in common, as the last run over all of them found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from outputs.store.store import Store


@dataclass(frozen=True, slots=True)
class Investigation:
    """An investigation in the store: its case, the person by number (else by case), file and content."""

    case: str
    person: str
    file: str
    sha256: str
    reader: str


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two stretches, as half-open character offsets into their documents; `alike` is Jaccard 0-1 of word triples.

    A section that is nearly alike, or sentences that stand word for word in the other (`alike` 1.0; the other's offsets
    are then those of its whole text, 0 to 0).
    """

    case: str
    file: str
    start: int
    end: int
    other_case: str
    other_file: str
    other_start: int
    other_end: int
    alike: float


def investigations(store: Store) -> Iterator[Investigation]:
    """The investigations of all cases whose text is stored, by case."""
    query = """
        select d."case", coalesce(nullif(c.personal_number, ''), d."case") as person, d.file, d.sha256,
            max(r.reader) as reader
        from documents d join cases c on c."case" = d."case" join readings r on r.sha256 = d.sha256
        where d.kind = 'investigation' and c.removed is null and d.status in ('read', 'read_by_ocr')
        group by d.id order by d."case", d.file
    """
    for row in store.db.query(query):
        yield Investigation(**row)


def replace_pairs(store: Store, pairs: Iterable[CopyPair]) -> None:
    """Puts these pairs in the place of the earlier run's, in one transaction."""
    with store.writing() as db:
        db.execute("delete from copy_pairs")
        db.table("copy_pairs").insert_all(asdict(p) for p in pairs)


def pairs(store: Store, limit: int = 100) -> list[CopyPair]:
    """The most alike pairs first."""
    query = """
        select "case", file, start, "end", other_case, other_file, other_start, other_end, alike from copy_pairs
        order by alike desc, "case", other_case limit ?
    """
    return [CopyPair(**row) for row in store.db.query(query, [limit])]
