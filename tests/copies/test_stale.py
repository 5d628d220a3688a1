"""What the file shows to be over: times told from an older day, and changes that the journal tells of."""

import pytest

from nlp.copies import stale_statements
from nlp.types import Kind

NOW, BEFORE = "2022-05-10", "2020-06-01"


def stale(make_document, make_case, text, *, told="", earlier=None, told_on="2022-04-01"):
    now = make_document(text, NOW, "ny.pdf")
    old = make_document(earlier, BEFORE, "gammal.pdf") if earlier is not None else None
    others = [make_document(f"{told_on} {told} /AB", told_on, "Journal.pdf", Kind.JOURNAL)] if told else []
    return stale_statements(make_case(now, old, *others))


def test_last_summer_unchanged_since_an_older_version_is_another_summer(make_document, make_case) -> None:
    text = "# Hälsa\nFörra sommaren hade Eva två anfall. Nu är det lugnt."
    (found,) = stale(make_document, make_case, text, earlier=text)
    assert found.evidence.text == "Förra sommaren hade Eva två anfall."
    assert found.contradicting is not None
    assert found.contradicting.file == "gammal.pdf"


def test_last_summer_in_a_new_sentence_is_news(make_document, make_case) -> None:
    text = "# Hälsa\nFörra sommaren hade Eva två anfall."
    assert stale(make_document, make_case, text, earlier="# Hälsa\nEva mår bra.") == ()


def test_a_childs_age_cannot_stand_still_for_two_years(make_document, make_case) -> None:
    text = "# Familj\nDottern Tilde är 6 år och bor hos Eva."
    (found,) = stale(make_document, make_case, text, earlier=text)
    assert found.sign == "version"


CHANGES = [
    # claim of the investigation, what the journal tells
    ("# Boende\nEva bor hos sin mamma i en trea på Storgatan.", "Eva har flyttat till en etta på Nygatan."),
    ("# Boende\nGruppbostad i Rinkeby sedan 2014.", "Eva har fyllt 32 och flyttat: bor i servicebostad i Kista."),
    ("# Boende\nBoendestödjaren Lena är den hon känner bäst.", "Lena S har slutat i juni, ny är Omar B."),
    ("# Nätverk\nBrodern Rolf lagar maten.", "Brodern Rolf avled i februari."),
    ("# Nätverk\nMamma lagar mat på söndagar.", "Evas mamma avled i påskas."),  # no name, the same relative
    ("# Nätverk\nPappa Roland bor i Hedemora.", "Tel. Pappan har dött, begravning på fredag."),
    ("# Nätverk\nKontaktpersonen Stefan tar henne på hockey.", "Stefan är inte längre kontaktperson."),
    ("# Nätverk\nEva bor med sambon Viktor.", "Viktor flyttade ut i mars, Eva är ledsen."),
    ("# Ekonomi\nEva har aktivitetsersättning.", "Eva har beviljats sjukersättning fr.o.m. nov."),
    ("# Hälsa\nGår på psykiatrisk mottagning en gång i månaden.", "Kontakten med psykiatrin är avslutad."),
    ("# Sysselsättning\nEva är två dagar i veckan i köket.", "Eva är numera där fyra dagar i veckan mot tidigare två."),
]


@pytest.mark.parametrize(("claim", "told"), CHANGES)
def test_a_change_in_the_journal_ends_the_claim_and_both_are_quoted(make_document, make_case, claim, told) -> None:
    (found,) = stale(make_document, make_case, claim, told=told, earlier=claim)
    assert found.evidence.file == "ny.pdf"
    assert found.contradicting is not None
    assert found.contradicting.file == "Journal.pdf"


NO_CHANGES = [
    ("# Boende\nEva bor i en etta på Storgatan.", "Eva vill flytta till något större."),  # a wish
    ("# Boende\nEva bor i en etta på Storgatan.", "Mamma har flyttat till Spanien."),  # another's move
    ("# Boende\nEva bor i en etta på Storgatan.", "Verksamheten har flyttat till nya lokaler."),
    ("# Boende\nBoendestödjaren Lena kommer på tisdagar.", "Lena ringer. Handläggaren Jonas har slutat."),
    ("# Nätverk\nBrodern Rolf lagar maten.", "Rolf berättar att deras hund dog i helgen."),
    ("# Nätverk\nMamma lagar mat på söndagar.", "Handledaren Annas mamma avled i påskas."),  # another's mother
    ("# Nätverk\nMamma lagar mat på söndagar.", "Evas katt dog i påskas, mamma tröstar."),
    ("# Ekonomi\nEva har aktivitetsersättning.", "Eva funderar på att söka sjukersättning."),
    ("# Ekonomi\nEva har aktivitetsersättning.", "Aktivitetsersättningen är förlängd två år."),
    ("# Hälsa\nGår på psykiatrisk mottagning.", "Praktiken är avslutad och Eva nöjd."),
    ("# Sysselsättning\nEva är två dagar i veckan i köket.", "Eva vill gå upp till fyra dagar i veckan."),
    (
        "# Boende\nEva flyttade i mars till en etta på Nygatan.",
        "Eva har flyttat till en etta på Nygatan.",
    ),  # it says so
]


@pytest.mark.parametrize(("claim", "told"), NO_CHANGES)
def test_what_ends_nothing_is_no_flag(make_document, make_case, claim, told) -> None:
    assert stale(make_document, make_case, claim, told=told, earlier=claim) == ()


@pytest.mark.parametrize("told_on", ["2019-04-01", "2022-09-01"])
def test_what_was_told_before_the_old_version_or_after_the_new_does_not_count(
    make_document, make_case, told_on
) -> None:
    claim, told = CHANGES[0]
    assert stale(make_document, make_case, claim, told=told, earlier=claim, told_on=told_on) == ()
