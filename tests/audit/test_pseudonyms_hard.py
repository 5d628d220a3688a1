"""Every marked sentence by itself: what it marks is replaced, and a sentence without marks stays as it is."""

import pytest

from annotations.language.marked import Marked, read_marked
from nlp.errors import InputError
from nlp.types import CaseRow
from outputs.pseudonyms.case import Pseudonymiser
from outputs.pseudonyms.clean import cleaned
from outputs.pseudonyms.measure import LabelledText, Recall
from outputs.pseudonyms.tokens import Tokens

SENTENCES = list(read_marked())
# Names that are not found in a sentence by itself. Told in docs/pseudonyms.md; take a line away when it is mended.
NOT_FOUND = {
    "name in -x, no s in the genitive",  # "Max" is also a word
    "a capital glued to the name",
    "Sami names",  # in no list
    "month, Greek letter",
    "spring, after a cue",
    "ash, goddess",
    "pet name and initial apart",  # in no list
    "pet names",
    "pet name that is a bird",
}


def missed(marked: Marked) -> list[str]:
    recall = Recall()
    recall.add([LabelledText(marked.text, marked.spans)])
    return recall.missed


def test_the_set_is_large_enough() -> None:
    kinds = [kind for marked in SENTENCES for _, _, kind in marked.spans]
    assert len(SENTENCES) >= 150
    assert len({marked.trap for marked in SENTENCES}) == len(SENTENCES)
    assert {kind: kinds.count(kind) >= 9 for kind in kinds} == dict.fromkeys(
        ("person", "personal_number", "phone", "mail", "address"), True
    )


@pytest.mark.parametrize("marked", [m for m in SENTENCES if m.spans], ids=lambda m: m.trap)
def test_what_is_marked_is_replaced(marked: Marked) -> None:
    assert bool(missed(marked)) == (marked.trap in NOT_FOUND)


@pytest.mark.parametrize("marked", [m for m in SENTENCES if not m.spans], ids=lambda m: m.trap)
def test_what_is_nobody_stays(marked: Marked) -> None:
    assert Pseudonymiser(CaseRow("A"), [marked.text], (), Tokens(b"k")).text(marked.text) == cleaned(marked.text)


def test_a_mark_that_is_none_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text("Ringde {persn:Anna}.  # fel slag\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.txt, rad 1"):
        list(read_marked(tmp_path / "x.txt"))
