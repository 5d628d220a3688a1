"""`aktsam sample`: audit samples from the command line; the same as Urval in the browser."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Against, Internal, StoreFile, earlier_audit, handed_over, store_file
from nlp.errors import InputError
from nlp.version import review_version
from outputs.audit.draw import count, draw, strata
from outputs.audit.inspected import inspected
from outputs.audit.load import facts_of_store
from outputs.audit.sample import eligible, rule_of
from outputs.audit.tables import make_audit
from outputs.data import load
from outputs.store import Store, samples
from outputs.store.access_log import log_access
from outputs.store.people import People, Role, User
from outputs.store.sample_answers import standing
from outputs.store.samples import Draft, Part

sample_app = typer.Typer(
    help="Urval för kvalitetsgranskning: dra, visa, lås, byt ärende, skriv rapport.", no_args_is_help=True
)
Number = Annotated[int, typer.Argument(help="Urvalets nummer, som i aktsam sample list.")]
As = Annotated[
    str, typer.Option("--user", envvar="AKTSAM_USER", help="Användare i Aktsam som gör detta. Står i åtkomstloggen.")
]


@sample_app.command("draw")
def draw_sample(
    name: Annotated[str, typer.Argument(help="Namn på urvalet.")],
    user: As,
    first: Annotated[str, typer.Option("--from", help="Beslut fattade från och med, ÅÅÅÅ-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="Beslut fattade till och med, ÅÅÅÅ-MM-DD.")],
    seed: Annotated[str, typer.Option(help="Frö för lottningen. Samma frö och ärenden ger samma urval.")],
    district: Annotated[
        list[str] | None, typer.Option(help="Stadsdel. Kan ges flera gånger. Förval: alla dina.")
    ] = None,
    per_district: Annotated[int, typer.Option(min=1, max=1000, help="Antal per stadsdel, hälften av varje kön.")] = 20,
    support: Annotated[str, typer.Option(help="LSS eller SoL. Förval: båda.")] = "",
    work: Annotated[str, typer.Option(help="yes eller no: mål mot arbete i beställningen. Förval: oavsett.")] = "",
    outcome: Annotated[str, typer.Option(help="approved (bifall) eller rejected (avslag). Förval: båda.")] = "",
    fill: Annotated[bool, typer.Option(help="Fyll på med det andra könet där det inte räcker.")] = False,
    blind: Annotated[bool, typer.Option(help="Dölj Aktsams svar tills granskaren har svarat.")] = True,
    store: StoreFile = None,
) -> None:
    """Dra ett urval som utkast, lottat per stadsdel och kön.

    Exempel: aktsam sample draw "Hösten 2024" --from 2024-01-01 --to 2024-06-30 --seed 7 --user ingrid
    """
    with _acting(store, user, "urval, dra") as (opened, who):
        given = {"decided_from": first, "decided_to": last, "support": support, "work": work, "outcome": outcome}
        rule = rule_of({**given, "districts": district or sorted(who.districts)}, who)
        found = eligible(opened, who, rule).eligible
        draft = Draft(name, rule.stored(), seed, per_district, fill, blind)
        members = draw(found, per_district, seed, fill)
        number = samples.create(opened, who, draft, members, count(found, rule.districts), _now())
        _tell(opened, who, number)


@sample_app.command("list")
def listed(user: As, store: StoreFile = None) -> None:
    """Visa urvalen.

    Exempel: aktsam sample list --user ingrid
    """
    with _acting(store, user, "urval") as (opened, who):
        for s in samples.samples(opened, who):
            typer.echo(f"{s.id}\t{load('sample')['state'][s.state.value]}\t{s.draft.name}\t{s.created[:10]}")


@sample_app.command("show")
def show(number: Number, user: As, store: StoreFile = None) -> None:
    """Visa ett urval: grupper och ärenden.

    Exempel: aktsam sample show 1 --user ingrid
    """
    with _acting(store, user, "urval, visa", number) as (opened, who):
        _tell(opened, who, number)


@sample_app.command("lock")
def lock(number: Number, user: As, store: StoreFile = None) -> None:
    """Lås urvalet: granskningen börjar, och ärenden kan bara bytas med skäl.

    Exempel: aktsam sample lock 1 --user ingrid
    """
    with _acting(store, user, "urval, lås", number) as (opened, who):
        if not samples.covers(who, samples.sample(opened, who, number)):
            raise InputError("Urvalet har stadsdelar som användaren inte har tillgång till.")
        samples.lock(opened, who, number, _now())
    typer.echo("Urvalet är låst. Granskningen kan börja.")


@sample_app.command("replace")
def replace(
    number: Number,
    case: Annotated[str, typer.Argument(help="Ärendet som ska bytas ut.")],
    user: As,
    reason: Annotated[str, typer.Option(help="Skälets kod, som i sample.toml, till exempel own_case.")],
    note: Annotated[str, typer.Option(help="Anteckning. Krävs för skälet other.")] = "",
    store: StoreFile = None,
) -> None:
    """Byt ut ett ärende mot nästa reserv i samma stadsdel och kön.

    Exempel: aktsam sample replace 1 2023-0147 --reason own_case --user ingrid
    """
    with _acting(store, user, "urval, byt ärende", number, case) as (opened, who):
        into = samples.replace_case(opened, who, number, case, reason, note, _now())
    typer.echo(f"{case} är utbytt mot {into}.")


@sample_app.command("report")
def report(
    number: Number,
    folder: Annotated[Path, typer.Argument(help="Mapp som rapporten skrivs i.")],
    user: As,
    machine: Annotated[bool, typer.Option("--machine", help="Räkna bara Aktsams svar, inte granskarnas.")] = False,
    internal: Internal = False,
    against: Against = None,
    store: StoreFile = None,
) -> None:
    """Skriv rapporten över ett urval, med granskarnas svar där de har svarat och Aktsams i övrigt.

    Exempel: aktsam sample report 1 rapport --user ingrid
    """
    from outputs.report.write import write_report  # the libraries of charts and pages take a second to load

    with _acting(store, user, "urval, rapport", number) as (opened, who):
        if not samples.covers(who, samples.sample(opened, who, number)):
            raise InputError("Urvalet har stadsdelar som användaren inte har tillgång till.")
        drawn = {m.case for m in samples.members(opened, who, number) if m.part is Part.DRAWN}
        facts, left_out = facts_of_store(opened, drawn)
        told = facts if machine else inspected(facts, standing(opened, number))
        day = max((f.as_of for f in told), default=dt.date.today())
        made = make_audit(told, day, review_version()[:10], left_out)
        files = write_report(made, folder, internal=internal, against=earlier_audit(against, internal))
    typer.echo(f"{len(made.cases)} ärenden räknade.\n{handed_over(files, internal)}")


@contextmanager
def _acting(
    store: StoreFile, name: str, action: str, number: int | None = None, case: str = ""
) -> Iterator[tuple[Store, User]]:
    """The store and the user, who must be one that may draw samples; the access log has its row first."""
    with Store(store_file(store)) as opened:
        user = next((u for u in People(opened).users() if u.name == name), None)
        if user is None or user.role not in (Role.INSPECTOR, Role.DEVELOPER):
            raise InputError(f"{name} är ingen inspektör eller kvalitetsutvecklare i lagret. Se aktsam users list.")
        log_access(opened, user, action, case, "" if number is None else f"sample {number}")
        try:
            if case and case not in {m.case for m in samples.members(opened, user, number or 0)}:
                raise LookupError
            yield opened, user
        except LookupError as e:
            raise InputError("Det finns inget sådant urval eller ärende i användarens stadsdelar.") from e


def _tell(store: Store, user: User, number: int) -> None:
    found, text = samples.sample(store, user, number), load("sample")
    members = samples.members(store, user, number)
    spare = Counter((m.district, m.sex) for m in members if m.part is Part.RESERVE)
    typer.echo(f"Urval {number}: {found.draft.name} ({text['state'][found.state.value].lower()})")
    for s in strata(found.eligible, members, found.draft.per_district, found.draft.seed):
        if s.district in user.districts:
            lacks = f", {s.lacking} fattas" if s.lacking else ""
            typer.echo(
                f"  {s.district}, {text['sex'][s.sex].lower()}: {s.drawn} dragna av {s.eligible} som uppfyller "
                f"villkoren{lacks}; {spare[s.district, s.sex]} i reserv"
            )
    for m in members:
        if m.part is not Part.RESERVE:
            typer.echo(f"  {m.case}\t{m.district}\t{m.sex}" + ("\tutbytt" if m.part is Part.REPLACED else ""))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
