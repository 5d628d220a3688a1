"""The table of Swedish word forms: what a form may be an inflection of, six bytes a form.

Source: michmech/lemmatization-lists (ODbL), made into a table by `models/language/lemmas.py`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OPEN_CLASSES = ("NOUN", "VERB", "ADJ")
SHORTEST_PART = 5  # letters of a compound's last part that the table is asked for


def key(form: str, pos: str) -> int:
    """32-bit key of a lower-case form as one part of speech (a stranger's chance of a hit is about 1 in 5 000)."""
    return zlib.crc32(f"{form}/{pos}".encode())


def common(a: str, b: str) -> int:
    """How many letters the words share from their start."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


class FormTable:
    """Inflected form and part of speech -> lemma, as "cut n letters, add these".

    `keys` uint32 [n] sorted, `edits` uint16 [n] into `rules` (strings "n+letters").
    """

    def __init__(self, keys: NDArray[np.uint32], edits: NDArray[np.uint16], rules: list[str]) -> None:
        self.keys, self.edits, self.rules = keys, edits, rules

    @classmethod
    def empty(cls) -> FormTable:
        return cls(np.zeros(0, np.uint32), np.zeros(0, np.uint16), [])

    @classmethod
    def build(cls, lemma_of: Mapping[tuple[str, str], str]) -> FormTable:
        """From (lower-case form, part of speech) -> lemma."""
        rules: dict[str, int] = {}
        rows: dict[int, int] = {}
        for (form, pos), lemma in sorted(lemma_of.items()):
            same = common(form, lemma)
            rule = f"{len(form) - same}+{lemma[same:]}"
            if len(rules) < 65_535 or rule in rules:
                rows.setdefault(key(form, pos), rules.setdefault(rule, len(rules)))
        keys = np.array(sorted(rows), dtype=np.uint32)
        return cls(keys, np.array([rows[int(k)] for k in keys], dtype=np.uint16), list(rules))

    def edit(self, form: str, pos: str) -> tuple[str, str] | None:
        """Letters to cut from the end and letters to add, or None if the form is not known."""
        wanted = key(form, pos)
        i = int(np.searchsorted(self.keys, np.uint32(wanted)))
        if i == len(self.keys) or int(self.keys[i]) != wanted:
            return None
        cut, _, add = self.rules[int(self.edits[i])].partition("+")
        return (form[len(form) - int(cut) :], add) if len(form) > int(cut) else None

    def lemma(self, form: str, pos: str) -> str | None:
        """The lemma of a lower-case form, or None; a noun is also looked for by its last part ("genomförandeplan")."""
        edit = self.edit(form, pos)
        if edit is None and pos == "NOUN":
            edit = self.part_edit(form, pos)
        return form[: len(form) - len(edit[0])] + edit[1] if edit else None

    def part_edit(self, form: str, pos: str) -> tuple[str, str] | None:
        """As `edit`, for the longest known last part of a compound."""
        for start in range(2, len(form) - SHORTEST_PART + 1):
            if (edit := self.edit(form[start:], pos)) is not None:
                return edit
        return None

    def describe(self, form: str) -> tuple[str, str]:
        """What a lower-case form may be ("NV", "n" by its last part) and how it would be inflected as each."""
        whole = {pos: self.edit(form, pos) for pos in OPEN_CLASSES}
        if not any(whole.values()):
            whole = {"noun": self.part_edit(form, "NOUN"), "adj": self.part_edit(form, "ADJ")}
        known = {pos: edit for pos, edit in whole.items() if edit}
        return "".join(pos[0] for pos in known), "|".join(f"{p}{cut}>{add}" for p, (cut, add) in known.items())

    def to_disk(self, folder: Path) -> None:
        gaps = np.diff(self.keys, prepend=np.uint32(0))
        np.savez_compressed(folder / "forms.npz", gaps=gaps, edits=self.edits)
        (folder / "form_rules.json").write_text(json.dumps(self.rules, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def from_disk(cls, folder: Path) -> FormTable:
        rules = json.loads((folder / "form_rules.json").read_text(encoding="utf-8"))
        with np.load(folder / "forms.npz", allow_pickle=False) as forms:
            return cls(np.cumsum(forms["gaps"], dtype=np.uint32), forms["edits"], rules)
