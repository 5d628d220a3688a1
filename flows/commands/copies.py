"""`aktsam copies`: every investigation of a municipality against its earlier version and against everybody else's."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import as_day
from nlp.assembly import assemble, read_case_list
from nlp.checks.copied import CopyFinding, compare, find
from nlp.copies import CopyIndex, FormText
from nlp.copies.person import person_of
from nlp.reading import Readers
from nlp.types import CaseFile, CaseRow, Kind
from outputs.comparison import comparison_page


def copies(
    folder: Annotated[Path, typer.Argument(metavar="MAPP", help="Mapp med en mapp per ärende.", exists=True)],
    index: Annotated[
        Path | None,
        typer.Option("--index", help="Behåll kopieringsregistret i denna fil. Den gallras inte: ta bort den själv."),
    ] = None,
    case_list: Annotated[Path | None, typer.Option("--list", help="Ärendelistan (CSV eller Excel).")] = None,
    pages: Annotated[Path | None, typer.Option("--pages", help="Mapp för en jämförelsesida per ärende.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Dagen det ses från, ÅÅÅÅ-MM-DD. Förval: i dag.")] = None,
) -> None:
    """Visa för varje utredning hur mycket som är oförändrat, vad som är inaktuellt och vad som hör till någon annan.

    Registret byggs på för varje ärende: en ny utredning jämförs med alla som redan finns där. Alla utredningar i
    lagret jämförs i stället av nattkörningen (aktsam nightly).

    Exempel: aktsam copies akter --list akter/arenden.csv --pages jamforelser
    """
    from flows.review import case_folders  # Prefect takes seconds to import: only a run needs it

    day = as_day(as_of) or dt.date.today()
    rows = read_case_list(case_list) if case_list else {}
    register = CopyIndex(index)
    forms = FormText(asked=register.persons_with)
    with Readers(workers=1) as readers:
        for name, place in case_folders(folder).items():
            paths = sorted(p for p in place.iterdir() if p.is_file() and not p.name.startswith((".", "~$")))
            case = assemble(name, list(readers.read_all(paths)), as_of=day, row=rows.get(name, CaseRow(name)))
            _tell(case, register, forms, pages)
    register.close()


def _tell(case: CaseFile, register: CopyIndex, forms: FormText, pages: Path | None) -> None:
    """One case into the index, its line on the screen, its page into the folder."""
    person = person_of(case).number or case.case
    for document in case.of_kind(Kind.INVESTIGATION):
        if document.status.has_text:
            register.add(person, document)
    finding = find(case, forms, partial(register.elsewhere, person=person))
    typer.echo(as_line(case, finding))
    if pages is not None and (comparison := compare(case, forms)):
        pages.mkdir(parents=True, exist_ok=True)
        (pages / f"{case.case}.html").write_text(comparison_page(comparison, finding, case.case), encoding="utf-8")


def as_line(case: CaseFile, finding: CopyFinding) -> str:
    """One case in one line, without case text."""
    if case.investigation is None:
        return f"{case.case}: ingen utredning"
    share = finding.unchanged_share
    parts = ["kopierad utan uppdatering" if finding.copied else "inte kopierad"]
    if share is not None and case.earlier_investigation is not None:
        parts.append(f"{round(100 * share)} % oförändrat sedan {case.earlier_investigation.date}")
    for count, word in (
        (len(finding.stale_statements), "inaktuella uppgifter"),
        (len(finding.pasted_passages), "inklistrade stycken"),
        (len(finding.other_person_passages), "stycken om någon annan"),
    ):
        if count:
            parts.append(f"{count} {word}")
    return f"{case.case}: {', '.join(parts)}"
