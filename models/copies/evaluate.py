"""Evaluate the whole check on controlled edits and on the demo cases.

Usage: `python -m models.copies.evaluate [--district NAME] [--without-corpus]`. Prints, per kind of edit, how many
were answered right for each question (copied, pasted, other person, stale), then F1 per question. The decision's
figures with districts left out are printed by `train_decision`; here the trained weights are used.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from functools import cache, partial
from pathlib import Path

from annotations.akt import read_akt
from annotations.copies.make import KINDS, Pair, bases, pairs
from nlp.checks.copied import CopyFinding, find
from nlp.copies import CopyIndex, FormText

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
QUESTIONS = ("copied", "pasted", "other person", "stale")


def answers(pair: Pair, finding: CopyFinding) -> dict[str, tuple[bool, bool]]:
    """(true, answered) per question. Stale: only what the pair's journal ends, since demo texts age by themselves."""
    journal = [
        s for s in finding.stale_statements if s.contradicting is not None and s.contradicting.file == "Journal.pdf"
    ]
    foreign = [p.evidence.text for p in finding.other_person_passages]
    hit = any(set(t.split(". ")) & set(f.rstrip(".").split(". ")) or f in t for t in pair.foreign for f in foreign)
    return {
        "copied": (pair.copied, finding.copied),
        "pasted": (bool(pair.pasted) or _has_report(pair), bool(finding.pasted_passages)),
        "other person": (bool(pair.foreign), hit if pair.foreign else bool(foreign)),
        "stale": (bool(pair.stale), bool(journal)),
    }


@cache
def _reports() -> tuple[frozenset[str], tuple[str, ...]]:
    """Cases whose own investigation holds a pasted report, and the marked passages of those reports."""
    gold = (ANNOTATIONS / "cases" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    cases = frozenset(g["case"] for g in map(json.loads, gold) if g["dur"]["pasted"])
    marked = (a for c in sorted(cases) for a in read_akt(ANNOTATIONS / "sources" / f"{c}.akt"))
    return cases, tuple(m.text for a in marked for m in a.marks if m.kind == "pasted")


def _has_report(pair: Pair) -> bool:
    """The investigation holds a pasted report by itself, or the neighbour's paragraph put into it is part of one."""
    cases, passages = _reports()
    return pair.case.case in cases or any(t in p or p in t for t in pair.foreign for p in passages)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--district", default="", help="only this district's edits")
    parser.add_argument("--without-corpus", action="store_true", help="no index of other persons' investigations")
    arguments = parser.parse_args()
    index = CopyIndex()
    for base in bases():
        index.add(base.case, base.document)
    forms = FormText.learn((b.case, b.document) for b in bases())
    right: dict[str, Counter[str]] = defaultdict(Counter)
    totals: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for pair in pairs(KINDS):
        if arguments.district and pair.district != arguments.district:
            continue
        known = None if arguments.without_corpus else partial(index.elsewhere, person=pair.case.case)
        for question, (true, answered) in answers(pair, find(pair.case, forms, known)).items():
            right[pair.kind][question] += true == answered
            totals[question][true, answered] += 1
        right[pair.kind]["pairs"] += 1
    print(f"{'edit':18} {'pairs':>6}", *(f"{q:>13}" for q in QUESTIONS))
    for kind, counts in right.items():
        print(f"{kind:18} {counts['pairs']:6}", *(f"{counts[q]:13}" for q in QUESTIONS))
    for question in QUESTIONS:
        t = totals[question]
        f1 = 2 * t[True, True] / max(1, 2 * t[True, True] + t[True, False] + t[False, True])
        print(f"{question}: F1 {f1:.3f}  hit {t[True, True]} missed {t[True, False]} false {t[False, True]}")


if __name__ == "__main__":
    main()
