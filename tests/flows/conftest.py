"""Flows run for real: Prefect with a server of its own, worker processes, SQLite, Tesseract."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

CASES = Path(__file__).parents[2] / "annotations" / "cases"


@pytest.fixture(scope="session", autouse=True)
def prefect_at_home() -> Iterator[None]:
    """One throw-away Prefect server for all flow tests."""
    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three demo cases in a folder, with a list beside them that is no case."""
    target = tmp_path / "akter"
    for case in ("FAR-01", "NOR-06", "SOD-02"):
        shutil.copytree(CASES / case, target / case)
    shutil.copy(CASES / "arenden.csv", target)
    return target
