"""Near-duplicates over all investigations in the store: each against all other persons', form text left out.

Two passes: the first notes in whose investigations a sentence stands, the second compares what is no form text: whole
sections that are nearly alike, and runs of sentences that stand word for word elsewhere. The index lives in a temporary
file for the run, so that nothing of a deleted case is left in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from nlp.assembly import describe
from nlp.copies import CopyIndex, FormText
from nlp.copies.index import Passage
from nlp.copies.units import Outline, Sentence, outline
from outputs.store import Store
from outputs.store.copy_pairs import CopyPair, Investigation, investigations, replace_pairs

BATCH = 50
"""Investigations whose sentences are noted in one transaction."""
BEST = 5
"""Near-duplicates kept for one section, the most alike: what more persons have is on its way to be form text."""
RUN_WORDS = 15
"""Words from which sentences that stand word for word elsewhere are told of: less than that many may write alike."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run compared and found, in numbers; `pairs` most alike first."""

    investigations: int
    cases: int
    pairs: tuple[CopyPair, ...]


def find_copies(path: Path) -> Copied:
    """Compares all investigations in the store and puts the pairs found there. Raises `StoreError`."""
    with Store(path) as store, TemporaryDirectory() as folder:
        everything = list(investigations(store))
        sentences, sections = CopyIndex(Path(folder) / "sentences.db"), CopyIndex(Path(folder) / "sections.db")
        try:
            _count(store, everything, sentences)
            forms = FormText(asked=sentences.persons_with)
            found = [p for i in everything for p in _compare(store, i, forms, sections, sentences)]
        finally:
            sentences.close()
            sections.close()
        found.sort(key=lambda p: (-p.alike, p.case, p.other_case))
        replace_pairs(store, found)
    return Copied(len(everything), len({i.case for i in everything}), tuple(found))


def _count(store: Store, everything: list[Investigation], index: CopyIndex) -> None:
    for first in range(0, len(everything), BATCH):
        batch = [(i, _outline(store, i)) for i in everything[first : first + BATCH]]
        index.add_many((i.person, _place(i), (), [s.key for s in whole.sentences]) for i, whole in batch if whole)


def _compare(
    store: Store, investigation: Investigation, forms: FormText, sections: CopyIndex, sentences: CopyIndex
) -> Iterator[CopyPair]:
    """The pairs of one investigation with those before it; then it is added."""
    whole = _outline(store, investigation)
    if whole is None:
        return
    passages = []
    for number, section in enumerate(whole.sections):
        own = [s for s in whole.sentences if s.section == number and not forms.is_form(s)]
        words = [token for s in own for token in s.key]
        passages.append(Passage(section.start, section.end, words))
        alike = sections.alike(words, not_person=investigation.person)[:BEST]
        for other in alike:
            case, file = other.file.split("/", 1)
            yield CopyPair(
                case, file, other.start, other.end, investigation.case, investigation.file, section.start,
                section.end, round(other.score, 3),
            )  # fmt: skip
        if not alike:
            yield from _word_for_word(own, investigation, sentences)
    sections.add_many([(investigation.person, _place(investigation), passages, [])])


def _word_for_word(own: list[Sentence], investigation: Investigation, index: CopyIndex) -> Iterator[CopyPair]:
    """Runs of sentences that stand in another person's investigation, told once: from the later case's side."""
    for place, run in groupby(own, key=lambda s: index.elsewhere(s, investigation.person)):
        found = list(run)
        if place is None or sum(s.words for s in found) < RUN_WORDS:
            continue
        case, file = place.split("/", 1)
        if case < investigation.case:
            yield CopyPair(
                investigation.case, investigation.file, found[0].start, found[-1].end, case, file, 0, 0, 1.0
            )  # fmt: skip


def _place(investigation: Investigation) -> str:
    return f"{investigation.case}/{investigation.file}"


def _outline(store: Store, investigation: Investigation) -> Outline | None:
    document = store.reading(investigation.sha256, investigation.reader, investigation.file)
    return outline(describe(document)) if document else None
