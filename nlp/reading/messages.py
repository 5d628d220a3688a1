"""The Swedish messages of the reading, from `data/reading.toml`."""

from __future__ import annotations

from collections.abc import Sequence

from nlp import data


def message(name: str, **values: object) -> str:
    """The message of that name with its values filled in."""
    text: str = data.load("reading")["messages"][name]
    return text.format(**values)


def page_list(numbers: Sequence[int]) -> str:
    """`sidan 3`, `sidorna 2–4 och 7`."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts = [str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs]
    if len(runs) == 1 and len(runs[0]) == 1:
        return f"sidan {parts[0]}"
    return "sidorna " + (" och ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0])
