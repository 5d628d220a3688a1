"""Tells whether what a PDF has packed can be unpacked: a reader shows what is left of a cut page without a word.

Looks at streams packed with Flate, also under ASCII 85, as the bytes stand; the sum at a stream's end may be wrong,
as all readers allow. It never judges encrypted files, whose bytes mean nothing yet.
"""

from __future__ import annotations

import base64
import re
import zlib

BEGIN = re.compile(rb"(?<!end)stream\r?\n")
HEAD = 1200  # bytes before a stream in which its dictionary stands
ASCII85 = re.compile(rb"/(ASCII85Decode|A85)\b")
FLATE = re.compile(rb"/(FlateDecode|Fl)\b")
OTHER = re.compile(rb"/(DCTDecode|ASCIIHexDecode|LZWDecode|RunLengthDecode|JPXDecode|JBIG2Decode|Crypt)\b")
STEP = 4096  # bytes unpacked at a time: they become four megabytes at most


def is_whole(content: bytes, most: int) -> bool:
    """Whether all packed streams of the file unpack to their ends (or to `most` bytes in all, where it stops)."""
    if b"/Encrypt" in content:
        return True
    left = most
    for found in BEGIN.finditer(content):
        head = content[max(0, found.start() - HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if not FLATE.search(head) or OTHER.search(head):
            continue
        size = _unpacked(content, found.end(), bool(ASCII85.search(head)), left)
        if size is None:
            return False
        left -= size
        if left <= 0:
            return True
    return True


def _unpacked(content: bytes, start: int, ascii85: bool, most: int) -> int | None:
    """The size of a stream when unpacked, None if it breaks off."""
    packed = memoryview(content)[start:]
    if ascii85:
        end = content.find(b"~>", start)
        try:
            packed = memoryview(base64.a85decode(content[start : max(end, start)]))
        except ValueError:
            return None
    reader, size, at = zlib.decompressobj(), 0, 0
    try:
        while at < len(packed) and not reader.eof and size < most:
            size += len(reader.decompress(packed[at : at + STEP]))
            at += STEP
    except zlib.error as e:
        return size if "incorrect data check" in str(e) else None
    return size if reader.eof or size >= most else None
