"""Opens the package of a DOCX safely and gives its parts as XML trees.

python-docx is not used: it refuses strict OOXML and packages with small faults, and passes over text boxes,
tracked changes and content controls. Sizes are looked at before anything is unpacked, and again while it is; a
DOCTYPE is refused.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from nlp.errors import FileUnreadable
from nlp.reading.limits import Limits
from nlp.reading.messages import message
from nlp.types import Status

MOST_PARTS = 5_000


class Package:
    """The parts of a DOCX by name."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Raises `FileUnreadable` if it is no package, is locked or unpacks to more than the limit."""
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as e:
            raise FileUnreadable(message("damaged"), Status.DAMAGED) from e
        parts = self._zip.infolist()
        if any(p.flag_bits & 1 for p in parts):
            raise FileUnreadable(message("encrypted"), Status.ENCRYPTED)
        if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > limits.unpacked_bytes:
            self._refuse()

    def _refuse(self) -> None:
        limit = self._limits.unpacked_bytes // 1_000_000
        raise FileUnreadable(message("unpacks_big", limit=limit), Status.UNSUPPORTED)

    def part(self, name: str) -> Any:
        """The root element of a part, None if there is none or (but for the document) it is damaged."""
        if name not in self._zip.namelist():
            return None
        try:
            with self._zip.open(name) as file:
                content = file.read(self._limits.unpacked_bytes + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as e:
            raise FileUnreadable(message("damaged"), Status.DAMAGED) from e
        except Exception as e:
            if type(e).__name__ in ("error", "LZMAError"):  # zlib.error and its like
                raise FileUnreadable(message("damaged"), Status.DAMAGED) from e
            raise
        if len(content) > self._limits.unpacked_bytes:
            self._refuse()
        if b"<!DOCTYPE" in content[:4000] or b"<!\0D\0O\0C" in content[:4000]:
            raise FileUnreadable(message("unsafe"), Status.UNSUPPORTED)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        root = etree.fromstring(content, parser)
        if root is not None and root.getroottree().docinfo.doctype:
            raise FileUnreadable(message("unsafe"), Status.UNSUPPORTED)
        return root

    def document(self) -> Any:
        """The root of the main part."""
        name = "word/document.xml"
        relations = self.part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                name = str(relation.get("Target", name)).lstrip("/")
        root = self.part(name)
        root = self.part("word/document.xml") if root is None else root
        if root is None:
            raise FileUnreadable(message("damaged"), Status.DAMAGED)
        return root
