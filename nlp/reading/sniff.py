"""Tells what a file is from its content; its name counts for nothing."""

from __future__ import annotations

import io
import zipfile

from nlp.reading.plain import decoded

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sniff(content: bytes) -> str:
    """One of pdf, docx, image, text, encrypted, or the name of a kind that is not read (`xlsx`, `doc` ...)."""
    head = content[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK"):
        return _package(content)
    if head.startswith(OLE):
        return "encrypted" if ENCRYPTED in content else _ole(content)
    if head.startswith(IMAGES) or (head[:2] == b"BM" and b"\0" in head[:20]):
        return "image"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text" if decoded(content) is not None else "unknown"


def _package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/document" in content else "damaged zip"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(n.startswith(folder) for n in names):
            return kind
    return "odt" if "content.xml" in names else "zip"


def _ole(content: bytes) -> str:
    for stream, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("__substg1.0", "msg"), ("PowerPoint", "ppt")):
        if stream.encode("utf-16-le") in content:
            return kind
    return "doc"
