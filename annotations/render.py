"""Renders marked-up case files as a municipality would have them: PDF, DOCX, text and scanned PDF.

    python -m annotations.render annotations/blind OUT

makes one folder a case under OUT, with the file names of the head lines, and copies `arenden.csv` and
`gold.jsonl` where the folder has them. The earlier version of an investigation becomes a file of its own.

The look follows `render_styles.toml`: the office's documents of one district look alike, the provider's plans
otherwise. The same input gives the same bytes each time (seeds and dates come from the case and file names).

What it never does: change the words. Marks are left out; line breaks, hyphens, page heads and noise are added.

Example: a head line `genomförandeplan | file=Min plan | format=scan` becomes `OUT/<ID>/Min plan.pdf`, its pages
pictures, a little askew.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import sys
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.akt import AktDocument, read_akt
from annotations.render_docx import docx_bytes
from annotations.render_pdf import pdf_bytes
from annotations.render_scan import scan_bytes
from annotations.sheet import Sheet
from nlp.errors import InputError
from nlp.types import Document, Kind

STYLES = tomllib.loads((Path(__file__).parent / "render_styles.toml").read_text(encoding="utf-8"))
MUNICIPALITY = "Kommunen"


@dataclass(frozen=True, slots=True)
class Person:
    """What the printed heads say beside the documents' own words."""

    name: str = "Kim Exempel"
    number: str = "19900101-9999"
    worker: str = "Handläggare"
    district: str = MUNICIPALITY
    provider: str = "Utföraren"


def read_people(folder: Path) -> dict[str, Person]:
    """The person of each case, from `labels.jsonl` or else the case system's list; empty where there is neither."""
    labels, listed = folder / "labels.jsonl", folder / "arenden.csv"
    if labels.exists():
        rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines() if line.strip()]
        keys = ("case", "name", "personal_number", "caseworker", "district", "provider")
    elif listed.exists():
        with listed.open(encoding="utf-8-sig", newline="") as f:
            rows = list(csv.DictReader(f, delimiter=";"))
        keys = ("ärendenummer", "namn", "personnummer", "handläggare", "stadsdel", "utförare")
    else:
        return {}
    return {row[keys[0]]: Person(*(row[key] for key in keys[1:])) for row in rows}


def render_case(documents: Sequence[AktDocument], person: Person, out: Path, look: int = 0) -> list[Path]:
    """Writes every document of one case, earlier versions too, into the folder `out`; gives the files.

    `look` counts through the looks of the office; the provider's follows from its name.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for d in documents:
        versions = [d.document, *([d.earlier] if d.earlier else [])]
        for version in versions:
            paths.append(_write(d, version, person, out, look))
    return paths


def _write(d: AktDocument, version: Document, person: Person, out: Path, look: int) -> Path:
    form = d.attributes["format"]
    seed = zlib.crc32(f"{d.case}/{version.file}".encode())
    sheet = sheet_of(d, version, person, seed, look)
    path = out / f"{version.file}.{'pdf' if form == 'scan' else form}"
    if form == "txt":
        path.write_text(f"{sheet.title}\n\n{version.text}\n", encoding="utf-8")
    elif form == "docx":
        path.write_bytes(docx_bytes(sheet))
    elif form in ("pdf", "scan"):
        data = pdf_bytes(sheet)
        path.write_bytes(scan_bytes(data, seed) if form == "scan" else data)
    else:
        raise InputError(f"{d.case}: formatet {form} kan inte skrivas. Tillåtna: pdf, scan, docx, txt.")
    return path


def sheet_of(d: AktDocument, version: Document, person: Person, seed: int, look: int) -> Sheet:
    """What the writers of PDF and DOCX print of one version of a document."""
    plan = version.kind is Kind.PLAN
    styles: list[dict[str, Any]] = STYLES["provider" if plan else "office"]
    style = styles[(zlib.crc32(person.provider.encode()) if plan else look) % len(styles)]
    date = version.date.isoformat() if version.date else ""
    if plan:
        received = version.received.isoformat() if version.received else ""
        pairs = zip(STYLES["head"]["plan"], (person.name, person.provider, date, received), strict=True)
    elif version.kind is Kind.JOURNAL:
        pairs = zip(STYLES["head"]["file"], (d.case, f"{person.name}, {person.number}"), strict=True)
    else:
        pairs = zip(style["labels"], (person.name, person.number, date, person.worker), strict=True)
    printed = dt.datetime(2023, 10, 2, 8) + dt.timedelta(minutes=seed % 500)
    return Sheet(
        title=version.title or "",
        head=tuple((label, value) for label, value in pairs if value),
        document=version,
        style=style,
        words={
            "municipality": person.district,
            "case": d.case,
            "title": version.title or "",
            "provider": person.provider,
            "name": person.name,
            "printed": f"{printed:%Y-%m-%d %H:%M}",
        },
    )


def render_folder(folder: Path, out: Path) -> int:
    """Renders every `.akt` of `folder` under `out`; gives the number of cases. Refuses a folder without any."""
    paths = sorted(folder.glob("*.akt"))
    if not paths:
        raise InputError(f"{folder.name}: inga .akt-filer. Ange en mapp med uppmärkta ärenden.")
    people = read_people(folder)
    districts = sorted({p.district for p in people.values()})
    for path in paths:
        person = people.get(path.stem, Person())
        look = districts.index(person.district) if person.district in districts else 0
        render_case(read_akt(path), person, out / path.stem, look)
    for name in ("arenden.csv", "gold.jsonl"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, out / name)
    return len(paths)


if __name__ == "__main__":
    print(f"{render_folder(Path(sys.argv[1]), Path(sys.argv[2]))} ärenden")
