"""Which cells are masked outside the unit, so that no number of persons under the limit can be worked out.

First every cell that tells of few persons: few that count, few that do not, few asked. Then, as long as an outsider
could work out one of those numbers (`outputs.audit.attack`), one more of the numbers that she needs for it is taken
away, wherever it stands: the one that costs the fewest cells, a total last. Where all she needs is that masked numbers
are said to be few (four parts of at least one make a whole of at most four), one of them is not said to be.
Numbers that only say what was audited (`Table.base`) are no secret and are taken for known. Which cases stand behind
equal numbers is taken for known as well, so that rather too much is masked than too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from outputs.audit.attack import Known, work_out
from outputs.audit.relations import Numbers, Place, Sum, relations
from outputs.audit.types import TOTAL, Table
from outputs.data import load


def hidden_cells(tables: Sequence[Table]) -> dict[str, dict[tuple[str, str], bool]]:
    """The cells to mask by table, as row and column key; True where it may be said that they are few."""
    found = relations(tables)
    few = {n for n, size in enumerate(found.sizes) if 0 < size < _limits()["mask_below"]}
    small = {n for n, size in enumerate(found.sizes) if 0 < size < _limits()["smallest_group"]} - found.base
    base = {t.key for t in tables if t.base}
    findings = {place: n for place, n in found.cells.items() if place[0] not in base}
    hidden = {p for p, n in found.cells.items() if n.counted in few}
    hidden |= {p for p, n in findings.items() if n.rest in few or n.asked in small}
    secret = {m for n in findings.values() for m in n if m in few} - found.base
    called_few = {n.counted for p, n in findings.items() if n.counted in few}
    sums, places = sorted(found.sums), _places(findings)
    while True:
        shown = {m for p, n in findings.items() if p not in hidden for m in n} - found.base
        known = work_out(sums, found.sizes, shown | found.base, called_few, _limits()["mask_below"])
        leaks = [_Leak(s, *_needed(s, known, sums, shown, called_few)) for s in sorted(secret) if known.certain(s)]
        taken = _cheapest([leak.shown for leak in leaks], lambda n: _cost(places[n], found.sizes[n], n))
        silenced = _cheapest([leak.called_few for leak in leaks if not leak.shown], lambda n: (found.sizes[n], n))
        if not taken and not silenced:
            break
        hidden |= {place for n in taken for place in places[n]}
        called_few -= silenced
    out: dict[str, dict[tuple[str, str], bool]] = {t.key: {} for t in tables}
    for key, row, column in sorted(hidden):
        number = found.cells[key, row, column].counted
        out[key][row, column] = number in (few if key in base else called_few)
    return out


class _Leak(NamedTuple):
    """A hidden number that can be worked out: the numbers shown that are needed, and those called few."""

    number: int
    shown: set[int]
    called_few: set[int]


def _limits() -> dict[str, int]:
    limits: dict[str, int] = load("audit")["limits"]
    return limits


def _places(cells: dict[Place, Numbers]) -> dict[int, set[Place]]:
    """The cells that tell a number: as those counted, asked, or the rest."""
    out: dict[int, set[Place]] = defaultdict(set)
    for place, numbers in cells.items():
        for number in numbers:
            out[number].add(place)
    return out


def _cost(lost: Collection[Place], size: int, number: int) -> tuple[bool, int, int, int]:
    return any(p[2] == TOTAL for p in lost), len(lost), size, number


def _cheapest(choices: Iterable[Collection[int]], cost: Callable[[int], tuple[int, ...]]) -> set[int]:
    """One number out of each choice, the same one where it serves several."""
    taken: set[int] = set()
    for numbers in choices:
        if numbers and not taken.intersection(numbers):
            taken.add(min(numbers, key=cost))
    return taken


def _needed(
    leak: int, known: Known, sums: Sequence[Sum], shown: Collection[int], called_few: Collection[int]
) -> tuple[set[int], set[int]]:
    """The numbers shown, and those called few, from which a hidden one is worked out."""
    needed: set[int] = set()
    labels = {leak} & set(called_few)
    seen, waiting = {leak}, [leak]
    while waiting:
        for place in known.reasons.get(waiting.pop(), ()):
            for number in {sums[place].whole, *sums[place].parts} - seen:
                seen.add(number)
                if number in shown:
                    needed.add(number)
                else:
                    waiting.append(number)
                    labels |= {number} & set(called_few)
    return needed, labels
