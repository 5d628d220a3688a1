"""Cuts a document's blocks into lines that say under which heading, label, row and column they stand.

A line is a block or, where labels stand inside it ("Mål: … Delmål: …", "Vad? …"), the part after one label.
Signals in order: label in the line, column of the table, heading row or heading column, heading above (a real
heading, or a short paragraph that reads like one). It never decides whether a line holds an element.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from nlp.elements.roles import ELEMENT_ROLES, Role, role_of, strip_lead
from nlp.types import Block, BlockKind, Document

LABEL = re.compile(
    r"(?:(?<=^)|(?<=[.;!?|,/\]]\s)|(?<=\s–\s)|(?<=\s\s))"
    r"(?P<name>[A-ZÅÄÖ☒☐§\d(][^\n:?=.!;]{0,55}?(?:\d+(?:\.\d+)*\.?)?(?:\s*\([^()\n]{1,40}\))?)\s*"
    r"(?P<sign>:|\?:?|\s[–—=-](?=\s)|(?<=\d)[.)](?=\s+[A-ZÅÄÖ])|(?<=\d\.\d)(?=\s+\w))\s*"
)
UNKNOWN = Role()
BOX_INSIDE = re.compile(r"(?<=\w[\s.)])\s*[☒☑✓✗⊠■☐□]")  # choices printed after the text
CHOICES = re.compile(r"\s*(?:[☒☑✓✗⊠■☐□]\s*[^☒☑✓✗⊠■☐□:\n]{1,40}){2,}:\s+")  # choices printed before the text
BOX_ON, BOX_OFF = "☒☑✓✗⊠■", "☐□"


@dataclass(frozen=True, slots=True)
class Line:
    """The characters start:end of the document, without label, bullet, number or box before them.

    `heading`, `label` and `column` are as printed, the roles what they are taken to mean; `part` counts the
    lines of one block from 0; `box` is "on", "off" or "".
    """

    start: int
    end: int
    kind: BlockKind
    heading: str = ""
    heading_role: Role = UNKNOWN
    upper_role: Role = UNKNOWN
    label: str = ""
    label_role: Role = UNKNOWN
    column: str = ""
    column_role: Role = UNKNOWN
    numbered: bool = False
    box: str = ""
    part: int = 0
    is_heading: bool = False

    @property
    def role(self) -> str:
        """The nearest known role."""
        for r in (self.label_role, self.column_role, self.heading_role, self.upper_role):
            if r.name and r.name not in ("area", "plan"):
                return r.name
        return ""

    @property
    def source(self) -> str:
        """Where the role was read."""
        pairs = (("label", self.label_role), ("column", self.column_role), ("heading", self.heading_role))
        for name, r in pairs:
            if r.name and r.name not in ("area", "plan"):
                return name
        return "upper" if self.upper_role.name else ""


def lines(document: Document) -> tuple[Line, ...]:
    """All lines of a document in reading order, headings among them."""
    out: list[Line] = []
    headings: list[tuple[int, str, Role]] = []
    columns: dict[tuple[int, int], tuple[str, Role]] = {}
    keyed = _key_value_tables(document)
    names: dict[tuple[int, int], str] = {}
    for block, after in pairwise((*document.blocks, None)):
        if block is None:
            continue
        text = document.text[block.start : block.end]
        if not text.strip():
            continue
        if block.kind is BlockKind.CELL and block.cell:
            place = (block.cell.table, block.cell.row)
            if block.cell.column == 0:
                names[place] = text
            row = names.get(place, "") if block.cell.table in keyed else None
            out += _cell_lines(document, block, columns, headings, row)
            continue
        listed = after is not None and after.kind is BlockKind.BULLET
        level = _heading_level(block, text, listed)
        if level:
            found = _split(document, block.start, block.end, block.kind, headings)
            if (len(found) == 1 and not found[0].label) or not any(f.label_role.name in ELEMENT_ROLES for f in found):
                while headings and headings[-1][0] >= level:
                    headings.pop()
                headings.append((level, text.strip(), role_of(text)))
                out.append(Line(block.start, block.end, block.kind, text.strip(), role_of(text), is_heading=True))
                continue
            while headings and headings[-1][0] >= level:
                headings.pop()
            out += found
            continue
        out += _split(document, block.start, block.end, block.kind, headings)
    return tuple(out)


def _key_value_tables(document: Document) -> set[int]:
    """Numbers of the tables whose first column holds the labels of its rows."""
    known: Counter[int] = Counter()
    for block in document.blocks:
        if not block.cell or block.cell.column:
            continue
        role = role_of(document.text[block.start : block.end])
        if role.known == 2 and role.name != "area":
            known[block.cell.table] += 1
    return {table for table, count in known.items() if count > 1}


def _heading_level(block: Block, text: str, listed: bool) -> int:
    """Level of a heading; 9 for a short paragraph that is known as one; 0 for running text.

    `listed`: a list follows.
    """
    if block.kind is BlockKind.HEADING:
        return block.level or 1
    if block.kind is not BlockKind.PARAGRAPH:
        return 0
    bare = text.strip()
    if len(bare) > 60 or bare[-1:] in ".,;!" or bare[:1] in BOX_ON + BOX_OFF:
        return 0
    role = role_of(bare)
    if (role.known == 2 and role.name) or (bare.isupper() and len(bare.split()) <= 6):
        return 9
    if role.name and len(bare.split()) <= 7 and (listed or bare.endswith((":", "?"))):
        return 9
    if re.match(r"(?:Mål|Delm|Livs)?[Oo]mråde\b", bare) or re.match(r"(?:Ruta|Del|Punkt|Fält)\s*\d", bare):
        return 9 if len(bare.split()) <= 6 else 0
    return 0


def _cell_lines(
    document: Document,
    block: Block,
    columns: dict[tuple[int, int], tuple[str, Role]],
    headings: list[tuple[int, str, Role]],
    row: str | None,
) -> list[Line]:
    """The lines of a cell. `row`: in a table with labels in its first column, the label of the cell's row."""
    cell = block.cell
    assert cell is not None
    text = document.text[block.start : block.end].strip()
    words = len(text.split())
    if (
        cell.row == 0
        and not text.endswith(".")
        and words <= (6 if role_of(text).known == 2 else 3 * role_of(text).known)
    ):
        columns[cell.table, cell.column] = (text, role_of(text))
        return [Line(block.start, block.end, block.kind, is_heading=True, column=text, column_role=role_of(text))]
    name = cell.column_heading
    role = role_of(name) if name else columns.get((cell.table, cell.column), ("", UNKNOWN))[1]
    if cell.column == 0 and role_of(text).known == 2 and words <= 6:
        return [Line(block.start, block.end, block.kind, is_heading=True, column=text, column_role=role_of(text))]
    if row is not None:
        name, role = row, role_of(row)
    elif cell.row_heading and role_of(cell.row_heading).known == 2 and role_of(cell.row_heading).name:
        row_role = role_of(cell.row_heading)
        if not role.name or row_role.name in ELEMENT_ROLES or (cell.column > 0 and role_of(name).known < 2):
            name, role = cell.row_heading, row_role
    return _split(document, block.start, block.end, block.kind, headings, column=name, column_role=role)


def _split(
    document: Document,
    start: int,
    end: int,
    kind: BlockKind,
    headings: list[tuple[int, str, Role]],
    column: str = "",
    column_role: Role = UNKNOWN,
) -> list[Line]:
    """The lines of one block: cut before each label that is known."""
    text = document.text[start:end]
    cuts: list[tuple[int, int, str, Role]] = []
    at = 0
    while m := LABEL.search(text, at):
        role = role_of(m["name"] + m["sign"].strip())
        begun = m["sign"] == ":" and len(m["name"].split()) <= 4
        counted = re.search(r"\d", m["name"].partition("(")[0])
        exact = role.known == 2 and (not counted or role.name == "area") and not m["sign"].startswith((".", ")"))
        if exact or (role.name in ELEMENT_ROLES and (begun or role.known == 2)):
            if m["name"][0] in BOX_ON + BOX_OFF and role.name not in ELEMENT_ROLES:
                role = Role("area", 2)
            cuts.append((m.start("name"), m.end(), m["name"], role))
            at = m.end()
        else:
            at = m.start("name") + 1
    pieces = [(0, "", Role(), cuts[0][0] if cuts else len(text))] if not cuts or cuts[0][0] > 0 else []
    for i, (_, after, name, role) in enumerate(cuts):
        pieces.append((after, name, role, cuts[i + 1][0] if i + 1 < len(cuts) else len(text)))
    heading = headings[-1] if headings else (0, "", Role())
    upper = headings[-2] if len(headings) > 1 else (0, "", Role())
    out: list[Line] = []
    for a, name, role, b in pieces:
        if choices := CHOICES.match(text[a:b]):
            a += choices.end()
        body = BOX_INSIDE.split(text[a:b], maxsplit=1)[0]
        blank = len(body) - len(body.lstrip())
        box = "on" if body.strip()[:1] in BOX_ON and body.strip() else ""
        box = "off" if body.strip()[:1] and body.strip()[:1] in BOX_OFF else box
        number = strip_lead(body[blank:]) if not name else 0
        first, last = start + a + blank + number, start + a + len(body.rstrip())
        if first >= last:
            continue
        out.append(
            Line(
                first,
                last,
                kind,
                heading[1],
                heading[2],
                upper[2],
                name,
                role,
                column,
                column_role,
                bool(number),
                box,
                len(out),
            )
        )
    return out
