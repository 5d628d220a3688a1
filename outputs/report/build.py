"""An audit as a report: summary, method, a chapter a theme, drafts for each district, comparison, sources.

Comes in: an `Audit`. Goes out: a `Report`, masked unless `internal`. What both writers (DOCX, PDF) print is decided
here and nowhere else.
"""

from __future__ import annotations

from typing import Any

from outputs.audit.stored import Published
from outputs.audit.types import Audit
from outputs.data import load
from outputs.report.changes import comparison
from outputs.report.content import Block, Grid, GridCell, GridRow, Paragraph, Report, Section
from outputs.report.drafts import districts, summary
from outputs.report.figures import one_line
from outputs.report.grids import Printed


def build(audit: Audit, *, internal: bool, against: Published | None = None) -> Report:
    """The report of an audit. `internal`: unmasked and with the cases behind each figure; it may not leave the unit.

    `against`: an earlier audit to compare with.
    """
    words, printed = load("report"), Printed(audit, internal)
    as_of = audit.as_of.isoformat()
    chapters = [s for entry in words["chapter"] for s in _chapter(printed, entry)]
    sections = [summary(printed), _method(audit, internal), *chapters, *districts(printed)]
    if against:
        sections.append(comparison(printed, against))
    if internal and audit.left_out:
        sections.append(_left_out(audit))
    return Report(
        title=words["title"],
        subtitle=words["subtitle"].format(cases=len(audit.cases), as_of=as_of),
        day=as_of,
        marking=words["internal"] if internal else "",
        sections=tuple(sections),
        sources_heading=words["sources_heading"] if internal else "",
        sources_lead=words["sources_lead"] if internal else "",
        sources=tuple(printed.sources),
    )


def _chapter(printed: Printed, entry: dict[str, Any]) -> list[Section]:
    """A chapter, or nothing if the audit has none of its tables."""
    tables = [key for key in entry["tables"] if key in printed.tables]
    if not tables:
        return []
    blocks: list[Block] = [Paragraph(entry["lead"], "lead")] if "lead" in entry else []
    charts = {c["table"]: c for c in entry.get("charts", ())}
    for key in tables:
        blocks += printed.blocks(key)
        if key in charts and (chart := printed.chart(charts[key])):
            blocks.append(chart)
    return [Section(entry["key"], entry["heading"], 1, tuple(blocks))]


def _method(audit: Audit, internal: bool) -> Section:
    words, limit = load("report")["method"], load("audit")["limits"]["mask_below"]
    texts = [t.format(as_of=audit.as_of.isoformat(), reliability=words["reliability"]) for t in words["paragraphs"]]
    texts.append(words["unmasked" if internal else "masked"].format(limit=limit))
    left = len(audit.left_out)
    kind = "left_out_all" if not left else "left_out_few" if left < limit and not internal else "left_out_some"
    texts.append(words[kind].format(n=left, limit=limit))
    texts.append(words["version"].format(version=audit.version))
    return Section("metod", words["heading"], 1, tuple(Paragraph(t) for t in texts))


def _left_out(audit: Audit) -> Section:
    words = load("report")["left_out"]
    rows = tuple(GridRow(one_line(case), (GridCell(one_line(why)),)) for case, why in sorted(audit.left_out.items()))
    grid = Grid(words["caption"], words["corner"], (words["head"],), rows, figures=False)
    return Section("utanfor", words["heading"], 1, (grid,))
