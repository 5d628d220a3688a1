"""Two versions of one investigation: what is new, what is old, and whether it was only copied."""

from dataclasses import replace

import pytest

from nlp.copies import Change, FormText, compare_versions
from nlp.copies.normal import same_but_spelling

OLD = """# Ansökan avser
Eva ansöker om fortsatt daglig verksamhet. Ansökan inkom 2020-02-03.
# Boende
Eva bor i en tvåa på Lingonvägen med katten Sotis. Boendestöd kommer tisdagar och fredagar.
# Ekonomi
Eva har aktivitetsersättning och sköter räkningarna med autogiro.
# Hälsa
Migrän vid stress. Går hos kurator på vårdcentralen varannan vecka.
# Kommunikation
Eva pratar fort och byter ämne. Korta sms fungerar bättre än brev.
# Utbildning, arbete, sysselsättning
Eva är i textilgruppen tre dagar i veckan och syr förkläden till butiken.
# Intressen, fritid, aktiviteter
Eva går på loppis och samlar gamla knappar, sorterade efter färg.
# Bedömning
Eva behöver fasta rutiner. Behovet tillgodoses inte på annat sätt."""

NEWS = {
    "katten Sotis": "sambon Rickard i ett radhus i Tumba sedan bröllopet",
    "Migrän vid stress.": "Bröstcancer upptäcktes i mars och strålbehandling pågår.",
    "textilgruppen tre dagar i veckan och syr förkläden till butiken": "snickeriet fem dagar och har lärt sig svarva",
    "samlar gamla knappar, sorterade efter färg": "har börjat spela bordtennis i Haninge parasportklubb",
}


def compare(make_document, text, **kwargs):
    old = make_document(OLD, "2020-03-01", "gammal.pdf", name="Eva Lind")
    return compare_versions(make_document(text, "2022-03-01", "ny.pdf", name="Eva Lind"), old, **kwargs)


def edited(news: dict[str, str]) -> str:
    text = OLD
    for old, new in news.items():
        assert old in text
        text = text.replace(old, new)
    return text


def parts(text: str) -> list[str]:
    return ["# " + p for p in text.removeprefix("# ").split("\n# ")]


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("nothing is changed", OLD),
        ("only the date", OLD.replace("2020-02-03", "2022-02-01")),
        ("other order", "\n".join([parts(OLD)[0], *reversed(parts(OLD)[1:])])),
        ("other headings", OLD.replace("# Boende", "# Bostad och hemliv").replace("# Hälsa", "# Hälsotillstånd")),
        ("a scan", OLD.replace("Lingonvägen", "Lingonvagen").replace("sköter", "skötcr").replace("rutiner", "rutincr")),
        ("one trivial line", OLD + " Eva har tagit del av utredningen och har inga synpunkter."),
        ("other words", OLD.replace("Korta sms fungerar bättre än brev", "Brev fungerar sämre än korta sms")),
    ],
)
def test_what_brings_no_news_is_a_copy(make_document, what, text) -> None:
    found = compare(make_document, text)
    assert found.copied
    assert found.probability > 0.5


def test_news_in_several_parts_of_life_is_an_update_though_much_stands(make_document) -> None:
    found = compare(make_document, edited(NEWS))
    assert not found.copied
    assert 0.4 < found.unchanged_share < 0.9


def test_an_update_stays_one_when_the_title_says_copy(make_document) -> None:
    old = make_document(OLD, "2020-03-01")
    now = replace(make_document(edited(NEWS), "2022-03-01"), title="Kopia av kopia av DUR-utredning")
    assert not compare_versions(now, old).copied


def test_every_sentence_is_told_as_unchanged_changed_new_or_gone(make_document) -> None:
    text = OLD.replace("tre dagar i veckan", "fem dagar i veckan").replace("Migrän vid stress. ", "")
    text += " Hon har fått en hund."
    by_words = {(s.now or s.earlier).text: s for part in compare(make_document, text).sections for s in part.sentences}
    assert by_words["Eva pratar fort och byter ämne."].change is Change.UNCHANGED
    changed = by_words["Eva är i textilgruppen fem dagar i veckan och syr förkläden till butiken."]
    assert changed.change is Change.CHANGED
    assert "tre dagar" in changed.earlier.text
    assert by_words["Hon har fått en hund."].change is Change.NEW
    assert by_words["Migrän vid stress."].change is Change.GONE


def test_offsets_lead_back_to_the_words(make_document) -> None:
    found = compare(make_document, edited(NEWS))
    for part in found.sections:
        for s in part.sentences:
            for words, text in ((s.now, found.now.text), (s.earlier, found.earlier.text)):
                assert words is None or text[words.start : words.end] == words.text


def test_a_sentence_counts_the_versions_it_has_survived(make_document) -> None:
    oldest = make_document(OLD.replace("Migrän vid stress. ", ""), "2018-03-01", "äldst.pdf")
    found = compare(make_document, OLD, older=[oldest])
    generations = {s.now.text: s.generations for part in found.sections for s in part.sentences if s.now}
    assert generations["Migrän vid stress."] == 1
    assert generations["Eva pratar fort och byter ämne."] == 2


def test_form_text_is_left_out_and_counted(make_document) -> None:
    prompt = "Beskriv fysisk och psykisk hälsa, medicin och vårdkontakter."
    found = compare(make_document, OLD.replace("# Hälsa\n", f"# Hälsa\n{prompt}\n"))
    assert found.form_words_excluded >= 8
    forms = [s.now.text for part in found.sections for s in part.sentences if s.form and s.now]
    assert prompt in forms


def test_form_text_is_learned_from_many_persons(make_document) -> None:
    phrase = "Utredaren har gått igenom kommunens riktlinjer tillsammans med den sökande"
    corpus = [
        (f"p{i}", make_document(f"# Underlag\n{phrase}.\nEget nummer {i}{i} här.", "2021-01-01")) for i in range(3)
    ]
    forms = FormText.learn(corpus)
    found = compare(make_document, OLD + f"\n# Underlag\n{phrase}.", forms=forms)
    assert any(s.form and phrase in s.now.text for part in found.sections for s in part.sentences if s.now)
    assert not FormText.learn(corpus[:2]).persons  # two persons may share a caseworker's phrase


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Hon sover bra på nätterna.", "Hon sover bra pa nättcrna.", True),  # scan
        ("Hon sover bra på nätterna.", "Honsover bra på  nätterna.", True),  # space lost
        ("Hon är trygg hemma på kvällen.", "Hon är otrygg hemma på kvällen.", False),  # one letter, the opposite
        ("Hon vill arbeta i butiken.", "Hon vill inte arbeta i butiken.", False),
        ("Hon går dit två dagar i veckan.", "Hon går dit tre dagar i veckan.", False),  # a number is a fact
        ("Ansökan inkom 2020-01-02 till enheten.", "Ansökan inkom 2022-05-12 till enheten.", True),  # a date is not
        ("Hon är 32 år och bor själv.", "Hon är 34 år och bor själv.", True),  # nor an age
        ("Mamma hjälper till med räkningarna varje månad.", "Pappa hjälper till med räkningarna varje månad.", False),
        ("Hon bor i en tvåa i Farsta.", "Hon bor i en trea i Farsta.", False),
        ("Han får 400 kr i veckan i handen.", "Han får 400kr i veckan i handcn.", True),
        ("Verksamheten går bra på måndag.", "Verksamheten går bra på torsdag.", False),
    ],
)
def test_the_same_but_for_spelling(a: str, b: str, same: bool) -> None:
    assert same_but_spelling(a, b) is same
