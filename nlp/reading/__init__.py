"""Reading: a file comes in, a `Document` goes out. May import `nlp.types`, `nlp.errors`, `nlp.data`.

`read_file` reads in this process; `read_isolated` and `Readers` in child processes with limits, as every batch
must. What is read: PDF, DOCX, plain text, images; scans through Tesseract.
"""

from nlp.reading.isolated import Readers, read_isolated
from nlp.reading.limits import DEFAULT, Limits
from nlp.reading.read import read_file

__all__ = ["DEFAULT", "Limits", "Readers", "read_file", "read_isolated"]
