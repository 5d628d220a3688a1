"""Training text of the language pipeline: treebanks in CoNLL-U, brought to one way of labelling.

Talbanken's labels are the measure. PUD's features and lemmas are replaced by Talbanken's where Talbanken always
gives the same ones to the same form and SUC tag (learned from Talbanken's training part only).
LinES is never read: its licence forbids commercial use.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin


@dataclass(frozen=True, slots=True)
class Row:
    """One word of a treebank: form, lemma, parts of speech (UD and SUC), features ("_" for none)."""

    form: str
    lemma: str
    pos: str
    suc: str
    feats: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its id and words; `begins` a block of the page, where the file says so."""

    id: str
    rows: tuple[Row, ...]
    begins: bool = False

    @property
    def text(self) -> str:
        return "".join(r.form + (" " if r.space else "") for r in self.rows).rstrip()


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; ranges and empty nodes are left out."""
    for part in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows, name, begins = [], "", False
        for line in part.split("\n"):
            if m := re.match(r"# sent_id = (.+)", line):
                name = m[1]
            begins = begins or line.startswith("# newpar")
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                _, form, lemma, pos, suc, feats, _, _, _, misc = cells
                rows.append(Row(form, lemma.replace("_", " "), pos, suc, feats, "SpaceAfter=No" not in misc))
        yield Sentence(name, tuple(rows), begins)


def harmonise(sentences: Iterable[Sentence], measure: Iterable[Sentence]) -> Iterator[Sentence]:
    """`sentences` labelled the way that `measure` is."""
    words: dict[tuple[str, str], Counter[tuple[str, str, str]]] = defaultdict(Counter)
    tags: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in (r for s in measure for r in s.rows):
        words[row.form.lower(), row.suc][row.pos, row.feats, row.lemma] += 1
        tags[row.pos, row.suc][row.feats] += 1
    for sentence in sentences:
        yield replace(sentence, rows=tuple(_harmonised(r, words, tags) for r in sentence.rows))


def _harmonised(
    row: Row,
    words: dict[tuple[str, str], Counter[tuple[str, str, str]]],
    tags: dict[tuple[str, str], Counter[str]],
) -> Row:
    seen = words.get((row.form.lower(), row.suc), Counter())
    same_pos = Counter({(f, lemma): n for (pos, f, lemma), n in seen.items() if pos == row.pos})
    if len(seen) == 1 and sum(seen.values()) > 1:
        pos, feats, lemma = next(iter(seen))
        return replace(row, pos=pos, feats=feats, lemma=lemma if pos != "PROPN" else row.lemma)
    if same_pos:
        (feats, lemma), n = same_pos.most_common(1)[0]
        if n > 1 and n >= 0.9 * sum(same_pos.values()):
            return replace(row, feats=feats, lemma=lemma if row.pos != "PROPN" else row.lemma)
    feats = row.feats
    of_tag = tags.get((row.pos, row.suc), Counter())
    if of_tag and (best := of_tag.most_common(1)[0])[1] >= 0.95 * sum(of_tag.values()) and best[1] > 2:
        feats = best[0]
    return replace(row, feats=feats, lemma=_adverb_lemma(row))


def _adverb_lemma(row: Row) -> str:
    """Talbanken gives adverbs in -t the adjective as lemma ("tydligt" -> "tydlig")."""
    if (
        row.suc == "AB|POS"
        and row.lemma == row.form.lower()
        and re.search(r"(?:ig|sk|iv|ell|al|am|bar|ent|ant)t$", row.lemma)
    ):
        return row.lemma[:-1]
    return row.lemma


def to_doc(nlp: Language, sentences: list[Sentence]) -> Doc:
    """One document of these sentences, with the treebank's words."""
    rows = [r for s in sentences for r in s.rows]
    starts = [i == 0 for s in sentences for i in range(len(s.rows))]
    return Doc(
        nlp.vocab,
        words=[r.form for r in rows],
        spaces=[r.space for r in rows],
        pos=[r.pos for r in rows],
        morphs=["" if r.feats == "_" else r.feats for r in rows],
        lemmas=[r.lemma for r in rows],
        sent_starts=[1 if s else -1 for s in starts],
    )


def save(nlp: Language, sentences: list[Sentence], path: Path, group: int) -> None:
    """A training file with `group` sentences a document."""
    docs = [to_doc(nlp, sentences[i : i + group]) for i in range(0, len(sentences), group)]
    DocBin(docs=docs, store_user_data=False).to_disk(path)
