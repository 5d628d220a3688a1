"""`aktsam review` as a municipality runs it: again and again, over files that change, break and stop halfway."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flow_stores import DAY

from flows.review import Request, Summary, review_folder
from nlp.errors import InputError
from outputs.store import Store

SCHEMA = Path(__file__).parents[2] / "annotations" / "evaluation" / "case-review.schema.json"


def run(folder: Path, store: Path, **options: Any) -> Summary:
    return review_folder(Request(folder, store, DAY, folder / "arenden.csv", **options))


def test_a_second_run_does_no_work_again_and_a_changed_file_only_its_case(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    first = run(folder, store)
    assert (first.cases, first.reviewed, first.unchanged, first.failed) == (3, 3, 0, 0)
    with Store(store, read_only=True) as opened:
        records = {r["case"]: r for r in opened.records()}
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for record in records.values():
        jsonschema.validate(record, schema)
        for flag in record["flags"]:
            assert flag["evidence"] or flag["searched"] or flag["message"]
        documents = {d["file"] for d in record["documents"]}
        assert {e["file"] for f in record["flags"] for e in f["evidence"]} <= documents

    again = run(folder, store)
    assert (again.reviewed, again.unchanged) == (0, 3)

    with (folder / "NOR-06" / "Info OH.txt").open("a", encoding="utf-8") as f:
        f.write("\nFREDA-frågor ställda 2022-08-23.\n")
    third = run(folder, store)
    assert (third.reviewed, third.unchanged) == (1, 2)
    with Store(store, read_only=True) as opened:
        record = opened.record("NOR-06")
    assert record is not None
    assert record["freda"]["status"] == "asked"


def test_evidence_stands_on_its_page(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    run(folder, store)
    with Store(store, read_only=True) as opened:
        records = list(opened.records())
    quoted = [
        e for r in records for f in r["flags"] for e in f["evidence"] if e["file"].endswith(".pdf") and "start" in e
    ]
    assert quoted
    assert all(e["boxes"] for e in quoted)


def test_a_case_folder_of_its_own_and_a_removed_case(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    assert review_folder(Request(folder / "NOR-06", store, DAY)).cases == 1
    run(folder, store)
    shutil.rmtree(folder / "FAR-01")
    summary = run(folder, store)
    assert (summary.cases, summary.unchanged) == (2, 2)
    with Store(store, read_only=True) as opened:
        assert {r["case"] for r in opened.records()} == {"NOR-06", "SOD-02"}


BROKEN: dict[str, bytes] = {
    "tom.pdf": b"",
    "halv.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n",
    "skräp.pdf": bytes(range(256)) * 40,
    "inte docx.docx": b"PK\x03\x04" + b"\0" * 200,
    "tom.docx": b"",
    "bild.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "gammal.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "kalkyl.xlsx": b"PK\x05\x06" + b"\0" * 18,
    "mejl.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600,
    "tom.txt": b"",
}


def test_broken_files_among_good_cases(folder: Path, tmp_path: Path) -> None:
    for number, (name, content) in enumerate(BROKEN.items()):
        (folder / "NOR-06" / name).write_bytes(content)
        target = folder / f"TRASIG-{number % 2}"
        target.mkdir(exist_ok=True)
        (target / name).write_bytes(content)
    summary = run(folder, tmp_path / "s.db")
    assert (summary.cases, summary.failed) == (5, 0)
    with Store(tmp_path / "s.db", read_only=True) as opened:
        records = {r["case"]: r for r in opened.records()}
    told = {u["file"]: u["message"] for c in ("TRASIG-0", "TRASIG-1") for u in records[c]["unread"]}
    assert told.keys() == BROKEN.keys()
    assert all(message for message in told.values())
    flags = {f["code"]: f for f in records["NOR-06"]["flags"]}
    assert "file_unread" in flags
    assert "tom.pdf" in str(records["NOR-06"]["unread"])
    assert "plan_missing" not in flags  # one of the unread files may be the plan


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tom"):
        review_folder(Request(tmp_path, tmp_path / "x.db", DAY))
    with pytest.raises(InputError, match="finns inte"):
        review_folder(Request(tmp_path / "borta", tmp_path / "x.db", DAY))


def test_documents_in_inner_folders_are_never_called_missing(tmp_path: Path) -> None:
    # an export with a folder a year, and a case folder without documents: told, and the rest of the batch goes on
    akter = tmp_path / "akter"
    (akter / "A-1" / "2022").mkdir(parents=True)
    (akter / "A-1" / "2022" / "Beslut.txt").write_text("Beslut", encoding="utf-8")
    (akter / "A-2").mkdir()
    summary = review_folder(Request(akter, tmp_path / "s.db", DAY))
    assert (summary.reviewed, summary.failed) == (0, 2)
    with Store(tmp_path / "s.db", read_only=True) as store:
        assert "undermappar" in store.failures()["A-1"]
        assert "tom" in store.failures()["A-2"]


def test_ctrl_c_ends_with_one_line_that_says_how_to_go_on(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    command = [sys.executable, "-c", "from flows.cli import app; app()", "review", str(folder), "--store", str(store)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    while not store.exists() and process.poll() is None:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Kör samma kommando igen" in said
    assert "Traceback" not in said
