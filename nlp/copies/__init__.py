"""Stale copies: what in an investigation is old, what is new, what was pasted in.

Comes in: investigations (`Document`) or a whole `CaseFile`. Goes out: `VersionComparison` (two versions sentence by
sentence, copied or not), `StaleStatement`, `Pasted`, `ForeignPassage`. May import `nlp.language`, `nlp.dates`,
`nlp.sections`, `nlp.data`, `nlp.types`.
"""

from nlp.copies.align import Change
from nlp.copies.compare import AlignedSentence, SectionComparison, VersionComparison, compare_versions
from nlp.copies.findings import ForeignPassage, Pasted, StaleStatement
from nlp.copies.foreign import Elsewhere, other_person
from nlp.copies.forms import FormText
from nlp.copies.index import CopyIndex
from nlp.copies.pasted import pasted_passages
from nlp.copies.stale import stale_statements

__all__ = [
    "AlignedSentence",
    "Change",
    "CopyIndex",
    "Elsewhere",
    "ForeignPassage",
    "FormText",
    "Pasted",
    "SectionComparison",
    "StaleStatement",
    "VersionComparison",
    "compare_versions",
    "other_person",
    "pasted_passages",
    "stale_statements",
]
