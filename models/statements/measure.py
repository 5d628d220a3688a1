"""Measures rules, learned scores and both, on notes and case files that were left out of training.

    .venv/bin/python -m models.statements.measure

Prints a table; some minutes. Notes: three stretches of each set (neighbours in a file are alike, so stretches, not
random lines), each read by scores trained on all the rest; T1 is never trained on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from models.statements.material import LABELS, NONE, QUESTIONS, Example, cases, notes, own
from models.statements.train import fit
from nlp.statements.decide import choose

FOLDS = 3
Answers = dict[str, str]


def micro_f1(gold: Sequence[Answers], found: Sequence[Answers]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all questions together; "none" counts as nothing."""
    count: Counter[str] = Counter()
    for want, got in zip(gold, found, strict=True):
        for q in want.keys() | got.keys():
            w, g = want.get(q, NONE), got.get(q, NONE)
            count["hit"] += w == g != NONE
            count["found"] += g != NONE
            count["gold"] += w != NONE
    p, r = count["hit"] / max(1, count["found"]), count["hit"] / max(1, count["gold"])
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def by_rules(example: Example) -> Answers:
    """The heaviest rules' answers."""
    return {f[3:].partition("=")[0]: f.partition("=")[2] for f in example.features if f.startswith("rv:")}


def left_out(
    examples: Sequence[Example], rest: Sequence[Example], without: Callable[[str], bool] = lambda f: False
) -> list[Answers]:
    """Answers to each stretch by scores trained on the others and `rest`; features `without` are left out."""

    def cut(e: Example) -> Example:
        return replace(e, features=frozenset(f for f in e.features if not without(f)))

    found: list[Answers] = []
    for k in range(FOLDS):
        start, end = len(examples) * k // FOLDS, len(examples) * (k + 1) // FOLDS
        training = [*examples[:start], *examples[end:], *rest]
        scores = fit([cut(e) for e in training]).scores()
        found += [choose(scores(cut(e).features, e.vector)) for e in examples[start:end]]
    return found


def main() -> None:
    """Prints the table."""
    sets = {name: notes(LABELS / "notes" / f"{name}.jsonl") for name in ("N1", "N2")}
    sets |= {name: notes(LABELS / "statements" / f"{name}.jsonl") for name in ("S5", "S6", "S7", "T1")}
    ours = [e for e in own() if e.source not in sets]
    for name, read in sets.items():
        rest = [e for other in sets if other not in (name, "T1") for e in sets[other]] + [*ours, *cases()]
        _print(f"{name}, rules alone", read, [{q: v for q, v in by_rules(e).items() if q in QUESTIONS} for e in read])
        if name == "T1":
            scores = fit(rest).scores()
            _print("T1, never trained on", read, [choose(scores(e.features, e.vector)) for e in read])
            continue
        _print(f"{name}, stretches left out", read, left_out(read, rest))
        if name == "N1":
            learned = left_out(read, rest, lambda f: f.startswith(("r:", "rv:")))
            _print("N1, left out, no rules", read, learned)


def _print(name: str, read: Sequence[Example], found: Sequence[Answers]) -> None:
    gold = [{q: e.labels[q] for q in QUESTIONS} for e in read]
    print(f"{name:24s} precision {{:.3f}}  recall {{:.3f}}  f1 {{:.3f}}".format(*micro_f1(gold, found)), flush=True)


if __name__ == "__main__":
    main()
