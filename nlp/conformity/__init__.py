"""Whether the plan carries the order: links between their elements, the verdict, and the reasons.

In: elements of an order and a plan. Out: `Link`s, a `Conformity`. Loads its weights from `models/sv_relation`.
May import `nlp.types`, `nlp.errors`, `nlp.data`, `nlp.language`.
"""

from nlp.conformity.alignment import align
from nlp.conformity.difference import Stretch, word_difference
from nlp.conformity.relation import Comparison, compare, compare_all
from nlp.conformity.verdict import Conformity, judge

__all__ = ["Comparison", "Conformity", "Stretch", "align", "compare", "compare_all", "judge", "word_difference"]
