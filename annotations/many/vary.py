"""Varies marked-up cases into as many other fictional cases as asked."""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.akt import MARK, AktDocument, parse_akt
from annotations.render import Person
from nlp import data

TAKEN, LEFT_OUT = 0.12, 0.06  # share of paragraphs taken from another case, of sentences left out
WEEKS = 12  # every date of a case is shifted so many weeks back at the most
SPARED = ("beställning", "genomförandeplan")  # nothing is taken into these: they must stay one person's
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")
SPOKEN = re.compile(rf"\b([0-3]?\d) ({'|'.join(MONTHS)})\b( 20\d\d)?")
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ])")
LIST = "ärendenummer namn personnummer kön stadsdel insats beslut beslutsdatum gäller_från gäller_till handläggare"
COLUMNS = (*LIST.split(), "handläggare_epost", "utförare")


@dataclass(frozen=True, slots=True)
class Source:
    """One marked-up case: its text without marks and its row of the list; `documents` counts what is printed."""

    text: str
    row: dict[str, str]
    documents: int


@dataclass(frozen=True, slots=True)
class Varied:
    """One new case: its row of the list, the person printed on it, its documents, the office's look."""

    row: dict[str, str]
    person: Person
    documents: tuple[AktDocument, ...]
    look: int


class Varier:
    """Cases varied from the marked-up ones in `folders` (`*.akt`, with `arenden.csv` there or in `lists`).

    Case `n` follows from the seed and `n` alone, so that several processes may share the work.
    """

    def __init__(self, folders: Sequence[Path], lists: Sequence[Path], seed: int) -> None:
        self._seed = seed
        rows = {r["ärendenummer"]: r for path in lists for r in _read(path)}
        self._sources = [_source(path, rows[path.stem]) for folder in folders for path in sorted(folder.glob("*.akt"))]
        words = data.load("words", Path(__file__).parent)
        self._words: dict[str, list[str]] = {k: v.split("|") if "|" in v else v.split() for k, v in words.items()}
        self._words["providers"] = [w.strip() for w in words["providers"].replace("\n", "|").split("|") if w.strip()]
        self._old = {s.row["ärendenummer"]: {v: k for k, v in _names(s.row).items()} for s in self._sources}
        self._find = {case: _finder(old) for case, old in self._old.items()}
        self._paragraphs = self._by_heading()

    def documents_of(self, number: int) -> int:
        """How many documents case `number` will have."""
        return self._base(random.Random(f"{self._seed}/{number}")).documents

    def case(self, number: int) -> Varied:
        """Case `number`, from 0."""
        chance = random.Random(f"{self._seed}/{number}")
        base = self._base(chance)
        new = self._new_row(base.row, number, chance)
        names = _names(new)
        shift = dt.timedelta(weeks=-chance.randrange(WEEKS + 1))
        text = "\n".join(self._lines(base, names, shift, chance))
        row = new | {k: _shifted(new[k], shift) for k in ("beslutsdatum", "gäller_från", "gäller_till")}
        keys = ("namn", "personnummer", "handläggare", "stadsdel", "utförare")
        documents = tuple(parse_akt(row["ärendenummer"], text))
        look = self._words["districts"].index(row["stadsdel"])
        return Varied(row, Person(*(row[k] for k in keys)), documents, look)

    def _base(self, chance: random.Random) -> Source:
        return chance.choice(self._sources)

    def _by_heading(self) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
        """Paragraphs by sex, document type and heading, each with its case."""
        out: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
        for source in self._sources:
            for kind, heading, line in _walk(source.text):
                if _is_prose(line):
                    key = (source.row["kön"], kind, heading)
                    out[key].append((source.row["ärendenummer"], line))
        return dict(out)

    def _new_row(self, old: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
        words = self._words

        def surname() -> str:
            return chance.choice(words["last_start"]) + chance.choice(words["last_end"])

        woman = old["kön"] == "kvinna"
        born = dt.date(1962, 1, 1) + dt.timedelta(days=chance.randrange(43 * 365))
        worker = f"{chance.choice(words['first_women'])} {surname()}"
        return old | {
            "ärendenummer": f"M-{number:06}",
            "namn": f"{chance.choice(words['first_women' if woman else 'first_men'])} {surname()}",
            "personnummer": f"{born:%Y%m%d}-99{chance.randrange(5) * 2 + (not woman)}{chance.randrange(10)}",
            "stadsdel": chance.choice(words["districts"]),
            "handläggare": worker,
            "handläggare_epost": worker.lower().replace(" ", ".") + "@kommunen.example",
            "utförare": chance.choice(words["providers"]),
        }

    def _lines(self, base: Source, names: dict[str, str], shift: dt.timedelta, chance: random.Random) -> Iterator[str]:
        case, sex = base.row["ärendenummer"], base.row["kön"]
        for kind, heading, line in _walk(base.text):
            owner = case
            if _is_prose(line) and kind not in SPARED:
                others = self._paragraphs[(sex, kind, heading)]
                if len(others) > 1 and chance.random() < TAKEN:
                    owner, line = chance.choice(others)
                line = _thinned(line, chance)
            yield _shifted(self._renamed(owner, line, names), shift)

    def _renamed(self, owner: str, line: str, names: dict[str, str]) -> str:
        """The line with the names of its case's people and places replaced."""
        old = self._old[owner]
        return self._find[owner].sub(lambda m: names[old[m[1]]] + m[2], line)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f, delimiter=";"))


def _source(path: Path, row: dict[str, str]) -> Source:
    text = MARK.sub(lambda m: m[2], path.read_text(encoding="utf-8"))
    return Source(text, row, sum(1 + (d.earlier is not None) for d in parse_akt(path.stem, text)))


def _names(row: dict[str, str]) -> dict[str, str]:
    """What is replaced, by its role."""
    first, _, last = row["namn"].partition(" ")
    worker_first, _, worker_last = row["handläggare"].partition(" ")
    return {
        "first": first, "last": last, "worker_first": worker_first, "worker_last": worker_last,
        "district": row["stadsdel"].split(",")[0], "provider": row["utförare"], "number": row["personnummer"],
    }  # fmt: skip


def _finder(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names, longest first, with the genitive's s."""
    words = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})(s?)\b")


def _walk(text: str) -> Iterator[tuple[str, str, str]]:
    """Every line with its document type and heading (digits left out, so that dated headings are alike)."""
    kind = heading = ""
    for line in text.split("\n"):
        if line.startswith("=== "):
            kind, heading = line[4:].split("|")[0].strip(), ""
        elif line.startswith("#"):
            heading = re.sub(r"[\d.\-: ]+", " ", line.strip("# ")).strip().casefold()
        yield kind, heading, line


def _is_prose(line: str) -> bool:
    """True for a paragraph of full sentences that stands in every version of its document."""
    return len(line) > 60 and line[0].isalpha() and line.rstrip().endswith(".")


def _thinned(line: str, chance: random.Random) -> str:
    """The paragraph with some sentence left out now and then; never all of them."""
    sentences = SENTENCE.split(line)
    kept = [s for s in sentences[1:] if chance.random() >= LEFT_OUT]
    return " ".join([sentences[0], *kept])


def _shifted(line: str, shift: dt.timedelta) -> str:
    """The line with every written date moved."""

    def iso(m: re.Match[str]) -> str:
        try:
            return (dt.date.fromisoformat(m[0]) + shift).isoformat()
        except ValueError:
            return m[0]

    def spoken(m: re.Match[str]) -> str:
        try:
            day = dt.date(int(m[3] or 2022), MONTHS.index(m[2]) + 1, int(m[1])) + shift
        except ValueError:
            return m[0]
        return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if m[3] else "")

    return SPOKEN.sub(spoken, DAY.sub(iso, line))
