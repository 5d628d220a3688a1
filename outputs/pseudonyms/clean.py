"""Text as it is searched and exported: one form for what can be written in several.

Composed letters (NFC), no invisible signs, plain spaces and hyphens, words joined that a line end broke ("Lind-",
"holm"), and words that a scan has spaced out ("L i n d h o l m"). What is exported is this text, not the original's.
"""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
HYPHEN = re.compile("[\u2010\u2011\u2043\ufe63\uff0d]")
BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?!(?:och|eller|samt|respektive|resp)\b)([^\W\d_])")
SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \u00a0][^\W\d_]){3,}(?![^\W_])")
WIDE = {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width forms of ASCII


def cleaned(text: str) -> str:
    """The text in its one form."""
    text = unicodedata.normalize("NFC", text).translate(WIDE)
    text = HYPHEN.sub("-", SPACE.sub(" ", INVISIBLE.sub("", text)))
    text = BROKEN.sub(lambda m: ("-" if m[1].isupper() else "") + m[1], text)
    return SPACED.sub(lambda m: _closed_up(m[0]), text)


def _closed_up(spaced: str) -> str:
    """Letters drawn together, a capital after a small letter beginning a new word."""
    return re.sub(r"(?<=[a-zåäöéü])(?=[A-ZÅÄÖ])", " ", spaced.replace(" ", ""))
