"""Text and pairs that the recipe learns from: the data folder and our own labels.

Nothing of the STS benchmark is read here: its sets are for testing only.
"""

from __future__ import annotations

import csv
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from annotations.akt import read_akt

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
GROUP_SETS = ("G1", "G2", "G3", "G4", "G5", "G6", "G7")
RAW_WEIGHT = {  # times each file is read; care text several times, statutes in old style seldom
    "kommun-omsorg": 6.0,
    "myndighetswebb": 3.0,
    "riksdagen-interpellationer": 1.0,
    "regeringen": 1.0,
    "riksdagen-ovrigt": 1.0,
    "almedalen": 1.0,
    "dokumentation": 1.0,
    "sfs-lagtext": 0.4,
}
OWN_WEIGHT = 6


@dataclass(frozen=True, slots=True)
class Group:
    """One element, rewordings of the same meaning, and variants in which one thing is changed."""

    set: str
    text: str
    same: tuple[str, ...]
    changed: tuple[str, ...]


def _rows(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as f:
        yield from csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE)


def raw_lines(data: Path) -> Iterator[str]:
    """Lines of running text, each as often as its source weighs."""
    for name, weight in RAW_WEIGHT.items():
        whole, part = int(weight), weight % 1
        with lzma.open(data / "raw" / f"{name}.txt.xz", "rt", encoding="utf-8") as f:
            for i, line in enumerate(f):
                times = whole + (int((i + 1) * part) - int(i * part))
                for _ in range(times):
                    yield line.strip()


def own_lines() -> list[str]:
    """Lines of our own fictional cases, pairs, notes and groups, without mark-up."""
    out: list[str] = []
    for path in sorted((ANNOTATIONS / "sources").glob("*.akt")) + sorted((ANNOTATIONS / "pairs").glob("*.akt")):
        for part in read_akt(path):
            out += [line for line in part.document.text.split("\n") if line]
    for path in sorted((ANNOTATIONS / "notes").glob("*.jsonl")):
        out += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line]
    for group in groups():
        out += [group.text, *group.same, *group.changed]
    return out


def groups(sets: tuple[str, ...] = GROUP_SETS) -> list[Group]:
    """The labelled groups of these sets."""
    out: list[Group] = []
    for name in sets:
        for line in (ANNOTATIONS / "groups" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            g = json.loads(line)
            out.append(Group(name, g["text"], tuple(g["same"]), tuple(c["text"] for c in g["changed"])))
    return out


def links() -> list[tuple[str, str, bool]]:
    """Order element, plan element that carries it, whether the meaning is the same, from our cases and pairs."""
    out: list[tuple[str, str, bool]] = []
    for path in sorted((ANNOTATIONS / "sources").glob("*.akt")) + sorted((ANNOTATIONS / "pairs").glob("*.akt")):
        marks = [m for part in read_akt(path) for m in part.marks if m.kind in ("syfte", "mål", "delmål", "aktivitet")]
        order = {m.attr: m.text for m in marks if m.attr.isalnum()}
        for mark in marks:
            for sign in "=~":
                _, _, targets = mark.attr.partition(sign)
                aims = [order[t] for t in targets.split(",") if t in order]
                out += [(aim, mark.text, sign == "=") for aim in aims if len(aims) == 1]
    return out


def parallel(data: Path, longest: int = 400) -> list[tuple[str, str]]:
    """English-Swedish pairs without doubles: sentences, decisions in brief, interface strings, a small dictionary."""
    found: dict[tuple[str, str], None] = {}
    for name in ("tatoeba-en-sv", "en-sv-riksdagsbeslut", "en-sv-granssnitt"):
        rows = _rows(data / "parallel" / f"{name}.tsv.xz")
        next(rows)
        for en, sv, *_ in rows:
            if name == "en-sv-granssnitt":
                en, sv = (s.replace("&", "").replace("_", "").split("|")[0] for s in (en, sv))
                if sum(c.isalpha() for c in sv) < 0.6 * len(sv) or len(sv) < 4:
                    continue
            if en and sv and len(sv) <= longest and len(en) <= longest:
                found[(en, sv)] = None
            elif name == "en-sv-riksdagsbeslut":
                for pair in _by_sentence(en, sv):
                    found[pair] = None
    rows = _rows(data / "lexicon" / "ordbok-sv-en.tsv")
    next(rows)
    found.update(((en, sv), None) for sv, en, *_ in rows)
    return list(found)


def _by_sentence(en: str, sv: str) -> list[tuple[str, str]]:
    """Sentence pairs of a longer text whose sides have as many sentences."""
    sides = [[s.strip() for s in side.replace(". ", ".\n").split("\n") if s.strip()] for side in (en, sv)]
    return list(zip(*sides, strict=True)) if len(sides[0]) == len(sides[1]) else []


def synonyms(data: Path) -> list[tuple[str, str]]:
    """Word pairs of near meaning: Folkets synonymlexikon, and lemmas of one WordNet synset."""
    found: dict[tuple[str, str], None] = {}
    rows = _rows(data / "lexicon" / "synonymer-folkets.tsv.xz")
    next(rows)
    for a, b, *_ in rows:
        found[(min(a, b), max(a, b))] = None
    rows = _rows(data / "lexicon" / "wordnet-sv.tsv.xz")
    next(rows)
    for (synset, a, *_), (other, b, *_) in pairwise(rows):
        if synset == other and a != b:
            found[(min(a, b), max(a, b))] = None
    return list(found)


def paraphrases(data: Path) -> list[tuple[str, str]]:
    """Swedish sentences that translate the same English one, and premises with what follows from them."""
    rows = _rows(data / "parallel" / "tatoeba-sv-sv-parafras.tsv.xz")
    next(rows)
    return [(a, b) for a, b, *_ in rows]


def entailments(data: Path) -> list[tuple[str, str, str]]:
    """SweNLI: premise, hypothesis, label (entailment, neutral, contradiction)."""
    rows = _rows(data / "superlim" / "swenli_dev.tsv.xz")
    next(rows)
    return [(r[1], r[2], r[3]) for r in rows if len(r) >= 4]
