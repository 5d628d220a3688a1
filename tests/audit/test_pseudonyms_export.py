"""The export as files: what is in them, what is not, when none is made, and that programs can open them."""

import csv
import datetime as dt
import json
import re
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import InputError
from nlp.types import CaseRow, Document, Kind, Status
from outputs.pseudonyms.export import README, Request, Result, export
from outputs.pseudonyms.measure import Recall
from outputs.pseudonyms.tables import columns, table_names
from outputs.pseudonyms.tokens import Tokens, fresh_key, kept_key
from outputs.pseudonyms.writers import harmless, unharmed
from outputs.store import CaseResult, Store

DAY = dt.date(2023, 10, 15)
JOURNAL = """2022-03-04 Tel m. Wilgots syster Petra Ahlberg, 070-123 45 67. Wilgot Sandmark, 19880412-9971, trivs.
Är medlem i Kommunal sedan i våras. =HYPERLINK("http://x")
Mejl till ingela.torn@kommunen.example. Bor på Kvarngatan 4, 123 45 Storstaden. /Ingela T"""
KNOWN = r"(?i)wilgot|sandmark|petra|ahlberg|ingela|törn|9971|070|kommunal|kvarngatan|storstaden|2023-01|granskare1"
GOOD = Recall(
    Counter(person=1000, personal_number=20, phone=20, mail=20),
    Counter(person=999, personal_number=20, phone=20, mail=20),
)


def case(number: str, text: str = JOURNAL, name: str = "Wilgot Sandmark", pnr: str = "19880412-9971") -> CaseResult:
    row = CaseRow(number, name, pnr, "man", "Bromma", "daglig verksamhet LSS", "bifall", DAY, DAY, DAY, "Ingela Törn",
                  "ingela.torn@kommunen.example", "Nytida")  # fmt: skip
    file = "Journal Wilgot S.pdf"
    evidence = {"file": file, "page": 1, "text": "Wilgot trivs.", "start": 3, "end": 16}
    element = {
        "id": "M1",
        "kind": "goal",
        "text": "Wilgot vill ha arbete",
        "file": file,
        "page": 1,
        "start": 0,
        "end": 9,
    }
    flag = {"code": "freda_missing", "label": "FREDA saknas", "severity": "medium", "message": f"Sökt i {file}.",
            "evidence": [evidence], "searched": [file]}  # fmt: skip
    record: dict[str, Any] = {
        "case": number, "as_of": "2023-10-15", "flags": [flag], "conformity": {"verdict": "partial", "links": []},
        "freda": {"status": "missing", "evidence": [evidence]}, "order": {"file": file, "elements": [element]},
        "plan": {"status": "current", "elements": []},
    }  # fmt: skip
    document = Document(
        file, "hash" + number, Status.READ, text, kind=Kind.JOURNAL, title="Journal för Wilgot Sandmark"
    )
    return CaseResult(row, "key", DAY, "reader", (document,), (), record)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "s.db")
    run = opened.start_run(DAY, "v", 2)
    opened.save(case("2023-0147"), run)
    opened.save(case("2023-0148", "Sixten Modig ringer. Petra ringde.", "Sixten Modig", "19900101-9998"), run)
    answer = {"flag": 1, "answer": "dismissed", "reason": "x", "note": "Wilgot har fått frågan.", "user": "granskare1"}
    opened.db.table("verdicts").insert({**answer, "at": "2023-10-16"})
    yield opened
    opened.close()


def run(
    store: Store, out: Path, formats: tuple[str, ...] = ("jsonl",), tables: tuple[str, ...] = (), **more: Any
) -> Result:
    return export(store, out, Request(tables or table_names(), formats, **more), Tokens(fresh_key()), GOOD)


def test_nothing_that_is_known_of_a_case_is_in_any_file(store: Store, tmp_path: Path) -> None:
    result = run(store, tmp_path / "ut", ("jsonl", "csv", "sqlite"))
    assert (result.written, result.left_out) == (2, {})
    names = {f"{t}.{kind}" for t in table_names() for kind in ("jsonl", "csv")}
    files = {p.name: p.read_bytes().decode("utf-8", "replace") for p in (tmp_path / "ut").iterdir()}
    assert set(files) == names | {"granskningar.db", "metadata.json", README}
    readme = files.pop(README)
    assert "fortfarande personuppgifter" in readme
    assert "namn 99,9 % av 1000" in readme
    for name, text in files.items():
        assert not re.search(KNOWN, text), name
    texts = [row["text"] for row in lines(tmp_path / "ut" / "handlingar.jsonl")]
    assert sorted(len(set(re.findall(r"\[PERSON-\w+\]", text))) for text in texts) == [2, 3]
    assert any("[FACK]" in text for text in texts)


def test_rows_hang_together_by_tokens_and_come_in_their_order(store: Store, tmp_path: Path) -> None:
    run(store, tmp_path / "ut")
    rows = {t: lines(tmp_path / "ut" / f"{t}.jsonl") for t in table_names()}
    cases = [row["case"] for row in rows["arenden"]]
    assert cases == sorted(cases)  # not the order of the case numbers
    assert {row["case"] for row in rows["handlingar"]} == set(cases)
    one = next(row for row in rows["arenden"] if row["birth_year"] == 1988)
    assert one["review"]["freda"]["evidence"][0]["file"] in {row["file"] for row in rows["handlingar"]}
    assert one["caseworker"] in next(row["text"] for row in rows["handlingar"] if row["case"] == one["case"])
    (note,) = rows["noteringar"]
    assert (note["case"], note["answer"]) == (one["case"], "dismissed")
    assert re.fullmatch(r"\[GRANSKARE-\w+\]", note["user"])
    assert re.fullmatch(r"\[PERSON-\w+\] har fått frågan\.", note["note"])


def test_two_exports_share_tokens_only_by_a_kept_key(store: Store, tmp_path: Path) -> None:
    def cases(out: str, key: bytes) -> set[str]:
        export(store, tmp_path / out, Request(("arenden",), ("jsonl",)), Tokens(key), GOOD)
        return {row["case"] for row in lines(tmp_path / out / "arenden.jsonl")}

    key = tmp_path / "nyckel"
    assert cases("a", kept_key(key)) == cases("b", kept_key(key))
    assert not cases("c", fresh_key()) & cases("d", fresh_key())
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.write_text("kort", encoding="ascii")
    with pytest.raises(InputError, match="Nyckelfilen"):
        kept_key(key)


PAYLOADS = [
    f"{lead}{sign}1+1"
    for lead in ("", " ", "\t", "\r", "\n", "\u00a0", "'", "''", " '")
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠")
] + ["'citat'", "vanlig text", "5", "", 'Åsa; "sa" något\nnästa rad =1']


@pytest.mark.parametrize("value", PAYLOADS)
def test_no_cell_begins_a_formula_and_every_value_comes_back(value: str, tmp_path: Path) -> None:
    safe = harmless(value)
    assert not re.match(r"\s*[=+\-@\t\r＝＋－＠]", safe)
    with (tmp_path / "x.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerow([safe])
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        assert unharmed(next(csv.reader(file, delimiter=";"))[0]) == value


def test_csv_opens_in_a_swedish_spreadsheet(store: Store, tmp_path: Path) -> None:
    run(store, tmp_path / "ut", ("csv",))
    raw = (tmp_path / "ut" / "handlingar.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "ut" / "handlingar.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert tuple(rows[0]) == columns("handlingar")
    assert all(row["kind"] == "journal" for row in rows)


def test_datasette_shows_the_tables_and_takes_no_queries_of_its_own(store: Store, tmp_path: Path) -> None:
    run(store, tmp_path / "ut", ("sqlite",))
    folder = tmp_path / "ut"
    assert stat.S_IMODE((folder / "granskningar.db").stat().st_mode) == 0o444
    with sqlite3.connect(f"file:{folder / 'granskningar.db'}?mode=ro", uri=True) as db:
        assert {r[0] for r in db.execute("select name from sqlite_master where type = 'table'")} == set(table_names())
    start = [sys.executable, "-m", "datasette", "-i", "granskningar.db", "-m", "metadata.json", "--get"]
    page = subprocess.run([*start, "/granskningar/arenden"], cwd=folder, capture_output=True, text=True, check=True)
    for words in ("Ett ärende per rad", "Födelseår. Enhet: år.", "Ingen fri licens", "2 rows", "Bromma"):
        assert words in page.stdout
    query = subprocess.run([*start, "/granskningar.json?sql=select+1"], cwd=folder, capture_output=True, text=True)
    assert "403" in query.stdout + query.stderr or "Forbidden" in query.stdout


TOO_LOW = [
    (Counter(person=989), "namn 98,9 %"),
    (Counter(person=999, phone=19), "telefonnummer 95,0 %"),
    (Counter(person=999, mail=0), "e-postadresser 0,0 %"),
    (Counter(person=999, personal_number=19), "personnummer 95,0 %"),
]


@pytest.mark.parametrize(("found", "said"), TOO_LOW, ids=[said for _, said in TOO_LOW])
def test_below_the_recall_asked_nothing_is_written(
    store: Store, tmp_path: Path, found: Counter[str], said: str
) -> None:
    recall = Recall(GOOD.labelled, Counter({**GOOD.replaced, **found}))
    with pytest.raises(InputError, match=re.escape(said)):
        export(store, tmp_path / "ut", Request(table_names(), ("jsonl",)), Tokens(fresh_key()), recall)
    assert not (tmp_path / "ut").exists()


def test_few_labels_are_not_enough_even_if_all_are_found(store: Store, tmp_path: Path) -> None:
    few = Counter(person=100, personal_number=20, phone=20, mail=20)
    with pytest.raises(InputError, match="nedre gräns 96,3 %"):
        export(store, tmp_path / "ut", Request(table_names(), ("jsonl",)), Tokens(fresh_key()), Recall(few, few))


def test_a_case_in_which_something_is_left_is_left_out_and_told(store: Store, tmp_path: Path) -> None:
    # a space that a scan put into a name: nothing replaces it, so the case does not go out
    left = case("2023-0149", "Tel m. Yngve Bredhammar.\nBred hammar sade ja.", "Yngve Bredhammar", "19770707-9991")
    store.save(left, store.start_run(DAY, "v", 1))
    result = run(store, tmp_path / "ut")
    assert result.left_out == {"2023-0149": "namn"}
    text = "".join(p.read_text(encoding="utf-8-sig") for p in (tmp_path / "ut").iterdir())
    assert "2023-0149" not in text
    assert "Utelämnade, därför att något som pekar ut någon stod kvar efter utbytet: 1." in text


def test_only_the_cases_and_tables_asked_for(store: Store, tmp_path: Path) -> None:
    result = run(store, tmp_path / "ut", tables=("delar",), cases=["2023-0148"])
    assert result.written == 1
    assert {p.name for p in (tmp_path / "ut").iterdir()} == {"delar.jsonl", README}
    with pytest.raises(InputError, match="--cases"):
        run(store, tmp_path / "annan", cases=["2023-9999"])
    with pytest.raises(InputError, match="inte tom"):
        run(store, tmp_path / "ut")
