"""Words, questions and rules hold together with the flags; users from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner
from web_place import Place

from flows.commands.users import DEMO_PASSWORD, users_app
from nlp import data
from nlp.errors import InputError
from nlp.types import ElementKind, Kind, Relation, Severity, Status
from outputs.data import load
from outputs.store import Store
from outputs.store.people import Role
from outputs.web.looks import initials, moment

CODES = {flag["code"] for flag in data.load("flags")["flag"]}


def test_every_flag_belongs_to_one_question_of_the_protocol() -> None:
    listed = [code for question in load("protocol")["question"] for code in question["codes"]]
    assert sorted(listed) == sorted(CODES)


def test_warnings_name_flags_that_exist_and_say_why() -> None:
    rule = load("warnings")["rule"]
    assert set(rule["codes"]) <= CODES
    assert set(rule["at_once"]) <= set(rule["codes"]) == load("warnings")["why"].keys()


@pytest.mark.parametrize(
    ("name", "values"),
    [("severity", Severity), ("relation", Relation), ("kind", Kind), ("status", Status), ("element", ElementKind)],
)
def test_every_value_has_its_word(name: str, values: type[Severity]) -> None:
    assert load("words")[name].keys() == set(values)


@pytest.mark.parametrize(
    ("name", "short"), [("Anna-Karin von Ek", "A.K.V.E."), ("", ""), ("  Åsa ", "Å."), ("O'Hara Liam", "O.L.")]
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_moments_are_told_in_swedish_time() -> None:
    assert moment("2023-07-01T22:30:00+00:00") == "2023-07-02 00.30"


def test_demo_users_are_one_a_role_and_never_join_others(place: Place, tmp_path: Path) -> None:
    run = CliRunner().invoke(users_app, ["demo", "--store", str(place.store)])
    assert isinstance(run.exception, InputError)  # that store has users
    with place.open() as store, store.writing() as db:
        db.execute("delete from users")
    run = CliRunner().invoke(users_app, ["demo", "--store", str(place.store)])
    assert run.output.count(DEMO_PASSWORD) == len(Role)


def test_a_user_without_district_or_mail_is_refused(tmp_path: Path) -> None:
    for role in (Role.INSPECTOR, Role.CASEWORKER):
        asked = ["add", "x", "--role", role.value, "--password", "tolv tecken minst", "--store", str(tmp_path / "s.db")]
        assert isinstance(CliRunner().invoke(users_app, asked).exception, InputError)
    added = CliRunner().invoke(users_app, [*asked, "--mail", "x@kommun.example"])
    assert added.exit_code == 0
    with Store(tmp_path / "s.db") as store:
        assert store.db.table("users").count == 1
        assert "tolv tecken" not in str(list(store.db.query("select * from users")))
