"""In: a read order or plan (`Document`). Out: its elements (`Element`), work orientation, the order's quality.

May import nlp.types, nlp.errors, nlp.data, nlp.language; loads its weights from `models/sv_elements` by path.
"""

from nlp.elements.find import find_elements
from nlp.elements.quality import check_order

__all__ = ["check_order", "find_elements"]
