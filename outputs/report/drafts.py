"""Sentences drafted from the figures: the summary, and strengths and areas to develop of each district.

Each sentence carries its figure. None is made of a masked figure or of a group smaller than the limit in the data; none
speaks of a person.
"""

from __future__ import annotations

from typing import Any

from outputs.audit.rows import SEXES
from outputs.audit.types import TOTAL, Column
from outputs.data import load
from outputs.report.content import Block, Bullets, Paragraph, Section
from outputs.report.figures import one_line, unbroken
from outputs.report.grids import Printed


def summary(printed: Printed) -> Section:
    """The first page: what matters most, over all cases."""
    words = load("report")["summary"]
    told = [s for w in words["sentences"] if (s := _sentence(printed, w, TOTAL))]
    lead = Paragraph(words["lead"].format(cases=len(printed.audit.cases)), "lead")
    body: Block = Bullets(tuple(told)) if told else Paragraph(words["nothing"])
    return Section("sammanfattning", words["heading"], 1, (lead, body))


def districts(printed: Printed) -> list[Section]:
    """A chapter with a part for each district that has anything to say; empty without districts."""
    words, table = load("report")["districts"], printed.tables.get("investigation")
    columns = [c for c in table.columns if c.key not in (TOTAL, *SEXES)] if table else []
    parts = [_district(printed, column, n) for n, column in enumerate(columns, 1)]
    if not parts:
        return []
    return [Section("stadsdelar", words["heading"], 1, (Paragraph(words["lead"], "lead"),)), *parts]


def _district(printed: Printed, column: Column, number: int) -> Section:
    words = load("report")["districts"]
    strong, weak = [], []
    for wanted in words["sentence"]:
        cell = printed.cell(wanted["table"], wanted["row"], column.key)
        text = _sentence(printed, wanted, column.key)
        whole = printed.cell(wanted["table"], wanted["row"], TOTAL)
        if not (cell and text and whole) or cell.percent is None or (cell.total or 0) < words["fewest"]:
            continue
        text += unbroken(words["compared"].format(percent=whole.percent))
        if cell.percent >= words["strong"]:
            strong.append(text)
        elif cell.percent < words["weak"]:
            weak.append(text)
    blocks: list[Block] = []
    for heading, sentences in ((words["strengths"], strong), (words["develop"], weak)):
        if sentences:
            blocks += [Paragraph(heading, "strong"), Bullets(tuple(sentences))]
    name = one_line(column.label)
    return Section(f"stadsdel-{number}", name, 2, tuple(blocks) or (Paragraph(words["none"]),))


def _sentence(printed: Printed, wanted: dict[str, Any], column: str) -> str | None:
    cell = printed.cell(wanted["table"], wanted["row"], column)
    if cell is None:
        return None
    return unbroken(wanted["text"].format(count=cell.count, total=cell.total, percent=cell.percent))
