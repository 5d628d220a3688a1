"""One case folder into one case result: read (in a limited child process), assemble, review.

Runs in a worker process of its own; the models are loaded once a worker. Readings that the store has are not
done again, where the worker can see the store. Nothing here writes: the results go back to the one writer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from flows.faults import innermost
from nlp import data
from nlp.assembly import assemble
from nlp.conformity.weights import calibration, link_forest, pair_forest
from nlp.elements.tagger import tagger
from nlp.elements.vocabulary import model_folder
from nlp.errors import AktsamError, InputError, ModelError, SettingsError, StoreError
from nlp.language import similarity
from nlp.reading import DEFAULT, Limits, Readers
from nlp.record import to_record
from nlp.review import review
from nlp.statements import find_statements, scores
from nlp.types import CaseRow, Document
from nlp.version import reader_version, review_version
from outputs.store import CaseResult, Reading, Store


@dataclass(frozen=True, slots=True)
class Job:
    """One case to review: its number, files with their contents' SHA-256, row of the list, the day looked from.

    `key` is what the result is stored under: the same key, the same result. `store` is None for a worker that cannot
    see it: then all files are read anew.
    """

    case: str
    files: tuple[tuple[Path, str], ...]
    row: CaseRow
    as_of: dt.date
    store: Path | None
    key: str
    ocr: bool = True

    def failed(self, why: str) -> CaseResult:
        """The result of this case when there is none."""
        return CaseResult(self.row, self.key, self.as_of, error=why)


def make_job(case: str, folder: Path, row: CaseRow, as_of: dt.date, store: Path | None, ocr: bool) -> Job:
    """The job of one case folder. Hidden files and office lock files are no documents.

    Raises `InputError` if the folder or a file in it cannot be opened, if it is empty, or if documents lie in folders
    of its own: what is not read must not be called missing.
    """
    try:
        inside = sorted(p for p in folder.iterdir() if not p.name.startswith((".", "~$")))
        deeper = [p for p in inside if p.is_dir() and any(q.is_file() for q in p.rglob("*"))]
        files = tuple((p, _digest(p)) for p in inside if p.is_file())
    except OSError as e:
        raise InputError(f"{case}: en fil kan inte öppnas. Kontrollera behörigheten och kör igen.") from e
    if deeper:
        raise InputError(f"{case}: mappen har undermappar. Lägg handlingarna direkt i ärendets mapp och kör igen.")
    if not files:
        raise InputError(f"{case}: mappen är tom. Lägg ärendets handlingar i den, eller ta bort den, och kör igen.")
    return Job(case, files, row, as_of, store, _key(files, row, as_of, ocr), ocr)


def _key(files: tuple[tuple[Path, str], ...], row: CaseRow, as_of: dt.date, ocr: bool) -> str:
    """What decides the review: names and contents of the files, the row, the day, rules and weights."""
    facts = [[(path.name, digest) for path, digest in files], to_record(row), as_of.isoformat(), review_version(), ocr]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


@cache
def _readers(ocr: bool) -> Readers:
    """This worker's own reading child, started once."""
    return Readers(workers=1, limits=DEFAULT if ocr else Limits(ocr=False))


def prepare() -> None:
    """Loads all weights and data files into this process. Raises `ModelError` or `SettingsError`."""
    for file in sorted(data.HERE.glob("*.toml")):
        data.load(file.stem)
    similarity.load()
    scores.load()
    tagger(model_folder())
    calibration()
    pair_forest()
    link_forest()


def do_all(jobs: Sequence[Job]) -> list[CaseResult]:
    """Some cases, one after the other."""
    return [do(job) for job in jobs]


def do(job: Job) -> CaseResult:
    """Reads and reviews one case. What is wrong with the case ends in `CaseResult.error`. Raised is what no case can
    help: a `StoreError` (which can pass), a `ModelError` or `SettingsError` (which end the run)."""
    try:
        stored, fresh = _read(job)
        case = assemble(job.case, (*stored, *fresh), as_of=job.as_of, row=job.row, find_statements=find_statements)
        record = review(case).record
    except (StoreError, ModelError, SettingsError):
        raise
    except AktsamError as e:
        return job.failed(str(e))
    except Exception as e:  # one failing case is a failed row; its text may hold case text, so only its type is told
        return job.failed(f"Internt fel ({type(e).__name__} i {innermost(e)}). Anmäl det.")
    listed = tuple(replace(d, words=(), blocks=(), fields={}) for d in case.documents)
    return CaseResult(job.row, job.key, job.as_of, _reader(job), listed, tuple(map(Reading.of, fresh)), record)


def _read(job: Job) -> tuple[list[Document], list[Document]]:
    """Documents that the store has read before, and those read now."""
    if job.store is None:
        return [], [_readers(job.ocr).read(path) for path, _ in job.files]
    stored: list[Document] = []
    new: list[Path] = []
    with Store(job.store, read_only=True) as store:
        for path, digest in job.files:
            document = store.reading(digest, _reader(job), path.name)
            if document is None:
                new.append(path)
            else:
                stored.append(document)
    return stored, [_readers(job.ocr).read(path) for path in new]


def _reader(job: Job) -> str:
    return reader_version() + ("" if job.ocr else "-without-ocr")
