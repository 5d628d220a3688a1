"""The chapter that compares with an earlier audit: each share then and now, the difference and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from outputs.audit.comparison import Change, compare
from outputs.audit.stored import Figure, Published, published
from outputs.audit.types import TOTAL
from outputs.data import load
from outputs.report.content import Block, Grid, GridCell, GridRow, Paragraph, Section
from outputs.report.figures import one_line, points, unbroken
from outputs.report.grids import Printed


def comparison(printed: Printed, earlier: Published) -> Section:
    """The chapter. Figures that only one of the audits has are left out."""
    words, later = load("report")["comparison"], published(printed.audit, masked=not printed.internal)
    changes = compare(earlier, later)
    whole = [c for c in changes if c.column == TOTAL]
    groups = [c for c in changes if c.column != TOTAL and c.certain]
    lead = words["lead"].format(later=later.title, earlier=earlier.title, cases=earlier.cases)
    blocks: list[Block] = [Paragraph(lead, "lead")]
    blocks += [_grid(printed, words["caption"], whole)] if whole else [Paragraph(words["none"])]
    if groups:
        blocks.append(_grid(printed, words["caption_groups"], groups))
    blocks.append(Paragraph(words["note"], "note"))
    return Section("jamforelse", words["heading"], 1, tuple(blocks))


def _grid(printed: Printed, caption: str, changes: Sequence[Change]) -> Grid:
    words = load("report")["comparison"]
    rows = []
    for c in changes:
        sure = words["certain"] if c.certain else words["uncertain"]
        between = f"{points(c.difference)} ({points(c.interval.low)} till {points(c.interval.high)})"
        texts = (_share(c.earlier), _share(c.later), between, sure)
        rows.append(GridRow(_name(printed, c), tuple(GridCell(t) for t in texts)))
    return Grid(caption, words["corner"], tuple(words["head"]), tuple(rows))


def _share(figure: Figure) -> str:
    percent = (200 * figure.count + figure.total) // (2 * figure.total)
    return unbroken(f"{figure.count}/{figure.total} ({percent} %)")


def _name(printed: Printed, change: Change) -> str:
    table = printed.tables[change.table]
    row = next(r.label for r in table.rows if r.key == change.row)
    column = next(c.label for c in table.columns if c.key == change.column)
    where = "" if change.column == TOTAL else f", {column}"
    return one_line(f"{table.title}: {row}{where}")
