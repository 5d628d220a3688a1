"""Who is meant: parties of consent and contacts, as written and as kinds of party.

Decides: which words name a party ('mamma Soheila', 'psyk.mott'), and whether consent towards one holds for
another. The groups are data (`data/parties.toml`). Never: takes a bare name for a party.
Example: `covered("modern", ("föräldrarna",))` is True.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nlp.data import load
from nlp.statements.lexicon import Lexicon, tokens

NAME_AFTER = re.compile(r"(?:\s[A-ZÅÄÖ][\wåäöé-]+){1,2}")
ANYONE = "alla parter"


@dataclass(frozen=True, slots=True)
class Party:
    """Words that name a party; `group` is the kind of party in the data, `kind` relative, professional or provider."""

    start: int
    end: int
    text: str
    group: str
    kind: str


@cache
def _data() -> tuple[Lexicon, dict[str, str], dict[str, frozenset[str]]]:
    rows = load("parties")["party"]
    lexicon = Lexicon({row["name"]: row["forms"] for row in rows})
    return lexicon, {r["name"]: r["kind"] for r in rows}, {r["name"]: frozenset(r.get("covers", ())) for r in rows}


def find_parties(text: str) -> tuple[Party, ...]:
    """The parties named in `text`, in order, with a name that follows ('mamma Soheila'). Offsets into `text`."""
    lexicon, kinds, _ = _data()
    out: list[Party] = []
    for hit in lexicon.find(tokens(text)):
        if out and hit.start < out[-1].end:
            continue
        name = NAME_AFTER.match(text, hit.end)
        end = name.end() if name else hit.end
        out.append(Party(hit.start, end, text[hit.start : end], hit.concept, kinds[hit.concept]))
    return tuple(out)


def covered(party: str, consents: Iterable[str]) -> bool:
    """True if consent towards any of `consents` holds for `party`; both as written."""
    _, _, covers = _data()
    wanted, names = {p.group for p in find_parties(party)}, _names(party)
    for consent in consents:
        groups = {p.group for p in find_parties(consent)}
        if ANYONE in groups or (names & _names(consent)):
            return True
        if wanted & groups or any(wanted & covers[g] for g in groups):
            return True
        if any(groups & covers[w] for w in wanted):  # 'öppenvården' allowed, 'läkaren' calls
            return True
    return False


def _names(words: str) -> set[str]:
    return {w.lower() for w in re.findall(r"(?<=\s)[A-ZÅÄÖ][\wåäöé]{2,}", " " + words)} - {
        w.lower() for p in find_parties(words) for w in re.findall(r"[^\W\d]+", words[p.start : p.start + 12])[:1]
    }
