"""Near-duplicates over many investigations: found, exact, incremental, and forgotten when a file is."""

import random

import pytest

from nlp.copies import CopyIndex
from nlp.copies.index import OWNERS, Passage
from nlp.copies.shingles import jaccard, shingles
from nlp.copies.units import outline
from nlp.errors import StoreError


def section(seed: int, words: int = 60) -> list[str]:
    rng = random.Random(seed)
    return [f"ord{rng.randrange(5000)}" for _ in range(words)]


def with_changes(words: list[str], count: int) -> list[str]:
    rng = random.Random(count)
    out = list(words)
    for i in rng.sample(range(len(out)), count):
        out[i] = "bytt"
    return out


def filled(count: int, path=None) -> CopyIndex:
    index = CopyIndex(path)
    index.add_many((f"p{i}", "DUR.pdf", [Passage(i, i + 1, section(i))], []) for i in range(count))
    return index


def test_an_edited_copy_is_found_among_many_with_its_exact_score() -> None:
    index = filled(300)
    query = with_changes(section(17), 2)
    (found,) = index.alike(query)
    assert found.person == "p17"
    assert found.score == pytest.approx(jaccard(shingles(query), shingles(section(17))))


def test_nothing_unlike_is_found_and_nobody_is_his_own_copy() -> None:
    index = filled(300)
    assert index.alike(section(9999)) == []
    assert index.alike(section(17), not_person="p17") == []


def test_every_close_copy_is_found() -> None:
    index = filled(200)
    assert all(index.alike(with_changes(section(i), 1))[0].person == f"p{i}" for i in range(200))


def test_a_new_document_is_added_to_what_is_on_disk_and_read_again(tmp_path) -> None:
    filled(20, tmp_path / "index.db").close()
    again = CopyIndex(tmp_path / "index.db")
    again.add_many([("ny", "DUR.pdf", [Passage(0, 1, section(5))], [])])
    assert {f.person for f in again.alike(section(5))} == {"p5", "ny"}
    assert len(again) == 21


def test_adding_a_file_again_puts_it_in_its_own_place_and_removing_forgets_it(make_document) -> None:
    index = CopyIndex()
    old = make_document("# Boende\n" + " ".join(section(1)) + ".", "2020-01-01")
    new = make_document("# Boende\n" + " ".join(section(2)) + ".", "2020-01-01")
    index.add("p1", old)
    index.add("p1", new)
    assert len(index) == 1
    assert index.alike(section(1)) == []
    sentence = outline(new).sentences[0]
    assert index.elsewhere(sentence, "p2") == "DUR.pdf"
    index.remove("p1")
    assert len(index) == 0
    assert index.elsewhere(sentence, "p2") is None


def test_what_stands_with_everybody_is_form_text_and_bounded() -> None:
    index = CopyIndex()
    index.add_many((f"p{i}", "DUR.pdf", [Passage(0, 1, section(3))], [section(3)]) for i in range(OWNERS * 2))
    assert len(index.alike(section(3))) == OWNERS


def test_an_index_of_another_method_is_refused_with_a_remedy(tmp_path) -> None:
    index = CopyIndex(tmp_path / "index.db")
    with index._db:
        index._db.execute("update meta set value = 'annan'")
    index.close()
    with pytest.raises(StoreError, match="bygg det på nytt"):
        CopyIndex(tmp_path / "index.db")
