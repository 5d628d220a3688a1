"""The orders and plans of `annotations/voices`: every file parses, its marks and links hold together."""

from collections import Counter
from pathlib import Path

import pytest

from annotations import gold
from annotations.akt import read_akt
from models.relation import material
from nlp.types import Kind

FOLDER = Path(gold.__file__).parent / "voices"
FILES = sorted(FOLDER.glob("*.akt"))
VERDICTS = {"full": "helt", "partial": "delvis", "none": "inte"}
LABELS = {
    "district": "Ort",
    "gender": "K",
    "birth_year": 1990,
    "provider": "Verkstan",
    "decision": "bifall",
    "first_decision": False,
    "dates": {},
    "dur": {"current": True, "copied": False, "pasted": False, "interests": False, "foreign": False},
    "plan_missing": None,
    "plan_contact": False,
    "followup": "ingen",
    "freda": "missing",
    "consent": "missing",
    "contact_without_consent": False,
    "children": {"minor": False, "described": False, "impact": False},
    "carer_info": False,
    "sip": False,
    "fk": False,
    "af": False,
    "iwork": False,
    "care": None,
    "guardian": None,
    "outcome": None,
}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_marks_and_links_hold_together(path: Path) -> None:
    documents = read_akt(path)
    assert [d.document.kind for d in documents] == [Kind.ORDER, Kind.PLAN]
    assert not any("[[" in d.document.text or "]]" in d.document.text for d in documents), "ett märke är inte läst"
    line = gold.gold_line(documents, {**LABELS, "case": path.stem})  # refuses ids and links that do not hold
    assert len(line["order"]) > 1
    assert line["plan"]


def test_verdicts_of_the_marks_are_those_of_the_label_lines() -> None:
    for case in material.voices():
        line = gold.gold_line(read_akt(FOLDER / f"{case.id}.akt"), {**LABELS, "case": case.id})
        assert line["conformity"]["class"] == VERDICTS[case.verdict], case.id


def test_each_voice_is_a_fold_of_its_own_with_every_verdict_somewhere() -> None:
    found = material.voices()
    assert {c.fold for c in found} == {p.stem.split("-")[0] for p in FILES}
    assert set(Counter(c.verdict for c in found)) == set(VERDICTS)


def test_no_pair_stands_there_twice() -> None:
    texts = [d.document.text for p in FILES for d in read_akt(p)]
    assert len(set(texts)) == len(texts)
