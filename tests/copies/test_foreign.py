"""Text left over from another person, and relatives, staff and friends who belong in the file."""

import pytest

from nlp.copies import CopyIndex, other_person

OWN = """# Bakgrund
Eva växte upp i Farsta. Hon tillhör personkrets 1. Hennes mamma heter Gun. Hon trivs med sin katt.
# Boende
Eva bor i en etta. Hon sköter sitt hem själv och hon är stolt över sina blommor. Hennes granne vattnar dem.
# Hälsa
{more}
# Bedömning
Eva behöver fasta rutiner. Hon arbetar inte och hon studerar inte."""


@pytest.mark.parametrize(
    "more",
    [
        "Martin tillhör personkrets 1 och har sjukersättning. Han behöver stöd för att komma iväg på morgonen.",
        "Att bevilja Fatima daglig verksamhet under två år. Fatima önskar arbeta med djur.",
        "Olofs behov av stöd kvarstår och tillgodoses inte. Olof vill vara kvar i snickeriet.",
        "Eva har lätt för att prata. Sergej ansöker om fortsatt daglig verksamhet enligt samma paragraf.",
        "Personnummer 19850412-2384 enligt folkbokföringen, adressen är kontrollerad mot registret.",
        "Han duschar på kvällen. Hans morgnar är tunga och det tar tid för honom att komma iväg till bussen.",
    ],
)
def test_somebody_elses_text_is_found(make_document, make_case, more: str) -> None:
    (found,) = other_person(make_case(make_document(OWN.format(more=more), "2022-01-01")))
    assert found.evidence.text in more


@pytest.mark.parametrize(
    "more",
    [
        "Systern Petra är den som ringer. Petra vill att allt ska fungera och har svårt att vila.",  # kin
        "Kjell Rosén är förvaltare sedan 2017. Kjell sköter räkningarna.",  # staff, told after the name
        "Klasskamraten Dennis följer med och cyklar. Dennis bor i Älta.",
        "Hennes pappa är sjuk. Han bor i Borås, hans hälsa är dålig och hon oroar sig för honom.",  # the father's
        "Sedan Eva träffade Martin vill hon gärna gå på dans. Martin bor i Solna.",  # names the person herself
        "Evas personnummer är 19900302-1234 och adressen är kontrollerad mot folkbokföringen.",
        "Dotterns personnummer 20150412-2384 är noterat för barnomsorgen, som betalas av pappan.",
    ],
)
def test_those_who_belong_in_the_file_are_left_alone(make_document, make_case, more: str) -> None:
    assert other_person(make_case(make_document(OWN.format(more=more), "2022-01-01"))) == ()


def test_words_that_stand_in_another_persons_investigation_are_found_with_that_file(make_document, make_case) -> None:
    strange = (
        "Sommaren 2016 skannades ritningar hos en arkitekt i Bromma, tjugo pärmar på två veckor och allt i rätt hylla."
    )
    index = CopyIndex()
    index.add("p2", make_document(f"# Arbete\n{strange}", "2021-01-01", "DUR Rasmus.pdf"))
    case = make_case(make_document(OWN.format(more=strange), "2022-01-01"))
    (found,) = other_person(case, lambda sentence: index.elsewhere(sentence, "T-01"))
    assert found.source == "DUR Rasmus.pdf"
    assert other_person(case) == ()
