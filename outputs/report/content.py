"""What a report is made of, before anyone says how it looks: both DOCX and PDF are written from a `Report`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `kind`: `body`, `lead` (opens a chapter), `strong` (heads a list) or `note` (under a table)."""

    text: str
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell. `opens`: anchor of the `Source` with its cases; empty where nothing is opened."""

    text: str
    opens: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    label: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: `corner` heads the labels, `head` the cells. Without rows the caption stands alone."""

    caption: str
    corner: str
    head: tuple[str, ...]
    rows: tuple[GridRow, ...]
    figures: bool = True
    """The cells are figures, set to the right; else text, set to the left."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `percent` None: nothing is drawn, the text alone says why."""

    label: str
    text: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of percent, a panel a figure. `alt` says the same in words, for who does not see the picture."""

    caption: str
    alt: str
    panels: tuple[Panel, ...]


Block = Paragraph | Bullets | Grid | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter (level 1) or a part of one (level 2). `key` is its anchor, of a-z, 0-9 and hyphen."""

    key: str
    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The cases behind one cell: where the cell stands in words, and the case numbers (`more` are not listed)."""

    anchor: str
    where: str
    cases: tuple[str, ...]
    more: int = 0

    @property
    def listed(self) -> str:
        """The case numbers in one line."""
        return ", ".join(self.cases) + (f" och {self.more} till" if self.more else "")


@dataclass(frozen=True, slots=True)
class Report:
    """The whole. `marking` stands on every page if there is one. `sources` is empty in what leaves the unit."""

    title: str
    subtitle: str
    day: str
    marking: str
    sections: tuple[Section, ...]
    sources_heading: str = ""
    sources_lead: str = ""
    sources: tuple[Source, ...] = ()
