"""`aktsam audit`: reviews a folder and writes the audit report with its tables."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import (
    Against,
    AsJson,
    Internal,
    StoreFile,
    as_day,
    earlier_audit,
    handed_over,
    store_file,
)
from flows.lock import one_writer
from nlp.version import review_version
from outputs.audit.load import facts_of_store
from outputs.audit.tables import make_audit
from outputs.store import Store


def audit(
    folder: Annotated[Path, typer.Argument(help="Mapp med en mapp per ärende.")],
    report: Annotated[Path, typer.Option(help="Mapp som rapporten skrivs i.")],
    cases: Annotated[Path | None, typer.Option(help="Ärendesystemets lista (CSV).")] = None,
    as_of: Annotated[str | None, typer.Option(help="Dag att se ärendena från, ÅÅÅÅ-MM-DD. Förval: i dag.")] = None,
    store: StoreFile = None,
    internal: Internal = False,
    against: Against = None,
    as_json: AsJson = False,
) -> None:
    """Granska en mapp och skriv granskningens rapport: report.docx, report.pdf, tables.xlsx och audit.json.

    Utan --internal maskeras små tal, så att rapporten kan lämna enheten.

    Exempel: aktsam audit akter --cases akter/arenden.csv --as-of 2023-10-15 --report rapport
    """
    from flows.review import Request, review_folder  # Prefect takes seconds to import
    from outputs.report.write import write_report  # so do the libraries of charts and pages

    earlier = earlier_audit(against, internal)
    day = as_day(as_of) or dt.date.today()
    request = Request(folder, store_file(store), day, cases)
    with one_writer(request.store):
        summary = review_folder(request)
    with Store(request.store, read_only=True) as opened:
        facts, left_out = facts_of_store(opened)
    made = make_audit(facts, day, review_version()[:10], left_out)
    files = write_report(made, report, internal=internal, against=earlier)
    if as_json:
        print(json.dumps(asdict(summary) | {"counted": len(made.cases), "files": [f.name for f in files]}))
    else:
        print(f"{len(made.cases)} ärenden räknade, {summary.failed} misslyckade.")
        print(handed_over(files, internal))
    if summary.failed:
        raise typer.Exit(1)
