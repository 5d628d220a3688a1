"""The card of the language pipeline, written on saving: `card.template.md` with the figures filled in."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from string import Template
from typing import Any

import spacy

TEMPLATE = Path(__file__).with_name("card.template.md")
COMMAND = "aktsam train language --data DATA"
VERSION = "0.1.0"
COLUMNS = ("UPOS", "morph", "lemma", "token F", "sentence F")
PUBLISHED = {
    "sv_core_news_sm 3.8, Talbanken dev (published)": {"UPOS": 94.9, "morph": 94.1, "lemma": 94.9, "sentence F": 92.6},
    "sv_core_news_lg 3.8, Talbanken dev (published)": {"UPOS": 96.4, "morph": 96.0, "lemma": 95.6, "sentence F": 92.3},
}
OWN_FILES = ("README.md", "figures.json", "checksums.json")

Figures = dict[str, dict[str, dict[str, float]]]


def write(folder: Path, runs: Figures, rates: dict[str, float], names: dict[str, list[float]], seed: int) -> None:
    """Write `README.md`, `figures.json` and `checksums.json` beside the weights in `folder`.

    `runs` as from `train.measure`, `rates` as from `evaluate.rates`, `names`: district -> recall, precision, number.
    """
    date = dt.date.today().isoformat()
    sums = checksums(folder)
    figures: dict[str, Any] = {"date": date, "runs": runs, "rates": rates, "names": names}
    (folder / "figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "checksums.json").write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")
    filled = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        version=VERSION,
        spacy=spacy.__version__,
        date=date,
        seed=seed,
        command=COMMAND,
        table=_table(runs),
        names="\n".join(f"| {d} | {r:.4f} | {p:.4f} | {n} |" for d, (r, p, n) in names.items() if d != "web news"),
        news_recall=f"{names['web news'][0]:.3f}",
        news_precision=f"{names['web news'][1]:.3f}",
        size=f"{sum((folder / name).stat().st_size for name in sums) / 1e6:.1f}",
        speed=f"{rates['all parts']:,.0f}",
        ratio=f"{rates['all parts'] / rates['blank tokenizer']:.3f}",
        sentence_speed=f"{rates['sentences']:,.0f}",
        name_speed=f"{rates['names']:,.0f}",
        checksums="\n".join(f"- `{name}` `{digest}`" for name, digest in sums.items()),
    )
    (folder / "README.md").write_text(filled, encoding="utf-8")


def checksums(folder: Path) -> dict[str, str]:
    """sha256 of every file of the model, by path in the folder."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in OWN_FILES)
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _table(runs: Figures) -> str:
    seeds = [run for key, run in runs.items() if key.startswith("seed")]
    folds = [run for key, run in runs.items() if key.startswith("fold")]
    rows = [
        (f"ours, Talbanken dev, seeds: {len(seeds)}", [run["dev"] for run in seeds]),
        (f"ours, own sentences, none of them in the training, seeds: {len(seeds)}", [run["own"] for run in seeds]),
        (
            f"ours, own sentences left out by district, folds: {len(folds)} (the shipped recipe)",
            [run["own"] for run in folds],
        ),
    ]
    lines = [f"| {name} | " + " | ".join(_cell(runs, column) for column in COLUMNS) + " |" for name, runs in rows]
    lines += [
        f"| {name} | " + " | ".join(str(row.get(c, "–")) for c in COLUMNS) + " |" for name, row in PUBLISHED.items()
    ]
    return "\n".join(lines)


def _cell(runs: list[dict[str, float]], column: str) -> str:
    values = [run[column] for run in runs]
    digits = 2 if column == "token F" else 1
    mean, low, high = (f"{x:.{digits}f}" for x in (sum(values) / len(values), min(values), max(values)))
    return f"{mean} ({low}–{high})" if low != high else mean
