"""Reports pasted into investigations, and what only sounds like them."""

import pytest

from nlp.copies import pasted_passages
from nlp.types import Kind

REPORTS = [
    "Testresultat. WAIS-IV: helskala 71 (95 % konfidensintervall 67–76), arbetsminne 62, snabbhet 70. Resultaten ligger"
    " två standardavvikelser under medelvärdet. På BRIEF-A ses kliniskt förhöjda värden på samtliga index.",
    "Status: Vaken, orienterad x 3. Formell kontakt, sparsam mimik, ögonkontakten flyktig. Inga psykotiska symtom,"
    " suicidtankar förnekas. Bedömning: F33.1. Insatt på sertralin 50 mg, återbesök om fyra veckor hos läkare.",
    "Inremitterad för smärta i höger höft. Vid undersökning ses inskränkt inåtrotation och nedsatt kraft. Röntgen visar"
    " måttlig artros bilateralt. Patienten bedöms inte vara aktuell för kirurgi, fysioterapi rekommenderas initialt.",
]
OWN_WORDS = [
    "Enligt psykologutlåtandet från 2012 har Eva svagt arbetsminne och behöver en sak i taget. Jag har läst utlåtandet"
    " tillsammans med henne och hon känner igen sig. Handledaren på verksamheten ser samma sak.",
    "Eva har autism och ADHD sedan gymnasiet. Hon tar medicin varje morgon och träffar läkare två gånger om året på"
    " psykiatriska mottagningen. Sömnen är bättre sedan hon fick tyngdtäcke.",
    "Begränsningar anges på skalan 0–4: minne 2, uppmärksamhet 3, allt enligt Eva själv. Jag bedömer uppmärksamheten"
    " till 2 eftersom hon satt med i en timme. Hon vill inte att fler tester görs.",
]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_found_with_its_length_and_share(make_document, report: str) -> None:
    text = f"# Bakgrund\nEva växte upp i Farsta.\n{report}\n# Boende\nEva bor i en etta."
    (found,) = pasted_passages(make_document(text, "2022-01-01"))
    assert found.evidence.text == report
    assert found.words == len(report.split())
    assert 0.5 < found.share < 1


@pytest.mark.parametrize("words", OWN_WORDS)
def test_a_caseworkers_own_summary_is_none(make_document, words: str) -> None:
    assert pasted_passages(make_document(f"# Hälsa\n{words}", "2022-01-01")) == ()


def test_a_report_in_the_file_gives_its_words_away_whatever_their_style(make_document) -> None:
    plain = (
        "Eva kom i god tid till alla våra möten under hösten. Hon ville gärna visa sina teckningar och berättade länge"
        " om hur de hade kommit till. Vi enades om att ses igen när våren kommer."
    )
    attached = make_document(plain, "2015-01-01", "Rapport 2015.pdf", Kind.OTHER)
    (found,) = pasted_passages(make_document(f"# Bakgrund\n{plain}", "2022-01-01"), [attached])
    assert "Rapport 2015.pdf" in found.reason
