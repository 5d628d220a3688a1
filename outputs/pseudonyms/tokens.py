"""Tokens that stand for what is replaced: the same within one export, not to be linked between two.

A token is `[KIND-XXXXXXXX]`: 40 bits of HMAC-SHA256 under the export's key over the kind and what is meant. Who has not
the key can neither find what a token stands for by trying all personal numbers, nor link two exports by it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from pathlib import Path

from nlp.errors import InputError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
LETTERS = 8
KEY_BYTES = 32
TOKEN = re.compile(rf"\[[A-ZÅÄÖ-]+-[{ALPHABET}]{{{LETTERS}}}\]|\[FÖDD(?: \d{{4}})?\]|\[FACK\]")


class Tokens:
    """Gives tokens under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, kind: str, meant: str) -> str:
        """The token for what is meant; equal strings of a kind give equal tokens."""
        number = int.from_bytes(hmac.new(self._key, f"{kind}\0{meant}".encode(), hashlib.sha256).digest()[:5], "big")
        letters = "".join(ALPHABET[number >> 5 * i & 31] for i in range(LETTERS))
        return f"[{kind}-{letters}]"


def fresh_key() -> bytes:
    """A random key for one export."""
    return secrets.token_bytes(KEY_BYTES)


def kept_key(path: Path) -> bytes:
    """The key in a file, which is made (readable for its owner only) if it is not there. Raises `InputError`."""
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(fresh_key().hex(), encoding="ascii")
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as e:
        raise InputError(
            f"Nyckelfilen {path.name} kan inte läsas eller skrivas. Kontrollera sökväg och innehåll."
        ) from e
    if len(key) != KEY_BYTES:
        raise InputError(f"Nyckelfilen {path.name} har fel längd. Ta bort den, så görs en ny.")
    return key
