"""Sentences that their own dates and ages give away, and those that only look so. Written 2022-05-10 by default."""

import datetime as dt

import pytest

from nlp.copies.outdated import why_outdated
from nlp.copies.person import Person

WRITTEN = dt.date(2022, 5, 10)
EVA = Person(("eva", "lind"), dt.date(1990, 3, 2), "kvinna", "9003021234")

STALE = [
    ("Eva är 29 år.", "background", "age"),  # she is 32
    ("Eva är en 28-årig kvinna som bor i Farsta.", "background", "age"),
    ("Hon är 30 år gammal och har autism.", "background", "age"),
    ("Eva, 27 år, bor hos sin mamma.", "background", "age"),
    ("Eva ska fylla 30 i mars.", "background", "age"),
    ("Dottern är 6 år (född 2012).", "life_area", "age"),  # another's age, with the year of birth beside it
    ("Sonen, född 2005, är 11 år och bor växelvis.", "life_area", "age"),
    ("Förra sommaren, 2017, var hon på läger.", "life_area", "named_twice"),
    ("I år (2019) har hon varit på två studiebesök.", "life_area", "named_twice"),
    ("Förra hösten, dvs. hösten 2018, började hon i kören.", "life_area", "named_twice"),
    ("Aktivitetsersättning är beviljad t.o.m. december 2020.", "life_area", "passed"),
    ("Nuvarande beslut gäller till och med 2020-06-30.", "application", "passed"),
    ("Beslutet löper ut den 31 augusti 2021.", "application", "passed"),
    ("Hyreskontraktet går ut 2019-10-01 och hon är orolig.", "life_area", "passed"),
    ("God mans förordnande gäller t.o.m. 2020-12-31.", "life_area", "passed"),
    ("Hon ska flytta till servicebostaden i september 2020.", "life_area", "passed"),
    ("Eva är kallad till läkare på habiliteringen och ska dit den 4 mars 2019.", "life_area", "passed"),
    ("En uppföljning är inplanerad till 2020-11-15.", "follow_up", "passed"),
    ("Hon börjar på folkhögskola hösten 2019.", "life_area", "passed"),
    ("Verksamheten byter lokaler våren 2020.", "life_area", "passed"),
    ("Hon ser fram emot resan till Kreta i juni 2019.", "life_area", "passed"),
    ("Nästa SIP-möte är 2021-02-11.", "life_area", "passed"),
    ("Praktiken pågår till och med 2020-05-30.", "life_area", "passed"),
    ("Samtycket gäller t.o.m. 2019-12-31.", "consent", "passed"),
    ("Operationen planeras till hösten 2020.", "life_area", "passed"),
    ("Hennes dotter (4 år, född 2010) bor hos pappan.", "life_area", "age"),
    ("Den 8-årige sonen, född 2006, bor växelvis.", "life_area", "age"),
    ("För närvarande, våren 2016, provar hon köket.", "life_area", "passed"),
    ("Lägenheten blir inflyttningsklar i mars 2017.", "life_area", "passed"),
    ("Hon är sjukskriven t.o.m. 2016-03-01.", "life_area", "passed"),
    ("Hon går ut gymnasiesärskolan våren 2015.", "life_area", "passed"),
    ("Ansökan till Försäkringskassan skickades i mars 2019 och besked väntas.", "life_area", "passed"),
    ("Ansökan inkom 2019-03-01.", "application", "basis"),
    ("Ansökan kom in den 3 mars 2019.", None, "basis"),  # no section known
    ("Ansökan om förlängning kom in den 14 april 2020.", "application", "basis"),
    ("Utredningssamtal hölls på kontoret 2020-02-03.", "sources", "basis"),
    ("Hembesök gjordes den 5 maj 2019 tillsammans med god man.", "application", "basis"),
    ("Vid uppföljningsmötet 2019-09-12 deltog Eva och handledaren.", "follow_up", "basis"),
    ("Eva går andra året på gymnasiesärskolan.", "life_area", "school"),  # at 32
    ("Hon går i anpassade gymnasieskolan, inriktning hotell.", "life_area", "school"),
    ("Sonen, född 2003, går i trean.", "life_area", "school"),
    ("Modern, som gick bort 2019, lagar mat åt henne på söndagar.", "life_area", "dead"),
]

TRUE = [
    "Eva är 32 år.",
    "Eva är 31 år.",  # her birthday was two months ago, while the investigation was under way
    "Eva var 25 år när hon fick diagnosen.",  # history
    "Vid 9 års ålder utreddes hon på BUP.",
    "Dottern Tilde, 8 år, bor hos sin pappa.",  # another's age: nothing to compare with
    "Hon har haft boendestöd i 12 år.",  # how long, not how old
    "Hennes mamma är 61 år.",
    "Hon blev 30 år och firade på Gröna Lund.",
    "Sommaren 2017 var hon på läger.",
    "Förra sommaren, 2021, var hon på läger.",
    "Praktiken avslutades 31 maj 2020.",
    "Aktivitetsersättning är beviljad t.o.m. december 2022.",
    "Tidigare beslut gällde t.o.m. 2021-05-31.",
    "Hon hade aktivitetsersättning till och med 2020.",
    "Gymnasiesärskolans individuella program t.o.m. våren 2010.",  # schooling, over as it should be
    "Gick anpassad studiegång t.o.m. årskurs 9.",
    "Nuvarande beslut gäller till och med 2022-05-31.",
    "Nuvarande beslut gick ut 2022-04-15.",
    "Sedan hösten 2019 bor hon i gruppbostad.",
    "Hon ska börja på ny verksamhet i augusti 2022.",
    "Hon skulle ha flyttat våren 2020 men det blev inte av.",
    "Ansökan inkom 2022-03-01.",
    "Första ansökan om daglig verksamhet gjordes 2012 och den tidigare utredningen är från 2019.",
    "Vid förra uppföljningen 2020-05-04 var hon missnöjd.",
    "Diagnosen ställdes 2008.",
    "Ansökan om sjukersättning lämnades in 2016.",  # another application
    "Hon är klar med gymnasiesärskolan sedan 2014.",
    "Under pandemin var verksamheten stängd.",
    "På grund av rådande smittläge sågs vi utomhus.",  # in May 2022, while it still could be
    "Hon gick på gymnasiesärskolan mellan 2006 och 2010.",
    "Eva går på daglig verksamhet tre dagar i veckan.",
    "Hon går på särvux på onsdagar.",
    "Modern avled 2019 och fadern bor i Borås.",
    "Sonen, född 2012, går i trean.",
    "Beslut om kontaktperson fattades 2019-02-03.",
    "Hon flyttade till Farsta i maj 2018 och tänker bo kvar.",
    "Telefon 070-201 90 11, nås säkrast förmiddagar.",
    "Hon ringde 2020-05-03 och undrade över beslutet.",
    "Personkrets 1 enligt bedömning 2013-09-02.",
    "Läkarintyg från 2019 och psykologutlåtande från 2011 ligger till grund.",
    "Hon tänker ofta på olyckan 2014.",
    "Hon hoppas kunna arbeta igen som hon gjorde 2016.",
    "Förvaltare sedan 2017, omprövas varje år.",
]


@pytest.mark.parametrize(("text", "key", "sign"), STALE)
def test_a_sentence_of_another_day_is_told_with_its_sign(text: str, key: str | None, sign: str) -> None:
    found = why_outdated(text, WRITTEN, EVA, key)
    assert found is not None
    assert found[0] == sign


@pytest.mark.parametrize("text", TRUE)
@pytest.mark.parametrize("key", ["background", "application", "life_area", None])
def test_what_can_be_true_is_left_alone(text: str, key: str | None) -> None:
    assert why_outdated(text, WRITTEN, EVA, key) is None


def test_without_day_of_birth_an_age_proves_nothing() -> None:
    assert why_outdated("Eva är 29 år.", WRITTEN, Person(("eva",)), "background") is None
