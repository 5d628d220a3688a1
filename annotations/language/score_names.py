"""Recall and precision of person names in the demo cases: `python -m annotations.language.score_names`.

Gold: `names.jsonl`, the names in each case, placed by exact match (longest first, genitive -s included). Right is a
gold name all of whose characters are covered; a find that touches no gold name is wrong.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotations.akt import read_akt
from nlp.language.names import Label, find_personal

HERE = Path(__file__).parent
SOURCES = HERE.parent / "sources"


def gold_spans(text: str, names: list[str]) -> list[tuple[int, int]]:
    """Where the names stand in the text, longest first, without overlap."""
    found: list[tuple[int, int]] = []
    for name in sorted(names, key=len, reverse=True):
        for m in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", text):
            if not any(a < m.end() and m.start() < b for a, b in found):
                found.append(m.span())
    return sorted(found)


def texts(case: str, folder: Path = SOURCES) -> Iterator[str]:
    """The text of each document of a case, earlier versions too."""
    for akt in read_akt(folder / f"{case}.akt"):
        yield from (d.text for d in (akt.document, akt.earlier) if d)


def labelled_cases(
    labels: Path = HERE / "names.jsonl", folder: Path = SOURCES
) -> dict[str, list[tuple[str, list[tuple[int, int]]]]]:
    """The texts of each case of a folder with the places of its names; by default the demo cases."""
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    return {r["case"]: [(t, gold_spans(t, r["names"])) for t in texts(r["case"], folder)] for r in rows}


def listed_cases(folder: Path) -> dict[str, list[tuple[str, list[tuple[int, int]]]]]:
    """As `labelled_cases`, with the names in the case system's list, whole and in part: for texts nobody may read."""
    out = {}
    with (folder / "arenden.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            names = [n for full in (row["namn"], row["handläggare"]) for n in (full, full.split()[0], full.split()[-1])]
            out[row["ärendenummer"]] = [(t, gold_spans(t, names)) for t in texts(row["ärendenummer"], folder)]
    return out


def score(wrong: list[str] | None = None) -> dict[str, tuple[float, float, int]]:
    """District -> (recall, precision, gold names). `wrong` collects what was missed (-) or wrongly found (+)."""
    hit, gold_n, right, found_n = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case, labelled in labelled_cases().items():
        for text, gold in labelled:
            found = [(e.start, e.end) for e in find_personal(text) if e.label == Label.PERSON]
            covered = {i for a, b in found for i in range(a, b)}
            for key in (case[:3], "all"):
                hits = [all(i in covered for i in range(a, b) if not text[i].isspace()) for a, b in gold]
                good = [any(a < y and x < b for x, y in gold) for a, b in found]
                hit[key] += sum(hits)
                gold_n[key] += len(gold)
                right[key] += sum(good)
                found_n[key] += len(found)
            if wrong is not None:
                spans = [("-", s) for s, ok in zip(gold, hits, strict=True) if not ok]
                spans += [("+", s) for s, ok in zip(found, good, strict=True) if not ok]
                wrong += [f"{sign} {case} {text[max(0, a - 25) : b + 20]!r}" for sign, (a, b) in spans]
    return {k: (hit[k] / gold_n[k], right[k] / max(1, found_n[k]), gold_n[k]) for k in sorted(gold_n)}


def score_corpus(path: Path) -> tuple[float, float, int]:
    """Recall, precision and number of `PER` names of a column file (word, label; a blank line ends a sentence)."""
    hit = gold_n = right = found_n = 0
    for sentence in path.read_text(encoding="utf-8").replace("\u00ad", "").split("\n\n"):
        text, gold, before = "", list[tuple[int, int]](), ""
        for row in sentence.splitlines():
            word, label = [*row.split(), "", ""][:2]
            text += (" " if text and word not in (".", ",", ";", ":", "!", "?", ")") else "") + word
            if label == "PER":
                begin = gold.pop()[0] if before == "PER" else len(text) - len(word)
                gold.append((begin, len(text)))
            before = label
        found = [(e.start, e.end) for e in find_personal(text) if e.label == Label.PERSON]
        covered = {i for a, b in found for i in range(a, b)}
        hit += sum(all(i in covered for i in range(a, b) if text[i] != " ") for a, b in gold)
        right += sum(any(a < y and x < b for x, y in gold) for a, b in found)
        gold_n, found_n = gold_n + len(gold), found_n + len(found)
    return hit / max(1, gold_n), right / max(1, found_n), gold_n


if __name__ == "__main__":
    for name, (recall, precision, n) in score().items():
        print(f"{name}: recall {recall:.4f}, precision {precision:.4f}, {n} names")
