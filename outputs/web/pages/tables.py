"""Tabeller: the audit's tables over the user's districts or over a sample; each figure opens its cases."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi.responses import Response

from outputs.audit.masking import shown
from outputs.audit.types import Audit, Cell, Table
from outputs.data import load
from outputs.store import samples
from outputs.store.samples import Sample, State
from outputs.web.audits import audit_of
from outputs.web.call import Call
from outputs.web.gate import READERS, route

ROWS = 100
INSPECTORS = "granskare"


@dataclass(frozen=True)
class Asked:
    """Which tables the address asks for: of a sample or of all the user's cases, by whose answers."""

    sample: Sample | None
    by_inspectors: bool

    @property
    def at(self) -> str:
        """The query of the address."""
        if self.sample is None:
            return ""
        return urlencode({"urval": self.sample.id} | ({"svar": INSPECTORS} if self.by_inspectors else {}))

    def case(self, number: str) -> str:
        """The address of a case."""
        return f"/urval/{self.sample.id}/arende/{number}" if self.sample else f"/arende/{number}"


@route("GET", "/tabeller", READERS, "tabeller")
def tables(call: Call) -> Response:
    """All tables, unmasked: for use within the unit."""
    asked = _asked(call)
    audit = audit_of(call.store, call.user, asked.sample, asked.by_inspectors)
    ongoing = [s for s in samples.samples(call.store, call.user) if s.locked]
    return call.page(
        "tables.html.j2", asked=asked, audit=audit, shown={t.key: shown(t, masked=False) for t in audit.tables},
        link=lambda t, r, c: _link(asked, t, r, c), samples=ongoing, text=load("sample"),
    )  # fmt: skip


@route("GET", "/tabeller/{table}/{row}/{column}", READERS, "tabellruta")
def cell(call: Call) -> Response:
    """The cases behind one figure: those counted, or those asked but not counted."""
    asked = _asked(call)
    audit = audit_of(call.store, call.user, asked.sample, asked.by_inspectors)
    table, row_key, column = (_key(call.request.path_params[n]) for n in ("table", "row", "column"))
    found = _table(audit, table)
    row = next((r for r in found.rows if r.key == row_key), None)
    if row is None or column not in row.cells:
        raise LookupError("cell")
    figure = row.cells[column]
    others = call.asked("del") == "ovriga"
    cases = _others(figure) if others else figure.cases
    number = int(call.asked("blad")) if call.asked("blad").isdigit() and len(call.asked("blad")) < 6 else 1
    last = max(1, -(-len(cases) // ROWS))
    number = min(max(number, 1), last)
    return call.page(
        "table_cell.html.j2", asked=asked, table=found, row=row, cell=figure, others=others, number=number, last=last,
        column=next(c.label for c in found.columns if c.key == column), as_of=audit.as_of,
        figure=shown(found, masked=False)[row.key, column].text, here=_link(asked, table, row_key, column),
        cases=_cases(call, cases[(number - 1) * ROWS : number * ROWS]),
    )  # fmt: skip


def _asked(call: Call) -> Asked:
    number = call.asked("urval")
    if not number:
        return Asked(None, False)
    found = samples.sample(call.store, call.user, int(number) if number.isdigit() and len(number) < 10 else 0)
    return Asked(found, call.asked("svar") == INSPECTORS and found.state is not State.DRAFT)


def _table(audit: Audit, key: str) -> Table:
    return audit.table(key)  # KeyError is a LookupError: no such page


def _link(asked: Asked, table: str, row: str, column: str) -> str:
    """The address of a cell. A key can be a provider's name: a slash in it is written as in RFC 6901."""
    parts = (quote(key.replace("~", "~0").replace("/", "~1"), safe="~") for key in (table, row, column))
    return "/tabeller/" + "/".join(parts) + (f"?{asked.at}" if asked.at else "")


def _key(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _others(figure: Cell) -> tuple[str, ...]:
    counted = set(figure.cases)
    return tuple(case for case in figure.of if case not in counted)


def _cases(call: Call, cases: tuple[str, ...]) -> list[dict[str, str]]:
    query = 'select "case", name, district, provider, decided, valid_to from cases where "case" = ?'
    return [row for case in cases for row in call.store.db.query(query, [case])]
