"""Personal data: `{label:words}` in a row marks what must be found, and nothing else may be."""

import re
from itertools import pairwise

import pytest

from nlp.language.names import Label, find_personal

ROWS = [
    ("Tel m. systern {person:Petra Ahlgrens} god man.", "genitive"),
    ("Möte med {person:Karin Blomqvist} och {person:Kent}.", "full and lone name"),
    ("{person:K. Berg} och {person:M Ekström} deltog.", "initial with surname"),
    ("Boendestödjaren {person:Omar B} ringer.", "first name with initial"),
    ("Hennes bror {person:Xerxan} följde med.", "a name in no list, after a cue"),
    ("{person:Per-Ola Mård} är handledare. {person:Anna-Karin} vikarierar.", "double names"),
    ("Bor i {place:Uppsala}. Praktik i {place:Farsta}.", "places"),
    ("Hon trivs på Söderateljén och äter lunch där.", "an unknown unit is no person"),
    ("Vi ses den 12 maj. Kom i tid. Ta med matlåda. Bror är med.", "words that are names, first in a sentence"),
    ("Träffade {person:Bo} i dag. {person:Bo} vill byta dag.", "a word-like name that the text shows"),
    ("{person:Stig} mår bra.", "a name and verb, rarely a word"),
    ("{person:Aminas} ansökan har kommit in.", "genitive first in a sentence"),
    ("Har Aspergers syndrom och Downs syndrom.", "illnesses with people's names"),
    ("Går hos psykiatrin på S:t Eriks mottagning.", "a unit with a saint's name"),
    ("Bor på {address:Karlbergsvägen 12 B}, {address:113 27 Stockholm}.", "address and postcode"),
    ("Nås på {phone:070-123 45 67} eller {phone:08-508 10 000}.", "telephone numbers"),
    ("Sms till {phone:0701234567}, ej 08-samtal.", "a mobile number that could be a birthday"),
    ("Pnr {personal_number:19900101-1234}, dottern {personal_number:120315-2391}.", "personal numbers"),
    ("Mejla {mail:anna.berg@stad.se} om mötet.", "a name inside an address"),
    ("Beslut 2022-03-14, 9 § 10 LSS, kl. 13.15–14.05, 25 000 kr, nr 221122.", "numbers that are nothing of this"),
    ("Kontakt med {authority:Försäkringskassan} och {authority:Arbetsförmedlingen}.", "authorities"),
    ("Plats hos {provider:Resursen Norr AB}.", "provider with its form"),
    ("Beslutet är taget. /{person:Kevin N}", "signature with a name"),
    ("Uppf DV hos utf. /KN", "signature of two capitals"),
    ("Deltagare: {person:ANNA LINDBERG}, {person:Erik von Essen}.", "capitals and particles"),
    ("Intressen, fritid, aktiviteter. Vad vill du? Min plan. Mål och delmål.", "form words"),
    ("{person:Fatima} ringer. Senare ringer {person:fatima} igen.", "small letter later in the text"),
    ("Besökte Sofia kyrka och Maria torg.", "places named after people"),
]
MARK = re.compile(r"\{(\w+):([^}]+)\}")


def _parse(marked: str) -> tuple[str, list[tuple[str, str]]]:
    if "{" not in marked:
        return marked, []
    return MARK.sub(r"\2", marked), [(m[1], m[2]) for m in MARK.finditer(marked)]


@pytest.mark.parametrize(("marked", "trap"), ROWS, ids=[trap for _, trap in ROWS])
def test_personal_data(marked: str, trap: str) -> None:
    text, expected = _parse(marked)
    found = [(e.label.value, text[e.start : e.end]) for e in find_personal(text)]
    kinds = {label for label, _ in expected} | {Label.PERSON.value}
    assert [f for f in found if f[0] in kinds] == expected


def test_finds_are_in_order_and_apart() -> None:
    text = "Anna Berg, Karlbergsvägen 12, 113 27 Stockholm, 070-123 45 67, anna@stad.se, 900101-1234, Misa Farsta"
    found = find_personal(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {e.label for e in found} >= {Label.PERSON, Label.ADDRESS, Label.PHONE, Label.MAIL, Label.PERSONAL_NUMBER}


def test_empty_text() -> None:
    assert find_personal("") == ()
