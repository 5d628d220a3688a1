"""`aktsam pseudonymise`: reviews, texts and notes with names and numbers replaced by tokens."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from annotations.language.marked import read_marked
from annotations.language.score_names import HERE as LABELS
from annotations.language.score_names import labelled_cases, listed_cases
from flows.commands.options import StoreFile, store_file
from nlp.errors import InputError
from outputs.pseudonyms.export import ALSO, Request, export
from outputs.pseudonyms.measure import LabelledText, Recall
from outputs.pseudonyms.tables import table_names
from outputs.pseudonyms.tokens import Tokens, fresh_key, kept_key
from outputs.pseudonyms.writers import WRITERS
from outputs.store import Store
from outputs.store.access_log import log_access
from outputs.store.people import Role, User


def pseudonymise(
    out: Annotated[Path | None, typer.Argument(metavar="MAPP", help="Ny mapp för exporten.")] = None,
    store: StoreFile = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help=f"{', '.join(WRITERS)}; kan anges flera gånger. Förval: jsonl.")
    ] = None,
    what: Annotated[
        list[str] | None, typer.Option(help=f"{', '.join(table_names())}; kan anges flera gånger. Förval: alla.")
    ] = None,
    cases: Annotated[
        list[str] | None, typer.Option(help="Ärendenummer; kan anges flera gånger. Förval: alla granskade ärenden.")
    ] = None,
    also: Annotated[list[str] | None, typer.Option(help=f"Byt även {', '.join(ALSO)}; kan anges flera gånger.")] = None,
    key: Annotated[
        Path | None,
        typer.Option("--nyckel", help="Spara nyckeln i filen, eller använd den som finns där. Förval: nyckeln kastas."),
    ] = None,
    measure: Annotated[bool, typer.Option("--measure", help="Visa bara hur mycket av det märkta som hittas.")] = False,
) -> None:
    """Exportera granskningar med namn, nummer och adresser utbytta mot koder. Fortfarande personuppgifter.

    Före varje export mäts hur mycket av det som är märkt i provärendena som hittas; är det för lite görs ingen export.
    Efter utbytet söks varje namn igen: ett ärende där något står kvar utelämnas.

    Exempel: aktsam pseudonymise export-2023 --format csv --format sqlite --cases 2023-0147
    """
    if measure:
        for name, found in measures().items():
            typer.echo(f"{name}:")
            typer.echo("".join(f"  {line}\n" for line in found.lines()), nl=False)
        return
    if out is None:
        raise InputError("Ange en ny mapp för exporten, till exempel: aktsam pseudonymise export-2023")
    request = Request(
        tables=_known(what or table_names(), table_names(), "--what"),
        formats=_known(formats or ["jsonl"], WRITERS, "--format"),
        also=_known(also or [], ALSO, "--also"),
        cases=cases or None,
        key_kept=key is not None,
    )
    recall = asked()
    file = store_file(store)
    with Store(file, read_only=True) as opened:
        _log(file, request)
        result = export(opened, out, request, Tokens(kept_key(key) if key else fresh_key()), recall)
    typer.echo(f"Ärenden i {out}: {result.written}. Hittat i de märkta provärendena: {recall.lines()[0]}.")
    for case, why in result.left_out.items():
        typer.echo(f"Utelämnat: {case} ({why} stod kvar efter utbytet).")
    if result.left_out:
        raise typer.Exit(1)


def _log(file: Path, request: Request) -> None:
    """Writes a row of the access log under the account of the machine; raises before anything is exported."""
    name = getpass.getuser()
    which = "alla" if request.cases is None else ", ".join(request.cases)
    with Store(file) as opened:
        log_access(opened, User(name, name, Role.ADMINISTRATOR, frozenset()), "pseudonymiserad export", target=which)


def asked() -> Recall:
    """What an export rests on: names of the demo cases, and numbers, mail and addresses of the marked sentences."""
    recall = _of_cases(labelled_cases())
    for marked in read_marked():
        recall.add([LabelledText(marked.text, tuple(s for s in marked.spans if s[2] != "person"))])
    return recall


def measures() -> dict[str, Recall]:
    """All that can be measured, by what it is measured on."""
    hard = Recall()
    for marked in read_marked():
        hard.add([LabelledText(marked.text, tuple(s for s in marked.spans if s[2] == "person"))])
    return {
        "Provärendena och de märkta numren (det exporten vilar på)": asked(),
        "Svåra meningar, en och en": hard,
        "Öppnade ärenden": _of_cases(labelled_cases(LABELS / "names_opened.jsonl", LABELS.parent / "opened")),
        "Slutna ärenden, listans namn": _of_cases(listed_cases(LABELS.parent / "blind")),
    }


def _of_cases(cases: Mapping[str, list[tuple[str, list[tuple[int, int]]]]]) -> Recall:
    recall = Recall()
    for texts in cases.values():
        recall.add([LabelledText(text, tuple((a, b, "person") for a, b in spans)) for text, spans in texts])
    return recall


def _known(given: Iterable[str], known: Iterable[str], option: str) -> tuple[str, ...]:
    """The values given, each once. Raises `InputError` for one that is not known."""
    names = tuple(known)
    if wrong := sorted(set(given) - set(names)):
        raise InputError(f"Okänt värde {', '.join(wrong)} efter {option}. Välj bland {', '.join(names)}.")
    return tuple(dict.fromkeys(given))
