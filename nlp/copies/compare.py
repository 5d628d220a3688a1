"""Two versions of one person's investigation, sentence by sentence and section by section.

What counts as news is content that the earlier version does not have: a date, an age, another order, another
wording or a better scan is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlp import data
from nlp.copies.align import Change, Match, match_sentences, pair_sections
from nlp.copies.decision import Signs, copied_probability
from nlp.copies.forms import FormText
from nlp.copies.news import Known
from nlp.copies.normal import concept, tokens
from nlp.copies.units import outline
from nlp.types import Document, Evidence, Section


@dataclass(frozen=True)
class AlignedSentence:
    """One sentence of the comparison.

    `now` is None for what is gone, `earlier` for what is new. `news` are the words of content that the earlier
    version lacks (0 for mere rewording); `generations` how many earlier versions have it unchanged, in a row;
    `form` is True for form text, which no figure counts.
    """

    change: Change
    now: Evidence | None
    earlier: Evidence | None
    words: int
    news: float = 0.0
    generations: int = 0
    form: bool = False
    only_date: bool = False


@dataclass(frozen=True)
class SectionComparison:
    """One section of the later version beside that of the earlier; either heading is None where there is none."""

    heading: str | None
    earlier_heading: str | None
    key: str | None
    area: str | None
    sentences: tuple[AlignedSentence, ...]

    @property
    def words(self) -> int:
        """Words of the later version, form text left out."""
        return sum(s.words for s in self.sentences if s.now and not s.form)

    @property
    def unchanged_share(self) -> float | None:
        """Share of the words that stand unchanged; None for an empty section."""
        same = sum(s.words for s in self.sentences if s.change is Change.UNCHANGED and not s.form)
        return same / self.words if self.words else None

    @property
    def news(self) -> float:
        """Words of content that the earlier version lacks."""
        return sum(s.news for s in self.sentences if not s.form)

    def has_news(self, least: float) -> bool:
        """True if there is so much new content, and not thinly spread over a mere rewording."""
        reworked = sum(s.words for s in self.sentences if s.now and not s.form and s.change is not Change.UNCHANGED)
        return self.news >= least and self.news >= reworked * data.load("copies")["decision"]["density_of_news"]

    @property
    def administrative(self) -> bool:
        """True for parts (application, sources, proposal) in which news is none of the person's life."""
        return self.key in data.load("copies")["administrative"]["keys"]


@dataclass(frozen=True)
class VersionComparison:
    """`now` against `earlier`. Shares 0-1 of the words of `now`, form text left out."""

    now: Document
    earlier: Document
    unchanged_share: float
    sections: tuple[SectionComparison, ...]
    form_words_excluded: int
    signs: Signs
    copied: bool
    probability: float


def compare_versions(
    now: Document, earlier: Document, forms: FormText | None = None, older: Sequence[Document] = ()
) -> VersionComparison:
    """Compare an investigation with the version before it.

    `older` are the versions before `earlier`, newest first; they only count generations. Source: own method,
    see docs/copies.md.
    """
    forms = forms or FormText()
    ours, theirs = outline(now), outline(earlier)
    matches, gone = match_sentences(ours, theirs)
    paired = pair_sections(ours, theirs, matches)
    survived = [{s.key for s in outline(d).sentences} for d in older]
    known, name = Known(theirs), now.fields.get("Namn", "")
    by_section: dict[int, list[AlignedSentence]] = defaultdict(list)
    for m in matches:
        aligned = AlignedSentence(
            m.change,
            now.evidence(m.now.start, m.now.end),
            earlier.evidence(m.earlier.start, m.earlier.end) if m.earlier else None,
            m.now.words,
            0.0 if m.change is Change.UNCHANGED else known.news(m.now, paired.get(m.now.section), _own(name)),
            _generations(m, survived),
            forms.is_form(m.now, name),
            m.change is Change.UNCHANGED and m.earlier is not None and m.now.tokens != m.earlier.tokens,
        )
        by_section[m.now.section].append(aligned)
    gone_from: dict[int, list[AlignedSentence]] = defaultdict(list)
    for s in gone:
        words = earlier.evidence(s.start, s.end)
        gone_from[s.section].append(AlignedSentence(Change.GONE, None, words, s.words, form=forms.is_form(s, name)))
    sections = [
        _section(
            part,
            theirs.sections[paired[i]] if i in paired else None,
            by_section[i] + gone_from.pop(paired.get(i, -1), []),
        )
        for i, part in enumerate(ours.sections)
    ]
    sections += [_section(None, theirs.sections[j], lines) for j, lines in sorted(gone_from.items())]
    kept = tuple(s for s in sections if s.sentences or s.heading)
    signs = _signs(kept)
    probability = copied_probability(signs)
    form_words = sum(s.words for part in kept for s in part.sentences if s.form and s.now)
    return VersionComparison(now, earlier, signs.unchanged, kept, form_words, signs, probability >= 0.5, probability)


def _own(name: str) -> frozenset[str]:
    return frozenset(concept(t) for t in tokens(name))


def _generations(match: Match, survived: list[set[tuple[str, ...]]]) -> int:
    """In how many versions in a row, from the one before backwards, the sentence stands."""
    if match.change is not Change.UNCHANGED:
        return 0
    missing = (i for i, version in enumerate(survived, 1) if match.now.key not in version)
    return next(missing, len(survived) + 1)


def _section(part: Section | None, earlier: Section | None, lines: list[AlignedSentence]) -> SectionComparison:
    known = part or earlier
    return SectionComparison(
        part.heading if part else None,
        earlier.heading if earlier else None,
        known.key if known else None,
        known.area if known else None,
        tuple(lines),
    )


def _signs(sections: Sequence[SectionComparison]) -> Signs:
    """The figures on which the decision rests."""
    lines = [s for part in sections for s in part.sentences if s.now and not s.form]
    total = max(1, sum(s.words for s in lines))
    same = sum(s.words for s in lines if s.change is Change.UNCHANGED)
    life = [part for part in sections if part.heading is not None and part.words and not part.administrative]
    fresh = [s for part in life for s in part.sentences if s.now and not s.form]
    limits = data.load("copies")["decision"]
    reworked = sum(s.words for s in fresh if s.change is not Change.UNCHANGED)
    news = sum(s.news for s in fresh)
    return Signs(
        unchanged=same / total,
        news=news,
        density=news / max(10, reworked),
        touched_sections=sum(part.has_news(limits["news_of_a_touch"]) for part in life),
        updated_sections=sum(part.has_news(limits["news_of_an_update"]) for part in life),
        sections=len(life),
    )
