"""What the parts of `nlp.copies` find: words with their place and the reason, in Swedish for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.types import Evidence


@dataclass(frozen=True, slots=True)
class StaleStatement:
    """A statement of the investigation that cannot be true any longer, and what says so (if words do).

    `sign` is the kind of proof: age, named_twice, passed, basis, school, dead, version, or a topic of `copies.toml`.
    """

    evidence: Evidence
    contradicting: Evidence | None
    reason: str
    sign: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A passage pasted in from a report: its length in words and its share 0-1 of the investigation's words."""

    evidence: Evidence
    words: int
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class ForeignPassage:
    """A passage that seems to be about another person. `source`: the other file, where it stands there too."""

    evidence: Evidence
    reason: str
    source: str | None = None
