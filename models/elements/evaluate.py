"""Measures the finder of elements on documents that it was not trained on, and prints the tables of FIGURES.md.

    .venv/bin/python -m models.elements.evaluate [--folds P5 P6 …]

Leaves out, in turn, a pair set together with a district, a set of our own and voices (`FOLDS`; six trainings give all),
trains on the rest, matches found to marked elements as `annotations/evaluation/score.py` does. Half an hour on one
thread.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

from models.elements import orientation
from models.elements.material import FOLDS, KINDS, Example, examples
from models.elements.train import fit
from nlp.elements.find import spans_by
from nlp.elements.tagger import Span
from nlp.types import ElementKind

match = import_module("annotations.evaluation.score").match
HEAD = "| left out | document | precision | recall | F1 | kind | exact | elements |\n|---|---|---|---|---|---|---|---|"


@dataclass
class Tally:
    """Counts over documents, and what was missed or found in vain."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, example: Example, found: list[Span]) -> None:
        """Counts one document; purposes are kept apart, as the scorer does."""
        text = example.document.text
        gold = [{"text": m.text, "kind": KINDS[m.kind]} for m in example.marks]
        gold = [g for g in gold if g["kind"] is not ElementKind.PURPOSE]
        said = [{"text": text[s.start : s.end], "kind": s.kind} for s in found if s.kind is not ElementKind.PURPOSE]
        pairs = match(gold, said)
        self.counts.update(gold=len(gold), found=len(said), hit=len(pairs))
        for i, j in pairs.items():
            self.counts["typed"] += gold[i]["kind"] is said[j]["kind"]
            self.counts["exact"] += str(gold[i]["text"]).strip(" .") == str(said[j]["text"]).strip(" .")
        missed = [("missed", g) for i, g in enumerate(gold) if i not in pairs]
        vain = [("in vain", s) for j, s in enumerate(said) if j not in pairs.values()]
        self.errors += [f"{example.name} {what} {e['kind']}: {e['text']}" for what, e in missed + vain]

    def row(self) -> str:
        """Precision, recall, F1, share of right kinds, share of exact boundaries, as cells of a table."""
        c = self.counts
        p, r = c["hit"] / max(1, c["found"]), c["hit"] / max(1, c["gold"])
        f = 2 * p * r / (p + r) if p + r else 0.0
        cells = (p, r, f, c["typed"] / max(1, c["hit"]), c["exact"] / max(1, c["hit"]))
        return " | ".join(f"{x:.3f}" for x in cells) + f" | {c['gold']}"


def left_out(folds: list[str], keep: Path | None = None) -> dict[tuple[str, str], Tally]:
    """Tally per group and kind of document."""
    found = examples()
    out: dict[tuple[str, str], Tally] = defaultdict(Tally)
    with TemporaryDirectory() as work:
        for fold in folds:
            path = (keep or Path(work)) / fold
            fit([e for e in found if e.group not in FOLDS[fold]], path)
            tagger = pycrfsuite.Tagger()
            tagger.open(str(path))
            for example in found:
                if example.group not in FOLDS[fold]:
                    continue
                said = spans_by(tagger, example.document, example.order)
                for group in (example.group, "all"):
                    out[group, example.document.kind.value].add(example, said)
    return out


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", nargs="+", default=list(FOLDS), choices=list(FOLDS))
    parser.add_argument("--keep", type=Path, help="folder that keeps the tagger of each fold")
    parser.add_argument("--errors", type=int, default=0, help="print up to N errors a group")
    asked = parser.parse_args()
    print(HEAD)
    for (group, kind), tally in sorted(left_out(asked.folds, asked.keep).items()):
        print(f"| {group} | {kind} | {tally.row()} |")
        for error in tally.errors[: asked.errors]:
            print("  -", error)
    right = orientation.left_out()
    print("\n| work orientation, left out | right | goals |\n|---|---|---|")
    for group, (hits, count) in right.items():
        print(f"| {group} | {hits / count:.3f} | {count} |")
    print(f"| all | {sum(h for h, _ in right.values()) / sum(n for _, n in right.values()):.3f} |")


if __name__ == "__main__":
    main()
