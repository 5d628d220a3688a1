"""Writes all that an audit hands over into a folder: report.docx, report.pdf, tables.xlsx, audit.json."""

from __future__ import annotations

from pathlib import Path

from nlp.errors import InputError
from outputs.audit.stored import Published, write_audit
from outputs.audit.types import Audit
from outputs.report.build import build
from outputs.report.pages import write_pdf
from outputs.report.sheets import write_xlsx
from outputs.report.word import write_docx

FILES = ("report.docx", "report.pdf", "tables.xlsx", "audit.json")


def write_report(audit: Audit, folder: Path, *, internal: bool, against: Published | None = None) -> tuple[Path, ...]:
    """Writes the files and gives their paths. `internal`: unmasked and with case numbers; may not leave the unit.

    Raises `InputError` if nothing was audited or if the folder cannot be written.
    """
    if not audit.cases:
        raise InputError("Inget ärende kunde räknas, så det finns ingen rapport att skriva. Kör aktsam review först.")
    report = build(audit, internal=internal, against=against)
    docx, pdf, xlsx, stored = (folder / name for name in FILES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_docx(report, docx)
        write_pdf(report, pdf)
        write_xlsx(audit, xlsx, internal=internal)
        write_audit(audit, stored, masked=not internal)
    except OSError as e:
        raise InputError(f"Rapporten kan inte skrivas i mappen {folder.name}. Kontrollera behörighet och plats.") from e
    return docx, pdf, xlsx, stored
