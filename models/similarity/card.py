"""The card of the similarity, written on saving: `card.template.md` with the figures filled in."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import Any

from models.similarity import pack

TEMPLATE = Path(__file__).with_name("card.template.md")
COMMAND = "python -m models.similarity.evaluate DATA"


def write(folder: Path, figures: dict[str, Any]) -> None:
    """Write `README.md` and `figures.json` beside the weights in `folder`."""
    meta = json.loads((folder / pack.META).read_text(encoding="utf-8"))
    (folder / "figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    size = sum((folder / name).stat().st_size for name in meta["sha256"])
    filled = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        name=meta["name"],
        version=meta["version"],
        seed=meta["seed"],
        entries=f"{meta['entries']:,}",
        dimensions=meta["dimensions"],
        date=figures["date"],
        command=COMMAND,
        table=_table(figures),
        kinds=_kinds(figures["domain"]["kinds"]),
        pairs=figures["sets"]["Domain set"]["pairs"],
        rho=figures["domain"]["reader_spearman"],
        kappa=figures["domain"]["reader_kappa"],
        ceiling=figures["domain"]["ceiling_if_changes_are_unseen"],
        speed=f"{figures['sentences_per_second']:,}",
        size=f"{size / 1e6:.1f}",
        checksums="\n".join(f"- `{name}` `{digest}`" for name, digest in meta["sha256"].items()),
    )
    (folder / "README.md").write_text(filled, encoding="utf-8")


def _table(figures: dict[str, Any]) -> str:
    rows = ["| set | pairs | static alone | lexical alone | both, five folds |", "|---|---|---|---|---|"]
    for name, row in figures["sets"].items():
        rows.append(f"| {name} | {row['pairs']} | {row['static']} | {row['lexical']} | {row['combined']} |")
        for genre, part in row.get("genres", {}).items():
            rows.append(f"| – {genre} | | {part['static']} | {part['lexical']} | {part['combined']} |")
    part = figures["domain"]["without_traps"]
    rows.append(f"| – without traps | {part['pairs']} | {part['static']} | {part['lexical']} | {part['combined']} |")
    return "\n".join(rows)


def _kinds(kinds: dict[str, dict[str, Any]]) -> str:
    rows = ["| kind of pair | pairs | mean grade (0-4) | mean cosine |", "|---|---|---|---|"]
    return "\n".join(rows + [f"| {k} | {v['pairs']} | {v['grade']} | {v['cosine']} |" for k, v in kinds.items()])
