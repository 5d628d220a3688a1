"""The stratified draw: so many cases a district, half women and half men, decided by a seed alone.

Each case gets a number from the seed and its own case number (permanent random numbers); within district and sex the
lowest numbers are drawn and the rest are reserves in that order. So the same seed and list give the same sample, and
a case that is added or falls away moves none of the others past each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from nlp.errors import InputError
from outputs.store.samples import Member, Part

SEXES = ("kvinna", "man")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be drawn. `sex` empty: not known; such a case is counted but cannot be drawn."""

    case: str
    district: str
    sex: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """One district and sex as it was drawn. `drawn` counts `filled`, those drawn in place of the other sex."""

    district: str
    sex: str
    eligible: int
    wanted: int
    drawn: int
    filled: int

    @property
    def lacking(self) -> int:
        """How many fewer than wanted this stratum could give."""
        return max(0, self.wanted - self.drawn)


def draw(candidates: Collection[Candidate], per_district: int, seed: str, fill: bool) -> tuple[Member, ...]:
    """Drawn cases and reserves by district, sex and place. Raises `InputError` if fewer than one is asked for.

    A stratum that is too small gives what it has; with `fill` the other sex of the same district gives the rest.
    """
    if per_district < 1:
        raise InputError("Antal per stadsdel ska vara minst 1.")
    out: list[Member] = []
    for district in sorted({c.district for c in candidates}):
        wanted = shares(per_district, seed, district)
        ordered = {sex: _ordered(candidates, district, sex, seed) for sex in SEXES}
        for sex, other in (SEXES, SEXES[::-1]):
            lacks = max(0, wanted[other] - len(ordered[other])) if fill else 0
            for place, case in enumerate(ordered[sex], 1):
                part = Part.DRAWN if place <= wanted[sex] + lacks else Part.RESERVE
                filled = wanted[sex] < place <= wanted[sex] + lacks
                out.append(Member(case, district, sex, place, part, filled))
    return tuple(out)


def shares(per_district: int, seed: str, district: str) -> dict[str, int]:
    """How many women and men are wanted in a district; of an odd number the seed decides who gets the odd one."""
    half, odd = divmod(per_district, 2)
    extra = Random(f"{seed}|{district}").choice(SEXES) if odd else ""
    return {sex: half + (sex == extra) for sex in SEXES}


def strata(
    eligible: Sequence[tuple[str, str, int]], members: Sequence[Member], per_district: int, seed: str
) -> list[Stratum]:
    """What the draw gave, stratum by stratum; cases whose sex is not known as strata of which nothing is wanted."""
    drawn = Counter((m.district, m.sex) for m in members if m.part is Part.DRAWN)
    filled = Counter((m.district, m.sex) for m in members if m.part is Part.DRAWN and m.filled)
    return [
        Stratum(d, s, n, shares(per_district, seed, d).get(s, 0), drawn[d, s], filled[d, s]) for d, s, n in eligible
    ]


def count(candidates: Collection[Candidate], districts: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """District, sex, number of eligible cases: both sexes of each district, and those whose sex is not known."""
    counts = Counter((c.district, c.sex) for c in candidates)
    known = [(d, s, counts[d, s]) for d in districts for s in SEXES]
    unknown = [(d, "", counts[d, ""]) for d in districts if counts[d, ""]]
    return tuple(sorted([*known, *unknown], key=lambda e: (e[0], e[1] == "", e[1])))


def _ordered(candidates: Collection[Candidate], district: str, sex: str, seed: str) -> list[str]:
    own = [c.case for c in candidates if (c.district, c.sex) == (district, sex)]
    return sorted(own, key=lambda case: (Random(f"{seed}|{case}").random(), case))
