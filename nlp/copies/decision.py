"""Copied without update, or not: one probability from how much is news, how densely, in how many parts of the life.

Decides over the figures of a comparison with a logistic model (`models/copies`). An update of what had changed
leaves much standing, and a copy can be worded anew throughout, so the unchanged share alone says little: what tells
is new content, in several life areas, and dense in what was written anew. New dates, titles, ages, wording and
order are no news; one trivial line makes no update. Never looks at the title.
Example: nothing but the date changed -> near 1; four life areas with new facts -> near 0.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.errors import ModelError

WEIGHTS = Path(__file__).parents[2] / "models" / "copies" / "decision.json"


@dataclass(frozen=True, slots=True)
class Signs:
    """Figures of one comparison, form text left out.

    `unchanged`: share of all words that stand unchanged. `news`: weighted count of new concepts in the life areas.
    `density`: the same per word of the sentences that are not unchanged. Of `sections` life areas with text,
    `touched_sections` have got some news and `updated_sections` more than a little.
    """

    unchanged: float
    news: float
    density: float
    touched_sections: int
    updated_sections: int
    sections: int

    def features(self) -> tuple[float, ...]:
        """What the model weighs, in order: news, density, parts with more than a little news, parts with some."""
        return (
            math.log1p(self.news),
            math.log(max(self.density, 0.01)),
            min(self.updated_sections, 5),
            min(self.touched_sections, 5),
        )


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    try:
        content = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return float(content["intercept"]), tuple(map(float, content["weights"]))
    except (OSError, ValueError, KeyError) as e:
        why = type(e).__name__
        raise ModelError(f"Vikterna {WEIGHTS.name} kan inte läsas ({why}). Träna om eller hämta dem på nytt.") from e


def copied_probability(signs: Signs) -> float:
    """Probability that the investigation repeats the earlier one without its information brought up to date."""
    intercept, weights = _weights()
    score = intercept + sum(w * f for w, f in zip(weights, signs.features(), strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))
