"""Two audits compared: the change of each share, with 95 % confidence intervals, from counts alone.

Wilson's interval for each share and Newcombe's hybrid score interval for the difference (statsmodels): both hold for
small groups and for shares near 0 and 1. The persons of the two audits are taken for independent samples.
"""

from __future__ import annotations

from dataclasses import dataclass

from outputs.audit.stored import Figure, Key, Published

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper end, as shares (-1 to 1)."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in an earlier and a later audit.

    `difference` (later minus earlier) and all intervals are shares; `certain`: the interval of the difference does
    not hold 0, so that chance alone is no good explanation.
    """

    table: str
    row: str
    column: str
    earlier: Figure
    later: Figure
    earlier_interval: Interval
    later_interval: Interval
    difference: float
    interval: Interval

    @property
    def certain(self) -> bool:
        return self.interval.low > 0 or self.interval.high < 0


def compare(earlier: Published, later: Published) -> tuple[Change, ...]:
    """The change of every figure that both audits have, in the later one's order."""
    return tuple(
        _change(key, earlier.figures[key], figure) for key, figure in later.figures.items() if key in earlier.figures
    )


def _change(key: Key, earlier: Figure, later: Figure) -> Change:
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint  # a second to import

    def share(figure: Figure) -> Interval:
        low, high = proportion_confint(figure.count, figure.total, alpha=ALPHA, method="wilson")
        return Interval(float(low), float(high))

    low, high = confint_proportions_2indep(
        later.count, later.total, earlier.count, earlier.total, compare="diff", method="newcomb", alpha=ALPHA
    )
    difference = later.count / later.total - earlier.count / earlier.total
    return Change(*key, earlier, later, share(earlier), share(later), difference, Interval(float(low), float(high)))
