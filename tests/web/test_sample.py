"""Urval: draw, lock, blind answers, two inspectors, replacement, districts; also from the command line."""

import re
from typing import Any

from sample_place import BOTH, NOW, RULE, answer, answers, drawn, send, sexes
from typer.testing import CliRunner
from web_place import PASSWORD, Login, Place

from flows.commands.sample import sample_app
from nlp.errors import InputError
from outputs.store import Store
from outputs.store.people import People, Role, User
from outputs.store.samples import Draft, Member, Part, create


def test_a_sample_is_drawn_from_the_page_and_the_same_seed_gives_the_same(log_in: Login, place: Place) -> None:
    sexes(place, N_1="man", N_2="man")
    client = log_in("inga")
    form = {**RULE, "district": "Norr", "per_district": "2", "seed": "vår"}
    shown = client.get("/urval/nytt", params=form).text
    assert "5 ärenden" in shown
    assert client.post_form("/urval", **form, name="").status_code == 400  # a sample has a name
    found = [client.post_form("/urval", **form, name=n).headers["location"].split("?")[0] for n in ("Ett", "Två")]
    one, two = (re.findall(r'id="a-([^"]+)"', client.get(path).text) for path in found)
    assert len(one) == 2
    assert one == two
    assert client.post_form("/urval", **{**form, "district": "Syd"}, name="Annans").status_code == 400


def test_too_few_is_told_before_and_after_the_draw(log_in: Login, place: Place) -> None:
    sexes(place, N_1="man")
    client, form = log_in("inga"), {**RULE, "district": "Norr", "per_district": "4", "seed": "7"}
    assert "Nej, 1 fattas" in client.get("/urval/nytt", params=form).text
    path = client.post_form("/urval", **form, name="Liten").headers["location"]
    assert "1 fattas" in client.get(path).text
    filled = client.post_form("/urval", **form, name="Fylld", fill="1").headers["location"]
    assert "I stället för det andra könet." in client.get(filled).text


def test_what_is_locked_stays_and_what_is_closed_is_closed(log_in: Login, place: Place) -> None:
    sexes(place, N_1="man", N_2="man")
    client = log_in("inga")
    form = {**RULE, "district": "Norr", "per_district": "2", "seed": "7", "name": "Prov"}
    path = client.post_form("/urval", **form).headers["location"].split("?")[0]
    cases = re.findall(r'id="a-([^"]+)"', client.get(path).text)
    assert answer(client, f"{path}/arende/{cases[0]}", "freda:asked").status_code == 400  # a draft is not audited yet
    assert client.post_form(f"{path}/dra-om", seed="8").status_code == 303
    assert "lottningen gjord 2 gånger" in client.get(path).text
    cases = re.findall(r'id="a-([^"]+)"', client.get(path).text)
    assert client.post_form(f"{path}/las").status_code == 303
    assert client.post_form(f"{path}/las").status_code == 400
    assert client.post_form(f"{path}/dra-om", seed="9").status_code == 400
    assert re.findall(r'id="a-([^"]+)"', client.get(path).text) == cases
    assert answer(client, f"{path}/arende/{cases[0]}", "freda:asked").status_code == 303
    assert client.post_form(f"{path}/avsluta").status_code == 303
    assert answer(client, f"{path}/arende/{cases[0]}", "freda:missing").status_code == 400
    swap = client.post_form(f"{path}/arende/{cases[0]}/byt", reason="own_case")
    assert swap.status_code == 400
    assert [(q, a) for q, a, _, _ in answers(place)] == [("freda", "asked")]


def test_a_case_is_replaced_by_the_next_reserve_with_a_reason_and_stays_struck(log_in: Login, place: Place) -> None:
    client, path = log_in("inga"), f"/urval/{drawn(place)}"
    for lacking in ({}, {"reason": "påhittat"}, {"reason": "other", "note": " "}):
        assert client.post_form(f"{path}/arende/N-1/byt", **lacking).status_code == 400
    told = client.post_form(f"{path}/arende/N-1/byt", reason="other", note="Granskad i våras")
    assert told.headers["location"].endswith("#a-N-3")
    page = client.get(path).text
    assert "<s>N-1</s>" in page
    assert "Granskad i våras" in page
    assert "I stället för N-1." in page
    assert client.post_form(f"{path}/arende/N-1/byt", reason="own_case").status_code == 400  # once is enough
    none_left = client.post_form(f"{path}/arende/N-2/byt", reason="own_case")
    assert "inga reserver kvar" in none_left.text
    assert answer(client, f"{path}/arende/N-3", "freda:asked").status_code == 303
    assert "räknas inte längre" in client.get(f"{path}/arende/N-1").text
    with place.open() as store:
        actions = [r["action"] for r in store.db.query("select action from access_log where \"case\" = 'N-1'")]
    assert "urval, byt ärende" in actions


def test_the_machines_answer_is_hidden_until_the_inspector_has_answered(log_in: Login, place: Place) -> None:
    client = log_in("inga")
    blind = f"/urval/{drawn(place)}"
    before = client.get(f"{blind}/arende/N-1").text
    assert "Aktsam:" not in before
    assert "Sökt i" not in before
    answer(client, f"{blind}/arende/N-1", "freda:asked")
    after = client.get(f"{blind}/arende/N-1").text
    assert after.count("Aktsam:") == 1  # of the question that was answered alone
    assert "Skiljer sig" in after
    assert "Sökt i: Journal 2023." in after
    answer(client, f"{blind}/arende/N-1", "provider_contacted:true")
    assert "Lika" in client.get(f"{blind}/arende/N-1").text
    open_from_start = f"/urval/{drawn(place, blind=False)}"
    assert "Aktsam:" in client.get(f"{open_from_start}/arende/N-1").text


def test_a_changed_answer_keeps_its_history_and_agreement_counts_the_first(log_in: Login, place: Place) -> None:
    client, path = log_in("inga"), f"/urval/{drawn(place)}"
    answer(client, f"{path}/arende/N-1", "freda:asked", freda="Såg det på sidan 2")
    answer(client, f"{path}/arende/N-2", "freda:missing")
    found = client.get(f"{path}/avvikelser").text
    assert "Svar som skiljer sig (1)" in found
    assert "Såg det på sidan 2" in found
    answer(client, f"{path}/arende/N-1", "freda:missing")  # changed when the machine's was seen
    found = client.get(f"{path}/avvikelser").text
    assert "Svar som skiljer sig (0)" in found
    assert "1 svar har ändrats" in found
    row = next(r for r in found.split("<tr>") if "Har frågor om våld" in r)
    assert re.findall(r'number">(.*?)<', row) == ["2", "1", "50 %", "0,00", "0", "0"]
    assert [a for _, a, _, _ in answers(place)] == ["asked", "missing", "missing"]


def test_notes_travel_with_any_answer_and_only_what_was_touched_is_saved(log_in: Login, place: Place) -> None:
    client, path = log_in("inga"), f"/urval/{drawn(place)}/arende/N-1"
    answer(client, path, "freda:asked", consent="Fråga handläggaren")
    assert answers(place) == [("freda", "asked", "", "inga"), ("consent", "", "Fråga handläggaren", "inga")]
    answer(client, path, ":", plan="Två rader\r\nhär")
    assert answers(place)[2:] == [("plan", "", "Två rader\nhär", "inga")]
    answer(client, path, ":")
    assert len(answers(place)) == 3


def test_a_second_inspector_hears_of_the_first_before_anything_is_saved(log_in: Login, place: Place) -> None:
    inga, ivar, path = log_in("inga"), log_in("ivar"), f"/urval/{drawn(place)}/arende/N-1"
    asked = re.findall(r'name="question" value="(\w+)"><input type="hidden" name="seen" value="(\d+)"',
                       ivar.get(path).text)  # fmt: skip
    answer(inga, path, "freda:asked")
    notes = ["Min anteckning" if q == "freda" else "" for q, _ in asked]
    told = send(ivar, path, "freda:missing", asked, notes)
    assert told.status_code == 409
    assert "inga har svarat" in told.text
    assert told.text.count("Min anteckning") == 2  # shown, and kept in the form
    assert len(answers(place)) == 1
    assert send(ivar, path, "plan:current", asked, [""] * len(asked)).status_code == 303  # another question: no quarrel
    assert send(ivar, path, "freda:missing", asked, notes, override="1").status_code == 303
    assert answers(place)[-1] == ("freda", "missing", "Min anteckning", "ivar")


def test_a_sample_over_several_districts_shows_each_only_her_own(log_in: Login, place: Place) -> None:
    number = drawn(place, locked=False)
    inga, everyone = log_in("inga"), log_in("alla")
    page = inga.get(f"/urval/{number}").text
    assert "S-1" not in page
    assert "Urvalet har också Syd" in page
    assert inga.post_form(f"/urval/{number}/las").status_code == 400  # not hers alone to lock
    assert inga.get(f"/urval/{number}/arende/S-1").status_code == 404
    assert inga.get(f"/urval/{number}/arende/N-3").status_code == 404  # a reserve is not in the sample
    assert everyone.post_form(f"/urval/{number}/las").status_code == 303
    answer(everyone, f"/urval/{number}/arende/S-1", "freda:asked")
    assert "Svar som skiljer sig (0)" in inga.get(f"/urval/{number}/avvikelser").text
    assert "Svar som skiljer sig (1)" in everyone.get(f"/urval/{number}/avvikelser").text
    with place.open() as store:
        People(store).add(User("syn", "Syn Syd", Role.INSPECTOR, frozenset({"Syd"})), PASSWORD)
        rule = {**RULE, "districts": ["Norr"]}
        hers = create(store, BOTH, Draft("N", rule, "1", 2), [Member("N-1", "Norr", "kvinna", 1, Part.DRAWN)], [], NOW)
    other = log_in("syn")
    for path in (f"/urval/{hers}", f"/urval/{hers}/avvikelser", f"/urval/{hers}/arende/S-1", f"/tabeller?urval={hers}"):
        assert other.get(path).status_code == 404, path
    assert f'"/urval/{hers}"' not in other.get("/urval").text


def run(place: Place, *words: str) -> Any:
    return CliRunner().invoke(sample_app, [*words, "--store", str(place.store)])


def test_the_same_from_the_command_line(place: Place) -> None:
    sexes(place, N_1="man", N_2="man")
    draw = ["draw", "Hösten", "--from", "2023-01-01", "--to", "2023-12-31", "--district", "Norr", "--per-district", "2"]
    told = run(place, *draw, "--seed", "7", "--user", "inga")
    assert told.exit_code == 0, told.output
    assert "Norr" in told.output
    assert isinstance(run(place, *draw, "--seed", "7", "--user", "karin").exception, InputError)  # not her role
    listed = run(place, "list", "--user", "inga")
    assert "Hösten" in listed.output
    shown = run(place, "show", "1", "--user", "inga").output
    case = next(c for c in ("N-1", "N-2") if c in shown)
    assert run(place, "lock", "1", "--user", "inga").exit_code == 0
    assert isinstance(run(place, "lock", "1", "--user", "inga").exception, InputError)
    swapped = run(place, "replace", "1", case, "--reason", "own_case", "--user", "inga")
    assert swapped.exit_code == 0, swapped.output
    assert "utbytt" in run(place, "show", "1", "--user", "inga").output
    with Store(place.store) as store:
        actions = {r["action"] for r in store.db.query("select action from access_log where user = 'inga'")}
    assert {"urval, dra", "urval, visa", "urval, lås", "urval, byt ärende"} <= actions
