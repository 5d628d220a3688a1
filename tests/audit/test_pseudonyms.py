"""What one case becomes: one token a person, nothing that tells who, nothing of trade unions, no places in the text."""

import re

import pytest

from nlp.language.names import Label
from nlp.types import CaseRow
from outputs.pseudonyms.case import Pseudonymiser
from outputs.pseudonyms.check import leftovers
from outputs.pseudonyms.tokens import TOKEN, Tokens, fresh_key

ROW = CaseRow(
    "2023-0147",
    name="Wilgot Sandmark",
    personal_number="19880412-9971",
    provider="Lundby Hantverk",
    caseworker="Ingela Törn",
    caseworker_mail="ingela.torn@kommunen.example",
)
TEXT = """Wilgot Sandmark bor med sin syster Petra Ahlberg. Wilgots gode man är Omar Berg. Kontaktperson Omar B ringde.
Doktor Ekelöf och Ekelöfs sköterska var med. Sandmarks ansökan kom in. W. Sandmark skrev under. Petra tolkar.
Maria hämtar. Maria Gran och Maria Åberg är handledare. M trivs. W vill byta grupp. /IT"""


def pseudonymiser(
    text: str = TEXT, row: CaseRow = ROW, key: bytes = b"k", also: tuple[Label, ...] = ()
) -> Pseudonymiser:
    return Pseudonymiser(row, [text], ["GP Wilgot S.pdf"], Tokens(key), also)


def token(words: str, text: str = TEXT, **given: object) -> str:
    """The one token that comes instead of some words in a text where they stand by themselves."""
    (found,) = TOKEN.findall(pseudonymiser(text, **given).text(words))  # type: ignore[arg-type]
    return str(found)


SAME = [
    ("Wilgot Sandmark", "Wilgot", "first name alone"),
    ("Wilgot Sandmark", "Wilgots", "genitive"),
    ("Wilgot Sandmark", "Sandmarks", "surname in the genitive"),
    ("Wilgot Sandmark", "W. Sandmark", "initial with surname"),
    ("Wilgot Sandmark", "Sandmark Wilgot", "turned about"),
    ("Wilgot Sandmark", "WILGOT SANDMARK", "capitals"),
    ("Wilgot Sandmark", "wilgot", "small letters"),
    ("Wilgot Sandmark", "Wilggot Sandmark", "a letter too many"),
    ("Wilgot Sandmark", "Wil\u00adgot", "soft hyphen"),
    ("Wilgot Sandmark", "Sand-\nmark", "broken over lines"),
    ("Wilgot Sandmark", "S a n d m a r k", "spaced out by a scan"),
    ("Omar Berg", "Omar B", "initial of the surname"),
    ("Omar Berg", "Omar B.", "with a stop"),
    ("Petra Ahlberg", "Petra", "the only Petra of the case"),
    ("Doktor Ekelöf", "Ekelöfs", "surname with a title, genitive"),
    ("Ingela Törn", "Ingela", "the caseworker of the list"),
    ("Ingela Törn", "Törn", "accents as signs of their own"),
]


@pytest.mark.parametrize(("one", "other", "trap"), SAME, ids=[t for _, _, t in SAME])
def test_the_same_person_has_the_same_token(one: str, other: str, trap: str) -> None:
    assert token(one) == token(other)


APART = [
    ("Wilgot Sandmark", "Petra Ahlberg", "two persons"),
    ("Maria", "Maria Gran", "two Marias: who is meant is not clear"),
    ("Maria Gran", "Maria Åberg", "one first name, two surnames"),
    ("Omar Berg", "Ingela Törn", "two officials"),
]


@pytest.mark.parametrize(("one", "other", "trap"), APART, ids=[t for _, _, t in APART])
def test_different_persons_have_different_tokens(one: str, other: str, trap: str) -> None:
    assert token(one) != token(other)


def test_a_name_is_carried_to_nobody_in_another_case() -> None:
    other = CaseRow("2023-0148", name="Wilgot Sandmark", personal_number="19900101-9998", caseworker="Ulf Ek")
    assert token("Wilgot") != token("Wilgot", row=other)
    assert token("Petra Ahlberg") != token("Petra Ahlberg", row=other)


def test_one_person_with_two_cases_and_one_caseworker_are_known_again() -> None:
    other = CaseRow("2021-9", "Wilgot Sandmark", "880412-9971", "", "", "", "", None, None, None, ROW.caseworker,
                    ROW.caseworker_mail)  # fmt: skip
    assert token("Wilgot") == token("Wilgot", row=other)
    assert token("Ingela") == token("Ingela", row=other)


def test_two_exports_cannot_be_linked() -> None:
    one, other = (set(TOKEN.findall(pseudonymiser(key=fresh_key()).text(TEXT))) for _ in range(2))
    assert len(one) == len(other)
    assert not one & other


def test_numbers_written_in_two_ways_have_one_token() -> None:
    assert token("19880412-9971") == token("880412 9971")
    assert token("+46 70 123 45 67") == token("070-1234567")
    assert token("070-123 45 67") != token("070-123 45 68")


def test_initials_of_the_person_and_the_caseworker_go() -> None:
    out = pseudonymiser().text("W vill byta grupp. WS ringde. Har B-körkort. Grupp W har plats. DV beviljas. /IT")
    person, worker = token("Wilgot"), token("Ingela")
    assert out == f"{person} vill byta grupp. {person} ringde. Har B-körkort. Grupp W har plats. DV beviljas. /{worker}"


ONLY_THE_YEAR = [
    ("Sonen är född 2016-03-04.", "Sonen är född [FÖDD 2016]."),
    ("Dotter f. 120315.", "Dotter f. [FÖDD]."),
    ("Född den 5 juni 1995 i Umeå.", "Född den [FÖDD 1995] i Umeå."),
    ("Den 12 april 1988 kom han till världen.", "Den [FÖDD 1988] kom han till världen."),  # his own day, without a cue
    ("Beslut 2022-03-04, uppföljning 5/6 -22.", "Beslut 2022-03-04, uppföljning 5/6 -22."),  # other days stay
]


@pytest.mark.parametrize(("text", "expected"), ONLY_THE_YEAR)
def test_of_a_date_of_birth_the_year_stays(text: str, expected: str) -> None:
    assert pseudonymiser().text(text) == expected


UNION = [
    "Wilgot är medlem i Kommunal sedan tre år.",
    "Han är med i facket.",
    "Hon har gått ur Handels.",
    "Fackligt ombud från Unionen deltog på mötet.",
    "Betalar avgift till Byggnads varje månad.",
    "Är ansluten till Akademikerförbundet SSR.",
    "Får hjälp av sitt fackförbund med ersättningen.",
    "Har Kommunals a-kassa.",
    "Vårdförbundet företräder henne.",
    "Skyddsombudet följde med.",
]


@pytest.mark.parametrize("sentence", UNION)
def test_a_trade_union_goes_with_its_sentence(sentence: str) -> None:
    assert (
        pseudonymiser().text(f"Trivs i köket. {sentence} Vill ha mer tid.") == "Trivs i köket. [FACK] Vill ha mer tid."
    )


NO_UNION = [
    "Arbetar på kommunal verksamhet två dagar.",
    "Resor med kommunal transport.",
    "Fackspråk är svårt för henne.",
    "Handels är en bra bransch.",
    "Vision: ett eget jobb.",
    "Är medlem i en schackklubb.",
]


@pytest.mark.parametrize("sentence", NO_UNION)
def test_what_only_sounds_like_a_union_stays(sentence: str) -> None:
    assert pseudonymiser().text(sentence) == sentence


def test_every_string_of_a_record_is_covered_and_places_in_text_go() -> None:
    evidence = {
        "file": "GP Wilgot S.pdf", "page": 2, "text": "Wilgot trivs.", "start": 0, "end": 13, "boxes": [[0, 0, 1, 1]],
        "contradicting": {"file": "GP Wilgot S.pdf", "page": 1, "text": "Petra ringde 070-123 45 67."},
    }  # fmt: skip
    record = {
        "case": "2023-0147", "as_of": "2023-10-15", "freda": {"status": "asked", "evidence": [evidence]},
        "unread": ["GP Wilgot S.pdf"], "consent": {"parties": ["Petra", "boendestödet"]},
        "flags": [{"code": "x", "message": "Kan inte bedömas: 'GP Wilgot S.pdf' är inläst bild. Ärende 2023-0147."}],
    }  # fmt: skip
    out = pseudonymiser().value(record)
    written = str(out)
    assert not re.search(r"Wilgot|Petra|070|2023-0147|start|boxes", written)
    assert out["freda"]["status"] == "asked"
    assert out["as_of"] == "2023-10-15"
    assert out["consent"]["parties"][1] == "boendestödet"
    assert out["unread"][0] == out["freda"]["evidence"][0]["file"]
    assert out["unread"][0].endswith(".pdf")
    assert out["case"] in out["flags"][0]["message"]


def test_places_providers_and_authorities_go_only_where_asked_for() -> None:
    text = "Wilgot går på Nytida i Malmö och har kontakt med Försäkringskassan och Lundby Hantverk."
    assert [w in pseudonymiser(text).text(text) for w in ("Nytida", "Malmö", "Försäkringskassan", "Lundby")] == [
        True
    ] * 4
    out = pseudonymiser(text, also=(Label.PLACE, Label.PROVIDER, Label.AUTHORITY)).text(text)
    assert re.sub(r"-[0-9A-Z]{8}]", "]", out) == (
        "[PERSON] går på [UTFÖRARE] i [PLATS] och har kontakt med [MYNDIGHET] och [UTFÖRARE]."
    )


LEFT = [
    ("Sandmark kom.", {"name"}, "as it is"),
    ("sandmarks plan", {"name"}, "small letters, genitive"),
    ("Sand\u00admark", {"name"}, "soft hyphen"),
    ("Sand-\nmark", {"name"}, "hyphen and line end"),
    ("Sand mark", {"name"}, "torn by a space"),
    ("S a n d m a r k", {"name"}, "spaced out"),
    ("To\u0308rn ringde", {"name"}, "accents as signs of their own"),
    ("Torn ringde", {"name"}, "accents lost"),
    ("Sandmark-ärendet", {"name"}, "first part of a hyphened word"),
    ("nr 880412 9971", {"number"}, "own number with a space"),
    ("nr 19880412\u20139971", {"number"}, "own number with a dash"),
    ("nr 911231-1234", {"number"}, "somebody's number"),
    ("ingela.torn@\nkommunen.example", {"mail", "name"}, "own caseworker's mail, broken"),
    ("a@b.se", {"mail"}, "any mail"),
    ("Är medlem i Kommunal.", {"union"}, "trade union"),
    ("[PERSON-7K3Q9W2B] går på Lundby 2022-03-04, 25 000 kr.", set(), "nothing"),
    ("På sanden marken torne", set(), "words that only begin alike"),
]


@pytest.mark.parametrize(("text", "kinds", "trap"), LEFT, ids=[t for _, _, t in LEFT])
def test_what_is_left_is_seen(text: str, kinds: set[str], trap: str) -> None:
    assert leftovers(ROW, ["wilgot", "sandmark", "ingela", "törn"], [text]) == kinds
