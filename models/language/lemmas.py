"""The lemmatizer's word lists: a dictionary from the treebanks and a table of inflected forms.

The form list (ODbL) has no parts of speech: a lemma's own forms tell whether it is a noun, verb or adjective, and
where several lemmas share a form the commonest in the raw text is taken.
"""

from __future__ import annotations

import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from models.language.corpus import Sentence
from nlp.language.forms import FormTable

WORD = re.compile(r"[a-zåäöéü][a-zåäöéü-]*")


def dictionary(sentences: Iterable[Sentence]) -> dict[str, str]:
    """ "form/POS" -> lemma, the commonest of each in the treebanks."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in (r for s in sentences for r in s.rows):
        if row.pos not in ("PROPN", "PUNCT", "NUM", "SYM", "X") and not row.form.endswith("-"):
            seen[f"{row.form.lower()}/{row.pos}"][row.lemma] += 1
    return {k: n.most_common(1)[0][0] for k, n in seen.items()}


def count_words(text: Path, limit: int = 60_000_000) -> Counter[str]:
    """How often each lower-case word stands in the first `limit` characters of the prepared raw text."""
    with text.open(encoding="utf-8") as file:
        return Counter(WORD.findall(file.read(limit)))


def form_table(lemmas: Path, counts: Counter[str]) -> FormTable:
    """The table from `lemma.tsv.xz` (lemma, inflected form)."""
    forms_of: dict[str, set[str]] = defaultdict(set)
    with lzma.open(lemmas, "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").lower().split("\t")
            if len(cells) == 2 and WORD.fullmatch(cells[0]) and WORD.fullmatch(cells[1]):
                forms_of[cells[0]] |= {cells[0], cells[1]}
    candidates: dict[tuple[str, str], list[str]] = defaultdict(list)
    for lemma, forms in forms_of.items():
        for pos in classes(lemma, forms):
            for form in forms:
                candidates[form, pos].append(lemma)
    return FormTable.build({k: _choose(k[1], v, counts) for k, v in candidates.items()})


def classes(lemma: str, forms: set[str]) -> tuple[str, ...]:
    """What a lemma is, by the endings that it takes."""
    if lemma.endswith(("as", "es", "ss")) and {lemma[:-1] + "des", lemma[:-2] + "des", lemma[:-2] + "tes"} & forms:
        return ("VERB",)
    if lemma[-1] in "aåeoyäö" and {lemma + "r", lemma[:-1] + "er", lemma + "des", lemma[:-1] + "te"} & forms:
        verb = {lemma + "s", lemma[:-1] + "es", lemma + "de", lemma[:-1] + "te", lemma[:-1] + "t", lemma + "tt"}
        if len(verb & forms) > 1:
            return ("VERB",)
    if {lemma + "are", lemma + "ast", lemma + "ts", lemma[:-1] + "are"} & forms and {lemma + "t", lemma + "a"} & forms:
        return ("ADJ",)
    if lemma.endswith(("ad", "ande", "ende", "isk", "lig", "sam", "bar")) and not {lemma + "en", lemma + "t"} <= forms:
        return ("ADJ",) if lemma.endswith(("ad", "isk", "lig", "sam", "bar")) else ("ADJ", "NOUN")
    return ("NOUN",)


def _choose(pos: str, lemmas: list[str], counts: Counter[str]) -> str:
    active = [x for x in lemmas if not x.endswith("s")] if pos == "VERB" else []
    return max(active or lemmas, key=lambda x: (counts[x], -len(x), x))
