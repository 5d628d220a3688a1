"""Diagnoses in investigations: which mentions are the person's."""

from __future__ import annotations

import datetime as dt

import pytest

from nlp.checks.diagnoses import find, groups_of
from nlp.types import CaseFile, CaseRow, DecisionFacts, Document, Kind, Page, Status

# Sentence, and the groups that it gives the person. The comment names the trap.
SENTENCES = [
    ("Aspergers syndrom, diagnos 2006.", "asperger"),
    ("Aspergers syndrom, diagnos i högstadiet, och återkommande depression sedan gymnasiet.", "asperger depression"),
    ("Autism och ångestsyndrom.", "anxiety"),
    ("Psykossjukdomen debuterade när hon var 21.", "psychosis"),
    ("Pågående kontakt m. psykosmottagningen: injektion var 4:e v.", ""),  # a clinic is no diagnosis
    ("ADHD diagnostiserades 2012 och emotionellt instabil personlighetsstörning 2016.", "eips"),
    ("Autism konstaterades under mellanstadiet och ångestsyndrom vid 17 års ålder.", "anxiety"),
    ("Får ångest när det är hantverkare i trappan.", ""),  # a feeling is no diagnosis
    # a feeling, in an aim
    ("Karin ska närma sig arbetsmarknaden i steg som går att mäta, utan att ångesten ökar.", ""),
    ("Ingen känd depression.", ""),  # denied
    ("Modern har bipolär sjukdom.", ""),  # a relative
    ("Hon har Aspergers syndrom men ingen depression.", "asperger"),  # denied after but
    ("Ingen depression, ångestsyndrom eller psykos.", ""),  # a denied list
    ("Hon uppfyller inte kriterierna för bipolär sjukdom.", ""),  # denied with words between
    ("Kriterier för bipolär sjukdom uppfylls inte.", ""),  # denied after
    ("Depression föreligger inte.", ""),  # denied after
    ("Patienten uppfyller kriterierna för Aspergers syndrom (F84.5).", "asperger"),  # criteria that are met
    ("Misstänkt bipolär sjukdom.", ""),  # suspected
    ("Utreds för Aspergers syndrom.", ""),  # under investigation
    ("Han utreddes för Aspergers syndrom och fick diagnosen 2011.", "asperger"),  # suspected first, then settled
    ("Enligt modern har Rasmus Aspergers syndrom.", "asperger"),  # a relative only tells
    ("Mamman berättar att hon har Aspergers syndrom.", "asperger"),  # a relative only tells
    ("Brodern har Aspergers syndrom och bor i Märsta.", ""),  # a relative
    ("Hennes mamma fick en depression efter skilsmässan.", ""),  # a relative
    ("Verksamheten riktar sig till personer med Aspergers syndrom.", ""),  # whom a provider is for
    ("Misa arbetar med vuxna med högfungerande autism och psykossjukdom.", ""),  # whom a provider is for
    ("Han är rädd för att få en ny psykos.", ""),  # feared
    ("IPS-coach från arbetsmarknadsenheten.", ""),  # IPS is no EIPS
    ("EIPS sedan 2014, går i DBT.", "eips"),
    ("Borderline personlighetsstörning enligt läkarutlåtande 2012.", "eips"),
    ("Äter antidepressiv medicin.", ""),  # a medicine of another name
    ("Medicin mot depression sedan 2019.", "depression"),  # treated
    ("Hon är diagnosticerad med bipolär sjukdom typ 2.", "bipolar"),
    ("Manodepressiv sjukdom sedan 1998.", "bipolar"),
    ("Hon har inte arbetat sedan hon fick sin depression.", "depression"),  # the denial is of work
    ("Hon har inte bara Aspergers syndrom utan även en depression.", "asperger depression"),  # no denial
    ("Hon har ingen depression utan bipolär sjukdom.", "bipolar"),  # but rather
    ("Det finns ingen tvekan om att hon har schizofreni.", "psychosis"),  # no denial
    ("Depressionen gör framsteg osäkra.", "depression"),
    ("Depressionen är lindrigare än på länge.", "depression"),
    ("Behandlingen mot depressionen avslutades våren 2020 och medicinen är utsatt.", "depression"),
    ("Det finns ärftlighet för bipolär sjukdom i släkten.", ""),  # heredity
    ("Depression hos modern.", ""),  # a relative, told after
    ("Gick på Aspergergymnasiet i två år.", ""),  # a school
    ("Hon gick på Aspergercenter i gruppverksamhet.", ""),  # a centre
    ("Diagnoser: Asperger, ADHD, depression.", "asperger depression"),
    ("☐ Depression ☒ Aspergers syndrom", "asperger"),  # boxes of a form
    ("Psykos 2018, inneliggande 3 mån.", "psychosis"),
    ("Bipolär sjukdom? Remiss skickad.", ""),  # a question
    ("Social fobi och depression har tillkommit.", "anxiety depression"),
    # a relative, then the person
    ("Pappan har psykossjukdom och Ida har själv emotionellt instabil personlighetsstörning.", "eips"),
    ("Inga tecken på psykos eller depression vid besöket.", ""),  # denied
    ("Hon har aldrig haft någon depression.", ""),  # denied
    ("Jag har Asperger.", "asperger"),  # first person
    ("Du har schizofreni sedan tjugoårsåldern.", "psychosis"),  # addressed
    ("F32.1, F84.5 enligt intyg.", "asperger depression"),  # codes
    ("Hon läser en bok om depression.", ""),  # a book
    # words of the law
    ("Personkrets 1 (personer med utvecklingsstörning, autism eller autismliknande tillstånd).", ""),
    ("Han bor med sin mamma och har Aspergers syndrom.", "asperger"),  # a relative who is only lived with
    ("Sambon, som har bipolär sjukdom, är inlagd.", ""),  # a relative
    ("Hon bor med sambon, har en depression och sover dåligt.", "depression"),  # a relative who is only lived with
    ("Generaliserat ångestsyndrom (GAD) och paniksyndrom.", "anxiety"),
    ("Hans svårigheter beror inte på depression.", ""),  # denied
    ("Tidigare diagnos depression är avskriven.", ""),  # taken back
    ("Sonens autism och Aspergers syndrom tar mycket kraft.", ""),  # a relative
    # autism without disability is the group; utan does not deny here
    ("Autism utan intellektuell funktionsnedsättning.", "asperger"),
    ("Autism med lindrig intellektuell funktionsnedsättning.", ""),  # other autism is not
    ("Har haft två psykoser, senast 2015.", "psychosis"),
    # nobody of them; then the person
    ("Syskonen har inga diagnoser, Peter fick Aspergers syndrom i årskurs fem.", "asperger"),
]


@pytest.mark.parametrize(("sentence", "groups"), SENTENCES)
def test_a_diagnosis_counts_if_it_is_the_persons_and_neither_denied_nor_suspected(sentence: str, groups: str) -> None:
    assert set(groups_of(sentence)) == set(groups.split())


def _case(*documents: Document) -> CaseFile:
    investigation = next((d for d in documents if d.kind is Kind.INVESTIGATION), None)
    return CaseFile(
        "A-1", dt.date(2023, 1, 1), CaseRow("A-1"), documents, DecisionFacts(True), investigation=investigation
    )


def _investigation(text: str, status: Status = Status.READ) -> Document:
    return Document("utredning.pdf", "", status, text, (Page(1, 0, len(text)),), kind=Kind.INVESTIGATION)


def test_each_group_is_told_once_with_its_words() -> None:
    found = find(_case(_investigation("Hon har Aspergers syndrom.\nAsperger gör buller svårt.\nIngen psykos.")))

    assert found.groups == ("asperger",)
    assert [e.text for e in found.evidence] == ["Hon har Aspergers syndrom."]


def test_an_investigation_without_diagnoses_is_an_answer() -> None:
    assert find(_case(_investigation("Hon trivs."))).groups == ()


@pytest.mark.parametrize("case", [_case(), _case(_investigation("", Status.NEEDS_OCR))])
def test_without_an_investigation_that_can_be_read_nothing_is_known(case: CaseFile) -> None:
    assert find(case).groups is None


def test_other_documents_are_not_asked() -> None:
    journal = Document("journal.pdf", "", Status.READ, "Hon har Aspergers syndrom.", kind=Kind.JOURNAL)

    assert find(_case(journal, _investigation("Hon trivs."))).groups == ()
