"""The pseudonymised export: one case at a time from the store to files, each checked before it is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nlp.errors import InputError
from nlp.language.names import Label
from nlp.types import CaseRow
from outputs.data import load
from outputs.pseudonyms.case import Pseudonymiser
from outputs.pseudonyms.check import leftovers
from outputs.pseudonyms.measure import Recall
from outputs.pseudonyms.tables import Row, case_rows, columns, parsed, reviewed_cases, strings
from outputs.pseudonyms.tokens import Tokens
from outputs.pseudonyms.writers import WRITERS
from outputs.store import Store

README = "LÄS_MIG.txt"
ALSO = {"platser": Label.PLACE, "utforare": Label.PROVIDER, "myndigheter": Label.AUTHORITY}
LEFT = {"name": "namn", "number": "nummer", "mail": "e-post", "union": "fackförening"}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: tables and formats by name, kinds beside the identifiers, cases (None: all reviewed ones)."""

    tables: Collection[str]
    formats: Collection[str]
    also: Collection[str] = ()
    cases: Collection[str] | None = None
    key_kept: bool = False


@dataclass
class Result:
    """How many cases were written, and the case numbers left out with the kinds of identifiers still in them."""

    written: int = 0
    left_out: dict[str, str] = field(default_factory=dict)


def export(store: Store, out: Path, request: Request, tokens: Tokens, recall: Recall) -> Result:
    """Writes the export into a folder that is not there or empty: wholly or not at all.

    Raises `InputError` where the labelled names and numbers are not found well enough (`Recall.too_low`), for a folder
    with something in it, and for a case that has no review.
    """
    if short := recall.too_low():
        raise InputError(
            f"Exporten görs inte: för lite av det märkta hittas. {'; '.join(short)}. "
            "Återställ nlp/data och regler till en version som håller måttet, eller rätta dem (docs/pseudonyms.md)."
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"Mappen {out.name} är inte tom. Välj en ny mapp för exporten.")
    rows = reviewed_cases(store)
    if request.cases is not None and not set(request.cases) <= rows.keys():
        raise InputError("Ett av ärendena finns inte bland de granskade. Kontrollera numren efter --cases.")
    chosen = {case: row for case, row in rows.items() if request.cases is None or case in request.cases}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".aktsam-") as draft:
            result = _write(store, Path(draft), request, tokens, chosen)
            text = _readme(request, recall, result, Path(draft))
            (Path(draft) / README).write_text(text, encoding="utf-8-sig")
            out.mkdir(exist_ok=True)
            for file in sorted(Path(draft).iterdir()):
                shutil.move(file, out / file.name)
    except OSError as e:
        raise InputError(f"Exporten kan inte skrivas till {out.name}. Kontrollera mapp, behörighet och utrymme.") from e
    return result


def _write(store: Store, folder: Path, request: Request, tokens: Tokens, chosen: Mapping[str, CaseRow]) -> Result:
    """All cases, in the order of their tokens: the order of the case numbers would tell them."""
    result = Result()
    writers = [WRITERS[name](folder, request.tables) for name in request.formats]
    for case in sorted(chosen, key=lambda c: tokens.token("ÄRENDE", c)):
        tables, left = pseudonymised(chosen[case], case_rows(store, case), tokens, request.also)
        if left:
            result.left_out[case] = ", ".join(LEFT[kind] for kind in sorted(left))
            continue
        result.written += 1
        for table in request.tables:
            for writer in writers:
                writer.add(table, tables[table])
    for writer in writers:
        writer.close()
    return result


def pseudonymised(
    row: CaseRow, tables: Mapping[str, list[Row]], tokens: Tokens, also: Collection[str] = ()
) -> tuple[dict[str, list[Row]], frozenset[str]]:
    """The rows of one case pseudonymised, and the kinds of identifiers that are still in them (then: do not write)."""
    closed = frozenset(load("pseudonyms")["record"]["closed"])
    files = [d["file"] for d in tables["handlingar"]]
    texts = [d["text"] or "" for d in tables["handlingar"]]
    texts += [s for name in ("flaggor", "belagg", "noteringar") for s in strings(tables[name], closed)]
    pseudonymiser = Pseudonymiser(row, [*dict.fromkeys(texts)], files, tokens, {ALSO[name] for name in also})
    done = {
        table: [_exported(table, parsed(r), pseudonymiser, tokens) for r in found] for table, found in tables.items()
    }
    left = leftovers(row, pseudonymiser.roster.forms, strings(done, closed))
    return done, left


def _exported(table: str, row: Row, pseudonymiser: Pseudonymiser, tokens: Tokens) -> Row:
    """A row with the columns of its table (and the record), every string in it pseudonymised."""
    kept = {name: row.get(name) for name in (*columns(table), "review") if name != "review" or name in row}
    for name in ("user", "caseworker"):
        if name in kept:
            kept[name] = None
    out: Row = pseudonymiser.value(kept)
    if row.get("user"):
        out["user"] = tokens.token("GRANSKARE", row["user"])
    if row.get("caseworker"):
        out["caseworker"] = pseudonymiser.text(row["caseworker"])
    return out


def _readme(request: Request, recall: Recall, result: Result, folder: Path) -> str:
    data = load("pseudonyms_export")
    out = "Utelämnade, därför att något som pekar ut någon stod kvar efter utbytet: "
    return str(data["text"]["readme"]).format(
        also=f" ({', '.join(sorted(request.also))} är utbytta här)" if request.also else "",
        key=data["text"]["key_kept" if request.key_kept else "key_thrown"],
        recall="\n".join(f"    {line}" for line in recall.lines()),
        written=result.written,
        left_out=f"{out}{len(result.left_out)}." if result.left_out else "Inget ärende utelämnades.",
        files="\n".join(f"  {f.name}" for f in sorted(folder.iterdir())),
    )
