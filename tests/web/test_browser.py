"""Mornings in a real browser: the inspector's by keyboard, the caseworker's from mail to dispute, an order, a
developer's overview; every page held against axe; what is planted in texts and names never runs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from web_place import AS_OF, ORDER, PLAN, Running, enter, record
from web_post import Post

from nlp.types import CaseRow, Kind
from outputs.store import CaseResult, Reading
from outputs.warnings.mail import Server, send_outbox
from outputs.warnings.outbox import write_mail
from outputs.web.site import Site

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    made = context.new_page()
    made.set_default_timeout(20_000)
    yield made
    context.close()


def faults(page: Page) -> list[str]:
    """Serious and critical findings of axe, WCAG 2.1 A and AA."""
    found = page.evaluate(
        AXE + "; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
    )
    return [
        f"{page.url}: {v['id']} {v['nodes'][0]['html'][:160]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def test_every_page_is_accessible_in_light_and_dark_and_when_narrow(page: Page, running: Running) -> None:
    with running.place.open() as store:
        warning = next(iter(store.db.query("select id from warnings where \"case\" = 'N-1'")))["id"]
        mark = next(iter(store.db.query("select substr(sha256, 1, 16) as m from documents")))["m"]
    seen = {
        "inga": ["/ko", "/arende/N-1", "/arende/N-1/overensstammelse", "/arende/N-1/kopiering", "/sok?q=promenad",
                 f"/arende/N-1/dokument/{mark}?fran=5&till=20", "/arenden", "/hjalp", "/bestallning", "/arende/okand"],
        "kim": ["/oversikt", "/drift", "/varningar", f"/varningar/{warning}"],
        "karin": ["/varningar", f"/varningar/{warning}", "/arenden", "/arende/N-1"],
        "alex": ["/anvandare", "/atkomstlogg", "/drift"],
    }  # fmt: skip
    wrong: list[str] = []
    page.goto(running.base + "/logga-in")
    wrong += faults(page)
    for name, paths in seen.items():
        page.context.clear_cookies()
        enter(page, running.base, name)
        for path in paths:
            page.goto(running.base + path)
            wrong += faults(page)
            page.set_viewport_size({"width": 320, "height": 700})  # also what 400 % of 1280 is
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{path}: {wide} px wide"] if wide > 320 else []
            page.set_viewport_size({"width": 1300, "height": 900})
        page.emulate_media(color_scheme="dark")
        page.goto(running.base + paths[0])
        wrong += faults(page)
        page.emulate_media(color_scheme="light")
    assert wrong == []


def test_an_inspector_goes_through_five_cases_by_keyboard_alone(page: Page, running: Running) -> None:
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    enter(page, running.base, "inga")
    page.wait_for_selector("tr.at")
    page.keyboard.press("t")  # takes the first case
    page.wait_for_selector("text=Du har tagit ärendet")
    page.keyboard.press("Enter")
    page.wait_for_selector("#flaggor")
    opened: list[str] = []
    while "/arende/" in page.url:
        case = page.url.split("/arende/")[1][:3]
        opened += [case] if case not in opened else []
        before = page.locator("[data-flag]").count()
        if before % 2:
            page.keyboard.press("b")
        else:
            page.keyboard.press("a")
            page.keyboard.press("ArrowDown")  # the reason: the first of the list
            page.keyboard.press("Tab")
            page.keyboard.type("Såg efter i journalen")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        page.wait_for_selector("p.said")
        page.wait_for_load_state()
        page.wait_for_function(
            "([url, n]) => location.pathname !== url || document.querySelectorAll('[data-flag]').length < n",
            arg=[f"/arende/{case}", before],
        )
    assert len(opened) == 5
    assert "Det var det sista ärendet" in page.inner_text("main")
    with running.place.open() as store:
        counts = {r["answer"]: r["n"] for r in store.db.query("select answer, count(*) n from verdicts group by 1")}
        notes = {r["note"] for r in store.db.query("select note from verdicts where answer = 'dismissed'")}
    assert counts == {"confirmed": 5, "dismissed": 5}
    assert notes == {"Såg efter i journalen"}
    page.keyboard.press("?")
    page.wait_for_url("**/hjalp")
    assert said == []  # no error and no breach of the content policy


def test_a_caseworker_goes_from_mail_to_draft_to_dispute_and_gets_an_answer(page: Page, running: Running) -> None:
    clock = Site(running.place.store).clock
    with Post() as post, running.place.open() as store:
        assert write_mail(store, running.base, clock()) > 0
        send_outbox(store, Server("127.0.0.1", post.port), clock)
        mail = next(m for m in post.mails if m["To"] == "karin.ek@kommun.example")
    body = mail.get_payload(decode=True).decode()
    for secret in ("Berit", "Åberg", "N-1", "Verkstan", "19800101", "Karin Ek"):
        assert secret not in body + mail["Subject"]
    link = re.search(r"http://\S+", body)
    assert link
    enter(page, "", "karin", link[0])
    page.click("text=N-1 · Plan överensstämmer inte")
    draft = page.input_value("#draft")
    assert "”praktik i kök tre dagar i veckan”" in draft
    assert "”praktik i kök en dag i veckan”" in draft
    page.fill("#draft", draft + "\nHör av er till mig.")
    page.click("text=Spara utkastet")
    assert page.input_value("#draft").endswith("Hör av er till mig.\n") or "Hör av er" in page.input_value("#draft")
    with page.expect_download() as got:
        page.click("text=Hämta som Word-fil")
    assert got.value.suggested_filename == "utkast.docx"
    page.click("text=Jag har skickat det")
    page.wait_for_selector("text=Läge: Skickad till utförare")
    page.fill("#dispute", "Vi har kommit överens om en dag i veckan.")
    page.click("text=Ifrågasätt varningen")
    page.wait_for_selector("text=har gått till kvalitetsutvecklaren")
    page.context.clear_cookies()
    enter(page, running.base, "kim", "/varningar")
    page.click("text=N-1 · Plan överensstämmer inte")
    page.fill("#answer", "Tack, då avslutar vi varningen.")
    page.check("[name=right]")
    page.click("text=Spara svaret")
    page.context.clear_cookies()
    enter(page, running.base, "karin", "/varningar")
    assert "Tack, då avslutar vi varningen." in page.inner_text("main")


def test_an_order_is_checked_before_it_is_sent(page: Page, running: Running, tmp_path: Path) -> None:
    enter(page, running.base, "karin", "/bestallning")
    page.fill("#text", "Mål: Kim ska må bra.\nDelmål: Kim är på plats tre förmiddagar i veckan senast 2024-05-31.")
    page.click("main button.main")
    page.wait_for_selector("#svar", timeout=60_000)
    told = page.inner_text("#svar >> xpath=..")
    assert "Aktivitet saknas" in told
    assert "inte mätbart" in told
    file = tmp_path / "order.exe"
    file.write_bytes(b"MZ")
    page.fill("#text", "")
    page.set_input_files("#file", file)
    page.click("main button.main")
    page.wait_for_selector("text=Filen ska vara PDF, Word (DOCX) eller text.")


def test_a_developer_sees_where_flags_come_from_and_every_number_opens_its_cases(page: Page, running: Running) -> None:
    enter(page, running.base, "kim")
    assert page.url.endswith("/oversikt")
    assert "Karin" not in page.inner_text("main")  # no staff
    page.click("summary:text-is('Tabell') >> nth=0")
    page.click("table >> text=FREDA saknas")
    page.wait_for_selector("h1:has-text('Granskningskö')")
    assert page.locator("tr[data-row]").count() == 5


def test_decisions_work_without_javascript(browser: Browser, running: Running) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, running.base, "ivar", "/arende/N-2")
    undo = page.locator("text=Ångra svaret")
    if undo.count():
        undo.first.click()
    page.locator("button[value=confirmed]").first.click()
    assert "Ditt svar är sparat." in page.inner_text("main")
    page.goto(running.base + "/ko?state=confirmed")
    page.select_option("[name=severity]", "high")
    page.click("form.filters button")
    assert "severity=high" in page.url
    context.close()


PARTS = (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
PAYLOADS = [part.format(x=f"window.ran=(window.ran||0)+{n}") for n in range(1, 9) for part in PARTS]


def test_nothing_that_is_planted_runs(page: Page, running: Running) -> None:
    """200 payloads in text, file names, names, messages, quotes, districts and notes; on every page that shows them."""
    assert len(PAYLOADS) == 200
    with running.place.open() as store:
        order = store.reading(*next((r["sha256"], "r") for r in store.db.query("select sha256 from documents")), "x")
        assert order
        run = store.start_run(AS_OF, "v", 8)
        for n in range(8):
            some = PAYLOADS[n * 25 : n * 25 + 25]
            text = "\n".join(some)
            documents = [
                replace(
                    order, file=f"{some[i]}.pdf", sha256=f"{n}{i}" * 32, text=f"{text}\n{ORDER}\n{PLAN}",
                    kind=kind, title=some[i + 1], message=some[i + 2], words=(), blocks=(),
                    pages=(replace(order.pages[0], end=len(text)),),
                )
                for i, kind in ((0, Kind.ORDER), (4, Kind.PLAN))
            ]  # fmt: skip
            made = record(f"X-{n}", documents[0], documents[1], "none")
            made["unread"] = [{"file": some[7], "message": some[8], "status": "damaged"}]
            made["conformity"]["sentence"] = some[9]
            made["freda"]["searched"] = some[10:12]
            for e in (*made["order"]["elements"], *made["plan"]["elements"]):
                e["text"] = " ".join(some[12:15])
            for link in made["conformity"]["links"]:
                link["reason"] = some[15]
            for flag in made["flags"]:
                flag["message"], flag["label"] = " ".join(some[16:20]), some[20]
            row = CaseRow(
                f"X-{n}", some[21], district="Norr", provider=some[22], caseworker=some[23], support=some[24],
                caseworker_mail="karin.ek@kommun.example",
            )  # fmt: skip
            store.save(CaseResult(row, "k", AS_OF, "r", tuple(documents), tuple(map(Reading.of, documents)), made), run)
    breaches: list[str] = []
    page.on("console", lambda m: breaches.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda d: breaches.append(d.message))
    enter(page, running.base, "kim")
    paths = [
        "/ko?namn=1",
        "/arenden?namn=1",
        "/oversikt",
        "/drift",
        "/sok?q=window",
        "/sok?q=" + "%3Cscript%3Eran%3C/script%3E",
    ]
    for n in range(8):
        paths += [f"/arende/X-{n}?namn=1", f"/arende/X-{n}/overensstammelse", f"/arende/X-{n}/dokument/{f'{n}0' * 8}"]
    for path in paths:
        answer = page.goto(running.base + path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.evaluate("window.ran === undefined"), path
    assert breaches == []


def test_a_filter_shows_at_once_and_stands_in_the_address(page: Page, running: Running) -> None:
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    enter(page, running.base, "inga", "/ko")
    page.select_option("[name=check]", "plan_does_not_conform")
    page.wait_for_url("**/ko?*check=plan_does_not_conform*")
    page.wait_for_function("document.querySelectorAll('tr[data-row]').length === 2")
    page.reload()
    assert page.locator("tr[data-row]").count() == 2
    assert page.input_value("[name=check]") == "plan_does_not_conform"
    assert said == []


def test_the_protocol_prints_without_buttons(page: Page, running: Running) -> None:
    enter(page, running.base, "inga", "/arende/N-1")
    page.emulate_media(media="print")
    assert not page.locator("nav.side, header.top, button:has-text('Bekräfta')").first.is_visible()
    assert page.locator("text=Sökt i: Journal 2023.").first.is_visible()
