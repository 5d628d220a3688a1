"""The types that travel: one way, from files to flags.

All are frozen. Offsets are half-open character offsets into `Document.text`; pages count from 1; boxes are
`(left, top, right, bottom)` as shares 0-1 of the page's width and height, origin top left.
"""

from nlp.types.cases import CaseFile, CaseRow, DecisionFacts, Element, ElementKind, Statement
from nlp.types.documents import Block, BlockKind, Box, Cell, Document, Evidence, Kind, Page, Section, Status, Word
from nlp.types.findings import Link, Relation, Severity

__all__ = [
    "Block",
    "BlockKind",
    "Box",
    "CaseFile",
    "CaseRow",
    "Cell",
    "DecisionFacts",
    "Document",
    "Element",
    "ElementKind",
    "Evidence",
    "Kind",
    "Link",
    "Page",
    "Relation",
    "Section",
    "Severity",
    "Statement",
    "Status",
    "Word",
]
