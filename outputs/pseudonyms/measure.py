"""How much of what people have labelled is replaced: the measure without which there is no export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scipy.stats import binomtest

from nlp.errors import InputError
from nlp.types import CaseRow
from outputs.data import load
from outputs.pseudonyms.case import Pseudonymiser
from outputs.pseudonyms.clean import cleaned
from outputs.pseudonyms.tokens import Tokens, fresh_key

NUMBER_KINDS = {"personal_number": "personnummer", "phone": "telefonnummer", "mail": "e-postadresser"}
KINDS = {"person": "namn", **NUMBER_KINDS, "address": "postadresser"}


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with the stretches that name or reach somebody: start, end, kind (one of `KINDS`)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass
class Recall:
    """Labelled stretches and those wholly replaced, by kind; `missed`: those that were not, for whoever labels."""

    labelled: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def add(self, texts: Sequence[LabelledText]) -> None:
        """Measures the texts of one case, with nothing known of it from a list."""
        pseudonymiser = Pseudonymiser(CaseRow("case"), [t.text for t in texts], (), Tokens(fresh_key()))
        for labelled in texts:
            for words, kind, done in _placed(labelled, pseudonymiser):
                self.labelled[kind] += 1
                self.replaced[kind] += done
                if not done:
                    self.missed.append(f"{kind}: {words}")

    def share(self, kind: str) -> tuple[float, float]:
        """Recall and its lower bound (exact 95 % interval). Raises `InputError` where nothing is labelled."""
        if not self.labelled[kind]:
            raise InputError(f"Märkta {KINDS[kind]} saknas, så exporten kan inte prövas. Hämta om annotations/.")
        test = binomtest(self.replaced[kind], self.labelled[kind])
        return self.replaced[kind] / self.labelled[kind], float(test.proportion_ci(method="exact").low)

    def lines(self) -> list[str]:
        """One line a kind, in Swedish."""
        out = []
        for kind, word in KINDS.items():
            if n := self.labelled[kind]:
                share, low = self.share(kind)
                out.append(f"{word} {percent(share)} % av {n} (nedre 95 %-gräns {percent(low)} %)")
        return out

    def too_low(self) -> list[str]:
        """The kinds that fall short of what `pseudonyms.toml` asks, as Swedish lines."""
        asked = load("pseudonyms")["recall"]
        names, low = self.share("person")
        short = []
        if names < asked["names"] or low < asked["names_low"]:
            limits = f"minst {percent(asked['names'])} % krävs, nedre gräns {percent(asked['names_low'])} %"
            short.append(f"namn {percent(names)} %, nedre gräns {percent(low)} % ({limits})")
        for kind, word in NUMBER_KINDS.items():
            share, _ = self.share(kind)
            if share < asked["numbers"]:
                short.append(f"{word} {percent(share)} % ({percent(asked['numbers'])} % krävs)")
        return short


def percent(share: float) -> str:
    """A share in percent with one decimal, rounded down: 99.96 is not 100."""
    return f"{int(share * 1000 + 1e-9) / 10:.1f}".replace(".", ",")


def _placed(labelled: LabelledText, pseudonymiser: Pseudonymiser) -> Iterable[tuple[str, str, bool]]:
    """The labelled words, their kind, and whether every letter and figure of them is replaced in the cleaned text."""
    text = cleaned(labelled.text)
    covered = {i for start, end, _ in pseudonymiser.finds(text) for i in range(start, end)}
    at = 0
    for start, end, kind in sorted(labelled.spans):
        words = cleaned(labelled.text[start:end])
        begin = text.find(words, at if text != labelled.text else start)
        at = begin + len(words)
        done = all(i in covered for i in range(begin, at) if text[i].isalnum()) if begin >= 0 else False
        yield words, kind, done
