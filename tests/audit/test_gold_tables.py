"""Every cell of every table, from the files as read by the machine, against the labels."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from audit_gold import CASES, DAY, gold_facts

from flows.review import case_folders
from flows.work import do, make_job
from nlp.assembly import read_case_list
from outputs.audit.load import facts_of_store
from outputs.audit.tables import make_audit
from outputs.audit.types import Audit
from outputs.store import Store


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the 32 demo case files, each really read (scans by OCR) and reviewed."""
    path = tmp_path_factory.mktemp("audit") / "demo.db"
    rows = read_case_list(CASES / "arenden.csv")
    with Store(path) as store:
        run = store.start_run(DAY, "test", len(rows))
        for case, folder in case_folders(CASES).items():
            store.save(do(make_job(case, folder, rows[case], DAY, path, ocr=True)), run)
        facts, left_out = facts_of_store(store)
    return make_audit(facts, DAY, "test", left_out)


@pytest.fixture(scope="module")
def gold() -> Audit:
    return make_audit(gold_facts(), DAY, "gold")


def _cells(audit: Audit) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        f"{table.key} / {row.label} / {column}": (cell.cases, cell.of)
        for table in audit.tables
        for row in table.rows
        for column, cell in row.cells.items()
    }


def test_every_cell_is_the_labels(machine: Audit, gold: Audit) -> None:
    found, labelled = _cells(machine), _cells(gold)
    differing = [
        f"{place}: machine {found.get(place)}, gold {labelled.get(place)}"
        for place in sorted(found.keys() | labelled.keys())
        if found.get(place) != labelled.get(place)
    ]
    print("\n".join(differing))

    assert not machine.left_out
    assert len(labelled) > 700
    assert not differing


def test_the_audit_says_when_it_was_seen_and_of_what(machine: Audit) -> None:
    assert machine.as_of == dt.date(2023, 10, 15)
    assert len(machine.cases) == 32
    assert Path(CASES / machine.cases[0]).is_dir()
