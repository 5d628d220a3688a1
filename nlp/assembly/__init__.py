"""Documents of one folder into one case file, seen from a given day.

Comes in: documents as read, and the row of the case system's list if there is one. Goes out: a `CaseFile`
that says which investigation, order and plan belong to the latest decision.
"""

from nlp.assembly.case import assemble
from nlp.assembly.case_list import read_case_list
from nlp.assembly.kinds import describe
from nlp.assembly.last_note import last_note
from nlp.assembly.person import others

__all__ = ["assemble", "describe", "last_note", "others", "read_case_list"]
