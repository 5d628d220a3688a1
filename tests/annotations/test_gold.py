"""Label lines made from marks and case-level labels: what they say, and what they refuse."""

import json
from pathlib import Path

import pytest

from annotations import gold
from annotations.akt import read_akt
from nlp.errors import InputError

ANNOTATIONS = Path(gold.__file__).parent
LINES = [json.loads(line) for line in (ANNOTATIONS / "cases" / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
LABELS = {
    "case": "X-01",
    "district": "Ort",
    "gender": "K",
    "birth_year": 1990,
    "provider": "Verkstan",
    "decision": "bifall",
    "first_decision": False,
    "dates": {"application": "2022-01-01", "valid_from": "2022-02-01", "valid_to": "2024-01-31"},
    "dur": {
        "current": True,
        "copied": False,
        "pasted": False,
        "interests": False,
        "life_areas_missing": [],
        "foreign": False,
    },
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
ORDER = "[[mål:M1|Ett arbete i butik]]\n[[aktivitet:A1|Praktik i kassan]]"


def line_of(tmp_path: Path, plan: str, order: str = ORDER, journal: str = "Ingenting.", **labels: object) -> gold.Json:
    """The label line of a small case with this order, plan and journal."""
    path = tmp_path / "X-01.akt"
    path.write_text(
        f"=== beställning | title=Beställning | date=2022-02-01 | file=best | format=pdf\n{order}\n\n"
        f"=== genomförandeplan | title=Plan | date=2022-03-01 | file=gp | format=scan\n{plan}\n\n"
        f"=== journal | title=Journal | file=journal | format=pdf\n{journal}\n",
        encoding="utf-8",
    )
    return gold.gold_line(read_akt(path), {**LABELS, **labels})


@pytest.mark.parametrize("expected", LINES, ids=lambda g: g["case"])
def test_development_labels_come_out_of_their_marks(expected: gold.Json) -> None:
    labels = {**expected, "plan_missing": expected["conformity"]["plan_missing"]}
    labels["dur"] = {k: v for k, v in expected["dur"].items() if k != "title"}
    made = gold.gold_line(read_akt(ANNOTATIONS / "sources" / f"{expected['case']}.akt"), labels)
    assert made == expected


@pytest.mark.parametrize(
    ("plan", "verdict"),
    [
        ("[[mål:P1=M1|Jobba i affär]] [[aktivitet:P2=A1|Sitta i kassan på praktiken]]", "helt"),
        # nothing added, but one element merged with a target of its own
        ("[[mål:P1=M1,A1|Jobba i affär via praktik i kassan]]", "helt"),
        ("[[mål:P1=M1,A1|Jobba via praktik]] [[aktivitet:P2+|Bingo]]", "delvis"),
        ("[[mål:P1~M1|Hälsa på i en affär]] [[aktivitet:P2=A1|Praktik i kassan]]", "delvis"),
        # touched, but nothing the same
        ("[[mål:P1~M1|Hälsa på i en affär]]", "inte"),
        ("[[aktivitet:P2+|Bingo]]", "inte"),
        # one part the same and one altered: the element is carried
        ("[[mål:P1=M1|Jobba i affär]] [[delmål:P2~M1|Helst i maj]] [[aktivitet:P3=A1|Kassan]]", "helt"),
    ],
)
def test_verdict_follows_from_the_links(tmp_path: Path, plan: str, verdict: str) -> None:
    assert line_of(tmp_path, plan)["conformity"]["class"] == verdict


def test_scans_are_listed_as_the_files_they_become(tmp_path: Path) -> None:
    files = [d["files"] for d in line_of(tmp_path, "[[mål:P1=M1|Jobb]]")["documents"]]
    assert files == [["best.pdf"], ["gp.pdf"], ["journal.pdf"]]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"plan": "[[mål:P1=M9|Jobb]]"}, "M9"),
        ({"plan": "[[mål:P1=M1|Jobb]] [[mål:P1+|Bingo]]"}, "P1"),
        ({"plan": "[[mål:P1|Jobb]]"}, "saknar förhållande"),
        ({"plan": "[[mål:P1=|Jobb]]"}, "peka"),
        ({"plan": "[[mål:P1+M1|Jobb]]"}, "peka"),
        ({"plan": "Ingenting bestämt."}, "plan_missing"),
        ({"plan_missing": "ingen plan i akten"}, "länkad"),
        ({"decision": "avslag", "followup": "ej_tillämpligt"}, "avslag"),
        ({"freda": "asked"}, "freda"),
        ({"journal": "[[freda:asked|FREDA ställd]]"}, "freda"),
        ({"journal": "[[consent:refused|Nej]]", "consent": "given"}, "consent"),
        ({"journal": "[[followup:held|Möte]]", "followup": "innehåll"}, "followup"),
        ({"first_decision": True}, "followup"),
        ({"contact_without_consent": True}, "contact"),
        ({"sip": True, "journal": "[[sip:other|SIP avslutad]]"}, "sip"),
        ({"outcome": "kvar i samma verksamhet"}, "outcome"),
        ({"dates": {"order": "2021-01-01"}}, "order"),
    ],
)
def test_contradictions_are_refused_and_named(tmp_path: Path, changes: dict[str, str], named: str) -> None:
    with pytest.raises(InputError, match=named):
        line_of(tmp_path, **{"plan": "[[mål:P1=M1|Jobb]]", **changes})


def test_an_unmarked_plan_beside_the_marked_one_is_an_earlier_decisions(tmp_path: Path) -> None:
    plan = "[[mål:P1=M1|Jobb]]\n\n=== genomförandeplan | title=Plan | date=2020-03-01 | file=gml | format=pdf\nJobb."
    line = line_of(tmp_path, plan)
    assert line["dates"]["plan"] == "2022-03-01"
    assert len(line["plan"]) == 1


def test_refusals_never_quote_the_case(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        line_of(tmp_path, "[[mål:P1=M1|Jobb]]", journal="[[freda:asked|Hemligheten]]")
    assert "Hemligheten" not in str(refused.value)


@pytest.mark.parametrize("folder", ["blind", "opened"])
def test_stored_labels_are_up_to_date(tmp_path: Path, folder: str) -> None:
    stored = ANNOTATIONS / folder
    for path in [*stored.glob("*.akt"), stored / "labels.jsonl"]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert gold.write_gold(tmp_path) == len(list(stored.glob("*.akt")))
    for name in ("gold.jsonl", "arenden.csv"):
        assert (tmp_path / name).read_bytes() == (stored / name).read_bytes()
