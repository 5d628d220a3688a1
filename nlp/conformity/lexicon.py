"""How near two stems stand in meaning, as far as word lists know.

In order: the same stem 1.0; the same group of `data/conformity_words.toml` (`equal` 0.95, `close` 0.6); one a
part of the other's compound ("trädgårdspraktik", "praktik") 0.8; a synonym of the lexicon in `models/sv_relation`
0.7; a common beginning or end of five letters or more 0.55. Close is not equal: praktik and arbetsträning are
kept apart (0.6), and a pair of `contrast` is 0.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from pathlib import Path

from nlp import data
from nlp.conformity.words import stem
from nlp.errors import ModelError

SYNONYMS = Path(__file__).parents[2] / "models" / "sv_relation" / "synonyms.tsv.xz"
EQUAL, CLOSE, PART, SYNONYM, SHARED = 0.95, 0.6, 0.8, 0.7, 0.55
PART_LETTERS = 4
SHARED_LETTERS = 5


@cache
def _groups(kind: str) -> dict[str, frozenset[int]]:
    out: dict[str, set[int]] = {}
    for number, group in enumerate(data.load("conformity_words").get(kind, {}).get("groups", [])):
        for word in group:
            out.setdefault(stem(word), set()).add(number)
    return {s: frozenset(n) for s, n in out.items()}


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    try:
        with lzma.open(SYNONYMS, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as e:
        raise ModelError("synonyms.tsv.xz i models/sv_relation saknas eller är skadad. Hämta mappen igen.") from e
    return {head: frozenset(others) for head, *others in rows}


def _share(kind: str, a: str, b: str) -> bool:
    groups = _groups(kind)
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


@lru_cache(maxsize=100_000)
def nearness(a: str, b: str) -> float:
    """0 to 1; symmetric."""
    if a == b:
        return 1.0
    if a > b:
        return nearness(b, a)
    if a[0].isdigit() or b[0].isdigit() or _share("contrast", a, b):
        return 0.0
    if _share("equal", a, b):
        return EQUAL
    if part_of(a, b) or part_of(b, a):
        return PART
    if b in _synonyms().get(a, ()) or a in _synonyms().get(b, ()):
        return SYNONYM
    if _share("close", a, b):
        return CLOSE
    if _common(a, b) >= SHARED_LETTERS:
        return SHARED
    return 0.0


def part_of(part: str, whole: str) -> bool:
    """True if `part` begins or ends the compound `whole`."""
    if len(part) < PART_LETTERS or len(whole) < len(part) + 2:
        return False
    return whole.endswith(part) or whole.startswith(part)


def _common(a: str, b: str) -> int:
    n = min(len(a), len(b))
    begin = next((i for i in range(n) if a[i] != b[i]), n)
    end = next((i for i in range(n) if a[-1 - i] != b[-1 - i]), n)
    return max(begin, end - 1)
