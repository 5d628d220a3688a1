"""Many fictional cases, varied from the marked-up ones, for runs at a municipality's size.

    python -m benchmarks.many OUT --documents 100000 --seed 1

`vary` makes one case of another: names, numbers, dates, district and provider are others; paragraphs are taken from
cases of the same kind, sentences left out. `press` prints quickly. The same seed gives the same bytes. No labels:
what is true of a varied case is not known, so nothing may be scored or trained on them.
"""

from annotations.many.press import write_case
from annotations.many.vary import Varied, Varier

__all__ = ["Varied", "Varier", "write_case"]
