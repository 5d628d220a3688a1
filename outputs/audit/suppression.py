"""Which cells are masked outside the unit, so that no number of persons under the limit can be worked out.

First every cell that tells of few persons: few that count, few that do not, few asked. Then, as long as an outsider
could work out one of those numbers (`outputs.audit.attack`), one more of the numbers that she needs for it is taken
away, wherever it stands: the one that costs the fewest cells, a total last. Numbers that only say what was audited
(`Table.base`) are no secret and are taken for known. Which cases stand behind equal numbers is taken for known as well,
so that rather too much is masked than too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from outputs.audit.attack import Known, work_out
from outputs.audit.relations import Numbers, Place, Sum, relations
from outputs.audit.types import TOTAL, Table
from outputs.data import load


def hidden_cells(tables: Sequence[Table]) -> dict[str, frozenset[tuple[str, str]]]:
    """The cells to mask by table, as row and column key."""
    found = relations(tables)
    few = {n for n, size in enumerate(found.sizes) if 0 < size < _limits()["mask_below"]}
    small = {n for n, size in enumerate(found.sizes) if 0 < size < _limits()["smallest_group"]} - found.base
    base = {t.key for t in tables if t.base}
    findings = {place: n for place, n in found.cells.items() if place[0] not in base}
    hidden = {p for p, n in found.cells.items() if n.counted in few}
    hidden |= {p for p, n in findings.items() if n.rest in few or n.asked in small}
    secret = {m for n in findings.values() for m in n if m in few} - found.base
    sums, places = sorted(found.sums), _places(findings)
    while True:
        shown = {m for p, n in findings.items() if p not in hidden for m in n} - found.base
        called_few = {n.counted for p, n in findings.items() if p in hidden and n.counted in few}
        known = work_out(sums, found.sizes, shown | found.base, called_few, _limits()["mask_below"])
        taken = _take_away([s for s in secret if known.certain(s)], known, sums, shown, places, found.sizes)
        if not taken:
            break
        hidden |= taken
    return {t.key: frozenset((row, column) for key, row, column in hidden if key == t.key) for t in tables}


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


def _take_away(
    leaks: Iterable[int],
    known: Known,
    sums: Sequence[Sum],
    shown: Collection[int],
    places: dict[int, set[Place]],
    sizes: Sequence[int],
) -> set[Place]:
    """Cells to mask so that each leak loses one of the numbers that it is worked out from."""

    def cost(number: int) -> tuple[bool, int, int, int]:
        lost = places[number]
        return any(p[2] == TOTAL for p in lost), len(lost), sizes[number], number

    taken: set[int] = set()
    for leak in sorted(leaks):
        needed = _needed(leak, known, sums, shown)
        if needed and not needed & taken:
            taken.add(min(needed, key=cost))
    return {place for number in taken for place in places[number]}


def _needed(leak: int, known: Known, sums: Sequence[Sum], shown: Collection[int]) -> set[int]:
    """The numbers shown from which a hidden one is worked out."""
    needed: set[int] = set()
    seen, waiting = {leak}, [leak]
    while waiting:
        for place in known.reasons.get(waiting.pop(), ()):
            for number in {sums[place].whole, *sums[place].parts} - seen:
                seen.add(number)
                if number in shown:
                    needed.add(number)
                else:
                    waiting.append(number)
    return needed
