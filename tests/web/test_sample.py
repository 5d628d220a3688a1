"""Urval and Tabeller: lock rules, blind answers, two inspectors, replacement, who sees which numbers."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from typer.testing import CliRunner
from web_place import AS_OF, PASSWORD, Client, Login, Place, Running, enter

from flows.commands.sample import sample_app
from nlp.errors import InputError
from nlp.types import CaseRow
from outputs.store import CaseResult, Store
from outputs.store.people import People, Role, User
from outputs.store.samples import Draft, Member, Part, create, lock

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULE = {"decided_from": "2023-01-01", "decided_to": "2023-12-31", "support": "LSS", "work": "", "outcome": ""}
BOTH = User("alla", "Alla Distrikt", Role.DEVELOPER, frozenset({"Norr", "Syd"}))
NOW = dt.datetime(2023, 10, 16, 6, 0, tzinfo=dt.UTC)


def sexes(place: Place, **of: str) -> None:
    """Sets the sex of cases: `N_1="man"`; all others are women."""
    with place.open() as store, store.writing() as db:
        db.execute("update cases set gender = 'kvinna'")
        for case, sex in of.items():
            db.execute('update cases set gender = ? where "case" = ?', [sex, case.replace("_", "-")])


def drawn(place: Place, *, locked: bool = True, blind: bool = True) -> int:
    """A sample of N-1 and N-2 with N-3 in reserve, and S-1 in another district."""
    rule = {**RULE, "districts": ["Norr", "Syd"]}
    members = [
        Member("N-1", "Norr", "kvinna", 1, Part.DRAWN), Member("N-2", "Norr", "kvinna", 2, Part.DRAWN),
        Member("N-3", "Norr", "kvinna", 3, Part.RESERVE), Member("S-1", "Syd", "kvinna", 1, Part.DRAWN),
    ]  # fmt: skip
    with place.open() as store:
        People(store).add(BOTH, PASSWORD)
        eligible = [("Norr", "kvinna", 3), ("Syd", "kvinna", 1)]
        number = create(store, BOTH, Draft("Höst", rule, "7", 4, blind=blind), members, eligible, NOW)
        if locked:
            lock(store, BOTH, number, NOW)
    return number


def answer(client: Client, path: str, said: str, **notes: str) -> Any:
    """Presses an answer on the form as the page shows it, with notes typed by question."""
    page = client.get(path).text
    asked = re.findall(r'name="question" value="(\w+)"><input type="hidden" name="seen" value="(\d+)"', page)
    kept = [html.unescape(t) for t in re.findall(r'name="note" rows="1" maxlength="4000">(.*?)</textarea>', page, re.S)]
    kept = kept or [""] * len(asked)  # a page that cannot be answered shows no fields
    return send(client, path, said, asked, [notes.get(q, k) for (q, _), k in zip(asked, kept, strict=True)])


def send(client: Client, path: str, said: str, asked: list[tuple[str, str]], notes: list[str], **more: str) -> Any:
    form = {"question": [q for q, _ in asked], "seen": [s for _, s in asked], "note": notes, "answer": said, **more}
    return client.post_form(f"{path}/svar", **form)


def answers(place: Place) -> list[tuple[str, str, str, str]]:
    with place.open() as store:
        rows = store.db.query("select question, answer, note, user from sample_answers order by id")
        return [(r["question"], r["answer"], r["note"], r["user"]) for r in rows]


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


def figure(client: Client, path: str) -> str:
    return re.findall(r'class="coverage">(.*?)</p>', client.get(path).text)[0]


def test_numbers_are_of_the_users_own_districts_also_in_the_total(log_in: Login, place: Place) -> None:
    drawn(place)
    inga, everyone = log_in("inga"), log_in("alla")
    assert "5 ärenden" in inga.get("/tabeller").text
    assert "6 ärenden" in everyone.get("/tabeller").text
    assert "5 ärenden" in inga.get("/tabeller").text  # also after another's tables are kept
    assert figure(inga, "/tabeller/freda/missing/total") == "Totalt: 5 (100 %)"
    assert figure(everyone, "/tabeller/freda/missing/total") == "Totalt: 6 (100 %)"
    assert inga.get("/tabeller/freda/missing/Syd").status_code == 404
    assert "Syd" not in inga.get("/tabeller").text.replace("Sydn", "")


def test_each_figure_opens_its_cases_and_those_that_were_asked_but_not_counted(log_in: Login) -> None:
    client = log_in("inga")
    page = client.get("/tabeller").text
    links = {html.unescape(a) for a in re.findall(r'href="(/tabeller/[^"]+)"', page)}
    assert len(links) > 50
    for link in sorted(links)[::7]:
        assert client.get(link).status_code == 200, link
    counted = client.get("/tabeller/conformity/partial/total").text
    others = client.get("/tabeller/conformity/partial/total?del=ovriga").text
    assert [c for c in ("N-1", "N-2", "N-3", "N-4", "N-5") if f">{c}</a>" in counted] == ["N-2", "N-3", "N-5"]
    assert [c for c in ("N-1", "N-2", "N-3", "N-4", "N-5") if f">{c}</a>" in others] == ["N-1", "N-4"]
    for unknown in ("/tabeller/x/y/total", "/tabeller/freda/y/total", "/tabeller/freda/missing/y"):
        assert client.get(unknown).status_code == 404


def test_a_providers_name_with_a_slash_opens_too(log_in: Login, place: Place) -> None:
    with place.open() as store, store.writing() as db:
        db.execute("update cases set provider = 'Café 100 % / Verkstan?' where district = 'Norr'")
    client = log_in("inga")
    (link,) = set(re.findall(r'href="(/tabeller/full_by_provider/[^"]+/total)"', client.get("/tabeller").text))
    assert "Café 100 % / Verkstan?" in client.get(html.unescape(link)).text


def test_tables_never_show_what_was_before_a_new_review(log_in: Login, place: Place) -> None:
    client = log_in("inga")
    assert figure(client, "/tabeller/freda/asked/total") == "Totalt: 0 (0 %)"
    with place.open() as store:
        record = store.record("N-1")
        assert record
        record["freda"]["status"] = "asked"
        run = store.start_run(AS_OF, "v2", 1)
        store.save(CaseResult(CaseRow("N-1", district="Norr"), "k2", AS_OF, record=record), run)
    assert figure(client, "/tabeller/freda/asked/total") == "Totalt: 1 (20 %)"
    with place.open() as store:
        store.remove_cases(["N-1", "N-2", "S-1"])
    assert figure(client, "/tabeller/freda/asked/total") == "Totalt: 1 (50 %)"


def test_a_samples_tables_count_its_cases_by_either_answer(log_in: Login, place: Place) -> None:
    number = drawn(place)
    client = log_in("inga")
    answer(client, f"/urval/{number}/arende/N-1", "freda:asked")
    assert figure(client, f"/tabeller/freda/asked/total?urval={number}") == "Totalt: 0 (0 %)"
    assert figure(client, f"/tabeller/freda/asked/total?urval={number}&svar=granskare") == "Totalt: 1 (50 %)"
    answer(client, f"/urval/{number}/arende/N-2", "freda:unclear")  # not known: out of the denominator
    assert figure(client, f"/tabeller/freda/asked/total?urval={number}&svar=granskare") == "Totalt: 1 (100 %)"
    client.post_form(f"/urval/{number}/arende/N-1/byt", reason="own_case")
    assert figure(client, f"/tabeller/freda/asked/total?urval={number}") == "Totalt: 0 (0 %)"
    assert "N-3" in client.get(f"/tabeller/freda/missing/total?urval={number}").text
    assert "2 ärenden" in client.get(f"/tabeller?urval={number}").text


def test_a_sample_tells_that_a_case_has_gone_from_the_folder(log_in: Login, place: Place) -> None:
    number = drawn(place)
    with place.open() as store:
        store.remove_cases(["N-2", "N-3", "N-4", "N-5", "S-1"])
    told = log_in("inga").get(f"/tabeller?urval={number}").text
    assert "1 ärende räknas inte" in told
    assert "N-1</a>: Ärendet ligger inte längre i mappen." in told


def test_what_people_and_lists_write_is_shown_as_text(log_in: Login, place: Place) -> None:
    number, planted = drawn(place), "<img src=x onerror=alert(1)>"
    with place.open() as store, store.writing() as db:
        db.execute("update cases set provider = ?, name = ?", [planted, planted])
        db.execute("update samples set name = ?, seed = ?", [planted, planted])
    client, path = log_in("inga"), f"/urval/{number}"
    answer(client, f"{path}/arende/N-1", "freda:asked", freda=planted)
    client.post_form(f"{path}/arende/N-2/byt", reason="other", note=planted)
    link = re.findall(r'href="(/tabeller/full_by_provider/[^"]+/total)"', client.get("/tabeller").text)[0]
    for at in ("/urval", path, f"{path}/arende/N-1?namn=1", f"{path}/avvikelser", "/tabeller", html.unescape(link)):
        shown = client.get(at)
        assert shown.status_code == 200, at
        assert planted not in shown.text, at
        assert html.escape(planted) in shown.text, at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    made = context.new_page()
    made.set_default_timeout(20_000)
    yield made
    context.close()


def test_an_inspectors_morning_with_a_sample(page: Page, running: Running) -> None:
    """Draws, locks, answers, sees where Aktsam differs, replaces with a reason; every page held against axe."""
    sexes(running.place, N_1="man", N_2="man")
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    enter(page, running.base, "inga", "/urval")
    wrong = check(page)
    page.click("text=Nytt urval")
    page.fill("[name=decided_from]", "2023-01-01")
    page.fill("[name=decided_to]", "2023-12-31")
    page.fill("[name=per_district]", "2")
    page.click("text=Räkna ärenden")
    page.wait_for_selector("text=3. Dra urvalet")
    assert "5 ärenden" in page.inner_text("#grupper")
    page.fill("[name=per_district]", "4")
    page.press("[name=per_district]", "Tab")  # counted again at once
    page.wait_for_selector("#grupper td:text-is('2') >> nth=1")
    wrong += check(page)
    page.fill("#name", "Hösten 2023")
    page.click("button:has-text('Dra urvalet')")
    page.wait_for_selector("text=Urvalet är draget")
    wrong += check(page)
    page.click("text=Lås: granskningen börjar")
    page.wait_for_selector("text=Granskningen kan börja")
    page.click("tr[data-row] a >> nth=0")
    wrong += check(page)
    page.fill("#n-consent", "Hittar inget samtycke")
    page.click("section:has(#q-freda) button:text-is('Ja')")
    page.wait_for_selector("section:has(#q-freda) >> text=Skiljer sig")
    assert page.input_value("#n-consent") == "Hittar inget samtycke"
    wrong += check(page)
    page.click("nav.side >> text=Urval")
    page.click("text=Hösten 2023")
    page.click("text=Avvikelser")
    assert "Svar som skiljer sig (1)" in page.inner_text("main")
    wrong += check(page)
    page.go_back()
    row = page.locator("tr[data-row]", has=page.locator("summary:has-text('Byt ut')")).first
    row.locator("summary").click()
    row.locator("select").select_option("own_case")
    row.locator("button").click()
    page.wait_for_selector("text=Ärendet är utbytt")
    assert page.locator("s").count() == 1
    page.click("nav.side >> text=Tabeller")
    wrong += check(page)
    page.click("section:has(#t-freda) td a >> nth=0")
    wrong += check(page)
    assert wrong == []
    assert said == []


def check(page: Page) -> list[str]:
    """Serious findings of axe, and whether the page fits 320 px."""
    found = page.evaluate(AXE + "; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    out = [f"{page.url}: {v['id']} {v['nodes'][0]['html'][:160]}" for v in found["violations"]
           if v["impact"] in ("serious", "critical")]  # fmt: skip
    page.set_viewport_size({"width": 320, "height": 700})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1300, "height": 900})
    return out + ([f"{page.url}: {wide} px wide"] if wide > 320 else [])


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
