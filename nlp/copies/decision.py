"""Copied without update, or not: one probability from what is news in how many parts of the life.

Decides over the figures of a comparison. An update of what had changed leaves much standing, so the unchanged
share alone says little; what tells is how many parts of the person's life have got news, and how much. New dates,
titles, ages, wording and order are no news. Never looks at the title.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nlp import data


@dataclass(frozen=True, slots=True)
class Signs:
    """Figures of one comparison, form text left out.

    `unchanged`: share of all words that stand unchanged. `news`: new concepts per word in the life areas.
    `updated_sections` / `updated_share`: number and share of life areas that have got news.
    """

    unchanged: float
    news: float
    updated_sections: int
    updated_share: float


def copied_probability(signs: Signs) -> float:
    """Probability that the investigation repeats the earlier one without its information brought up to date."""
    weights = data.load("copies")["decision"]
    score = (
        weights["intercept"]
        + weights["news"] * signs.news
        + weights["updated_sections"] * min(signs.updated_sections, 6)
        + weights["updated_share"] * signs.updated_share
    )
    return 1 / (1 + math.exp(-score))
