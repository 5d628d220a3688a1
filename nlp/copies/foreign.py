"""Text that belongs to another person, left in an investigation.

Decides, in order: a personnummer that is not the case's person's; a paragraph whose subject is a name that nobody
in the file bears (no relative, no staff, no mention in another document) and that tells of that name what
investigations tell of their own person ("tillhör personkrets", "ansöker", "har sjukersättning"); a paragraph
whose pronouns are of the other sex than the rest and that has nobody to refer to; a passage that stands word for
word in another person's investigation (`elsewhere`) and is no form text.
Never: relatives, staff and friends who are introduced as such anywhere in the file; in a paragraph that names the
case's person, anything but what can be said of nobody else ("Karl ansöker om ..."); a single doubtful sign. A flag
on a clean file costs more than a miss.
Example: "Maria har god syn och sköter sin hygien. Maria vill arbeta i butik." in Karin's investigation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from rapidfuzz import fuzz, process

from nlp import data
from nlp.copies.findings import ForeignPassage
from nlp.copies.forms import FormText
from nlp.copies.news import telling
from nlp.copies.normal import is_function_word
from nlp.copies.person import PERSONAL_NUMBER, Person, person_of, read_number
from nlp.copies.units import Sentence, outline
from nlp.language.persons import persons
from nlp.language.sentences import sentences
from nlp.types import Block, BlockKind, CaseFile, Document

Elsewhere = Callable[[Sentence], str | None]
"""Where else, in another person's investigation, a sentence stands: its file, or None."""
PRONOUNS = {"han": "man", "honom": "man", "hans": "man", "hon": "kvinna", "henne": "kvinna", "hennes": "kvinna"}
ENOUGH = 2  # points from which a name's paragraph is somebody else's


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(data.load("copies")["foreign"][name], re.IGNORECASE)


def other_person(
    case: CaseFile, elsewhere: Elsewhere | None = None, forms: FormText | None = None
) -> tuple[ForeignPassage, ...]:
    """Passages of the investigation that are about somebody else than the case's person."""
    document = case.investigation
    if document is None or not document.status.has_text:
        return ()
    person = person_of(case)
    found = {p.evidence.start: p for p in _by_pronouns(document)}
    found |= {p.evidence.start: p for p in _by_names(case, document, person)}
    found |= {p.evidence.start: p for p in _by_numbers(document, person)}
    if elsewhere is not None:
        found |= {p.evidence.start: p for p in _by_corpus(document, elsewhere, forms or FormText())}
    return tuple(found[start] for start in sorted(found, key=lambda s: s or 0))


def _paragraphs(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING and len(document.text[block.start : block.end].split()) >= 6:
            yield block


def _by_numbers(document: Document, person: Person) -> Iterator[ForeignPassage]:
    if not person.number:
        return
    for m in PERSONAL_NUMBER.finditer(document.text):
        known = read_number(m[0])
        if known is None or known[2] == person.number:
            continue
        before = re.split(r"[.\n]", document.text[max(0, m.start() - 80) : m.start()])[-1]
        if not _pattern("relation").search(before):
            yield ForeignPassage(document.evidence(m.start(), m.end()), "Personnumret är inte den enskildes.")


def _by_names(case: CaseFile, document: Document, person: Person) -> Iterator[ForeignPassage]:
    text = document.text
    spans = persons(text)
    own = set(person.names) or _main_name(text, spans)
    known = own | _introduced(case, document)
    for block in _paragraphs(document):
        words = text[block.start : block.end]
        names_own = any(_is_known(_base(w), own) for w in re.findall(r"\b[A-ZÅÄÖ][^\W\d_]{2,}", words))
        inside = [(a, b) for a, b in spans if block.start <= a < block.end]
        names = [(a, b) for a, b in inside if not _pattern("street").match(text[a : b + 30])]
        strangers = Counter(n for a, b in names if not _is_known(n := _base(text[a:b]), known))
        for name, count in strangers.items():
            reason = f"Handlar om {name.capitalize()}, som inte nämns i akten i övrigt."
            if names_own:
                for start, end in _told_as_own(words, name):
                    yield ForeignPassage(document.evidence(block.start + start, block.start + end), reason)
            elif _points(words, name) + (count > 2) >= ENOUGH:
                yield ForeignPassage(document.evidence(block.start, block.end), reason)
                break


def _told_as_own(words: str, name: str) -> Iterator[tuple[int, int]]:
    """Sentences that say of a name what is said of nobody but the person herself."""
    for start, end in sentences(words):
        subject = re.match(rf"\W*(?i:{re.escape(name)})(?:\s[A-ZÅÄÖ]\w+)?\s+(.*)", words[start:end], re.DOTALL)
        if subject and _pattern("only_own").match(subject[1]):
            yield start, end


def _is_known(name: str, known: set[str]) -> bool:
    """True for a known name, also misspelt or in the genitive."""
    return name in known or process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=80) is not None


def _main_name(text: str, spans: tuple[tuple[int, int], ...]) -> set[str]:
    """Without list or form head: the name that the investigation has most often."""
    counts = Counter(_base(text[a:b]) for a, b in spans)
    return {counts.most_common(1)[0][0]} if counts else set()


def _base(name: str) -> str:
    """First name in lower case without a genitive's s."""
    first = re.split(r"[\s-]", name.strip())[0].lower()
    return first[:-1] if first.endswith("s") and len(first) > 4 else first


def _introduced(case: CaseFile, document: Document) -> set[str]:
    """Names that the file knows: told with their role, in another document, or in the list."""
    names = {_base(w) for w in (case.row.caseworker + " " + case.row.provider).split()}
    for other in case.documents:
        if other.status.has_text and other is not document and other.kind is not document.kind:
            names |= {_base(other.text[a:b]) for a, b in persons(other.text)}
    text = document.text
    for a, b in persons(text):
        before, after = text[max(0, a - 45) : a], text[b : b + 40]
        title = re.search(r"([a-zåäö]{2,}(?:en|ern|an|orn|inna|na))\s(?:[A-ZÅÄÖ]\w+\s)?$", before)
        titled = title is not None and not is_function_word(title[1])
        if titled or _pattern("role_before").search(before) or _pattern("role_after").match(after):
            names |= {_base(w) for w in text[a:b].split()}
    return names


def _points(words: str, name: str) -> int:
    """How much the paragraph tells of a name as of its own person."""
    points, told = 0, False
    for start, end in sentences(words):
        sentence = words[start:end]
        subject = re.match(rf"\W*(?i:{re.escape(name)})(?:\s[A-ZÅÄÖ]\w+)?s?\s+(.*)", sentence, re.DOTALL)
        pronoun = _pattern("pronoun").match(sentence) if told else None
        if subject or pronoun:
            rest = subject[1] if subject else sentence[pronoun.end() :] if pronoun else ""
            points += 1 + bool(subject) * bool(_pattern("own_person").match(rest))
            told = True
        elif mention := re.search(rf"\b(?i:{re.escape(name)})(s?)\s*(.*)", sentence, re.DOTALL):
            concern = mention[1] and _pattern("own_concern").match(mention[2])
            points, told = points + 1 + bool(concern), True
    return points + 2 * bool(re.search(rf"\bbevilja\w* {re.escape(name)}\b", words, re.IGNORECASE))


def _sexes(text: str) -> Counter[str]:
    """How often each sex's pronouns stand in a text."""
    return Counter(PRONOUNS[w] for w in re.findall(r"[^\W\d_]+", text.lower()) if w in PRONOUNS)


def _by_pronouns(document: Document) -> Iterator[ForeignPassage]:
    """Paragraphs of the other sex's pronouns only, with nobody in them to whom these could refer."""
    counts = _sexes(document.text)
    if not counts or counts.total() < 8:
        return
    sex = counts.most_common(1)[0][0]
    named = [a for a, _ in persons(document.text)]
    heading, opened = "", 0
    for block in document.blocks:
        words = document.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            heading, opened = words, block.start
            continue
        used = _sexes(words)
        rest = counts - used
        before = document.text[max(opened, block.start - 200) : block.start]
        if (
            used.total() < 3
            or sex in used
            or rest[sex] < max(8, 0.9 * rest.total())
            or any(block.start <= a < block.end for a in named)
        ):
            continue
        if not _pattern("relation").search(f"{heading} {before} {words}"):
            yield ForeignPassage(
                document.evidence(block.start, block.end), "Pronomenen avviker från utredningen i övrigt."
            )


def _by_corpus(document: Document, elsewhere: Elsewhere, forms: FormText) -> Iterator[ForeignPassage]:
    """Sentences in a row that another person's investigation has too, if together they tell something."""
    runs: list[tuple[str, list[Sentence]]] = []
    last: str | None = None
    for sentence in outline(document).sentences:
        file = None if len(sentence.key) < 4 or forms.is_form(sentence) else elsewhere(sentence)
        if file is not None and file == last:
            runs[-1][1].append(sentence)
        elif file is not None:
            runs.append((file, [sentence]))
        last = file
    for file, run in runs:
        if sum(len(s.key) for s in run) >= 8 and telling(c for s in run for c in s.content) >= 3:
            words = document.evidence(run[0].start, run[-1].end)
            yield ForeignPassage(words, "Står ordagrant i en annan persons utredning.", file)
