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

VERB_ENDS, VERB_CUT_ENDS = ("r", "de", "dde", "tt", "des", "ddes"), ("er", "te", "de", "t", "es", "tes", "des")
NOUN_ENDS = ("en", "et", "ens", "ets", "erna", "arna", "orna", "na", "ns", "men", "met", "nen", "net")
ADJ_ENDS = ("ad", "isk", "lig", "sam", "bar", "ande", "ende")
NEVER_NOUN = ("ade", "ades", "at", "ats", "ast", "aste", "are", "ares", "astes")
DEFINITE = ("en", "et", "an", "na", "er", "ar", "or")  # endings that a form in the place of a lemma often has
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
    _drop_inflected(forms_of)
    candidates: dict[tuple[str, str], list[str]] = defaultdict(list)
    for lemma, forms in forms_of.items():
        for pos, own in classes(lemma, forms).items():
            for form in own:
                candidates[form, pos].append(lemma)
    return FormTable.build({k: _choose(k[1], v, counts) for k, v in candidates.items()})


def _drop_inflected(forms_of: dict[str, set[str]]) -> None:
    """Takes out "lemmas" that are forms of another with more forms ("rummet" beside "rum")."""
    richest: dict[str, int] = defaultdict(int)
    for lemma, forms in forms_of.items():
        for form in forms - {lemma}:
            richest[form] = max(richest[form], len(forms))
    for lemma in [x for x, forms in forms_of.items() if x.endswith(DEFINITE) and richest[x] > len(forms)]:
        del forms_of[lemma]


def classes(lemma: str, forms: set[str]) -> dict[str, set[str]]:
    """What a lemma is, by the endings that it takes: part of speech -> the forms that it has as that."""
    as_verb = {lemma + e for e in VERB_ENDS} | {lemma[:-1] + e for e in VERB_CUT_ENDS}
    verb = lemma[-1] in "aåeoyäö" and len(as_verb & forms) > 1
    deponent = lemma.endswith("s") and {lemma[:-1] + "des", lemma[:-2] + "des", lemma[:-2] + "tes"} & forms
    adjective = {lemma + "are", lemma + "ast", lemma[:-2] + lemma[-1] + "are"} & forms or lemma.endswith(ADJ_ENDS)
    noun = {lemma + "n", lemma[:-1] + "or"} <= forms if verb else {lemma + e for e in NOUN_ENDS} & forms
    out: dict[str, set[str]] = {}
    if verb or deponent:
        out["VERB"] = {f for f in forms if f == lemma or not f.endswith(("n", "ns", "na", "nas"))}
    if adjective:
        out["ADJ"] = {f for f in forms if not f.endswith(("n", "ns", "nas")) or f == lemma}
    if noun or not out:
        out["NOUN"] = {f for f in forms if f == lemma or not f.endswith(NEVER_NOUN)} if out else forms
    return out


def _choose(pos: str, lemmas: list[str], counts: Counter[str]) -> str:
    """The commonest; a verb that is not always in -s before its passive."""
    active = [x for x in lemmas if not x.endswith("s")] if pos == "VERB" else []
    return max(active or lemmas, key=lambda x: (counts[x], -len(x), x))
