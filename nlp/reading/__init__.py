"""Reading: a file comes in, a `Document` goes out. May import `nlp.types`, `nlp.errors`, `nlp.data`.

`read_file` reads in this process; `read_isolated` and `Readers` in child processes with limits, as every batch
must. What is read: PDF, DOCX, plain text, images; scans through Tesseract. The way: `sniff` the content; `pdf`,
`image` (print with places), `docx`, `plain`; `layout` (furniture off, tables, lines, blocks); `head` (title, form
head); `drafts` (offsets). `render` shows a page with its evidence marked.

Never decided here: what a document is, whose, from when. Never dropped without a word: a page, an embedded file, a
stream that breaks off; a document with such a loss is not `read`.

Measured against the marked-up sources (F1 of blocks: kind and whole text alike; of tokens), a stray line break in a
source counted as none, with `PYTHONPATH=. python tests/reading/agreement.py SOURCES CASES`:

    demo cases                      pdf 1.000 (1.000)   docx 1.000 (1.000)   txt 1.000 (1.000)   scan 0.960 (0.996)
    the same, printed otherwise     pdf 0.999 (1.000)   docx 1.000 (1.000)   txt 1.000 (1.000)   scan 0.952 (0.993)
    blind cases, printed otherwise  pdf 0.973 (0.993)   docx 0.957 (0.998)   txt 0.993 (1.000)   scan 0.989 (0.984)

"Otherwise" is `python -m annotations.render`. What is left in the blind cases are headings printed in capitals and
typed bullets that their sources call paragraphs; in scans, single letters.
"""

from nlp.reading.isolated import Readers, read_isolated
from nlp.reading.limits import DEFAULT, Limits
from nlp.reading.read import read_file

__all__ = ["DEFAULT", "Limits", "Readers", "read_file", "read_isolated"]
