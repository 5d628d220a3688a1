"""`aktsam users`: who may log in, with which role, for which districts."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import StoreFile, store_file
from nlp.errors import InputError
from outputs.store import Store
from outputs.store.people import People, Role, User

users_app = typer.Typer(help="Användare: lägg till, stäng, visa.", no_args_is_help=True)
DEMO_PASSWORD = "demo-aktsam-2023"
Name = Annotated[str, typer.Argument(help="Användarnamn.")]


@users_app.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="Roll.")],
    district: Annotated[list[str] | None, typer.Option(help="Stadsdel som får ses. Kan ges flera gånger.")] = None,
    full_name: Annotated[str, typer.Option(help="För- och efternamn.")] = "",
    mail: Annotated[str, typer.Option(help="E-postadress, som i ärendelistan. Krävs för handläggare.")] = "",
    password: Annotated[
        str,
        typer.Option(prompt="Lösenord", confirmation_prompt=True, hide_input=True, envvar="AKTSAM_NEW_PASSWORD"),
    ] = "",
    store: StoreFile = None,
) -> None:
    """Lägg till eller ändra en användare. Lösenordet frågas efter och syns inte.

    Exempel: aktsam users add ingrid --role inspektör --district Farsta --district Norrmalm
    """
    if role is Role.CASEWORKER and not mail:
        raise InputError("En handläggare behöver --mail, samma adress som i ärendelistan.")
    if role in (Role.INSPECTOR, Role.DEVELOPER) and not district:
        raise InputError("Ange minst en stadsdel med --district. Utan stadsdel syns inga ärenden.")
    with Store(store_file(store)) as opened:
        People(opened).add(User(name, full_name or name, role, frozenset(district or ()), mail), password)
    typer.echo(f"{name} är tillagd som {role.value}.")


@users_app.command("close")
def close(name: Name, store: StoreFile = None) -> None:
    """Stäng ett konto. Pågående inloggningar avslutas genast.

    Exempel: aktsam users close ingrid
    """
    with Store(store_file(store)) as opened:
        People(opened).close_account(name)
    typer.echo(f"{name} kan inte längre logga in.")


@users_app.command("list")
def show(store: StoreFile = None) -> None:
    """Visa användarna.

    Exempel: aktsam users list
    """
    with Store(store_file(store)) as opened:
        for user in People(opened).users():
            typer.echo(f"{user.name}\t{user.role.value}\t{', '.join(sorted(user.districts))}\t{user.mail}")


@users_app.command("demo")
def demo(store: StoreFile = None) -> None:
    """Lägg till en användare per roll i demons lager. Lösenordet är känt av alla: använd aldrig med riktiga akter.

    Exempel: aktsam users demo --store demo/aktsam.db
    """
    with Store(store_file(store)) as opened:
        if opened.db.table("users").count:
            raise InputError("Lagret har redan användare. Demoanvändare läggs bara till i ett lager utan.")
        rows = list(
            opened.db.query("select district, caseworker, caseworker_mail, count(*) as n from cases group by 3")
        )
        districts = frozenset(r["district"] for r in opened.db.query("select distinct district from cases"))
        busiest = max(rows, key=lambda r: r["n"])
        people = People(opened)
        for user in (
            User("inspektor", "Ingrid Inspektör", Role.INSPECTOR, districts, "inspektor@demo.example"),
            User("utvecklare", "Kim Kvalitet", Role.DEVELOPER, districts, "utvecklare@demo.example"),
            User("handlaggare", busiest["caseworker"], Role.CASEWORKER, frozenset(), busiest["caseworker_mail"]),
            User("admin", "Alex Administratör", Role.ADMINISTRATOR, frozenset(), "admin@demo.example"),
        ):
            people.add(user, DEMO_PASSWORD)
            typer.echo(f"{user.name} ({user.role.value}), lösenord {DEMO_PASSWORD}")
