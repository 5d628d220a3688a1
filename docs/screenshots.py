"""Pictures of every page, for docs/pages: run after `make demo` with the demo's store.

    .venv/bin/python docs/screenshots.py demo/aktsam.db annotations/cases

Works on a copy of the store. Needs Debian's chromium.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from playwright.sync_api import Page, sync_playwright

from flows.commands.users import DEMO_PASSWORD, demo
from outputs.audit.draw import count, draw
from outputs.audit.sample import eligible, rule_of
from outputs.store import Store, samples
from outputs.store.people import People, Role
from outputs.store.sample_answers import Wish, answer
from outputs.store.samples import Draft
from outputs.warnings.rule import refresh
from outputs.web.app import create_app
from outputs.web.site import Site

PORT = 8431
HERE = Path(__file__).parent / "pages"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ORDER = """Syfte: Kim får en meningsfull sysselsättning.
Mål: Kim ska må bra.
Delmål: Kim är på plats tre förmiddagar i veckan senast 2024-05-31.
Aktiviteter: Arbete i köket tillsammans med handledare."""


def pages(store: Path) -> dict[str, list[tuple[str, str]]]:
    """Name and address of each page, by the user who sees it."""
    with Store(store) as opened:
        query = "select \"case\", record from reviews where json_array_length(record, '$.conformity.links') > 4"
        case = next(iter(opened.db.query(query + " and json_extract(record, '$.conformity.verdict') = 'partial'")))[
            "case"
        ]
        copied = next(iter(opened.db.query("select \"case\" from flags where code = 'investigation_copied'")))["case"]
        mail = next(iter(opened.db.query("select mail from users where name = 'handlaggare'")))["mail"]
        warnings = list(opened.db.query("select id from warnings where mail = ?", [mail.lower()]))
    own = [("varningar", "/varningar")] + [("varning", f"/varningar/{w['id']}") for w in warnings[:1]]
    return {
        "inspektor": [
            ("granskningsko", "/ko"), ("arende", f"/arende/{case}"),
            ("overensstammelse", f"/arende/{case}/overensstammelse"),
            ("kopiering", f"/arende/{copied}/kopiering"), ("sok", "/sok?q=god+man"), ("arenden", "/arenden"),
            ("hjalp", "/hjalp"), ("bestallning", "/bestallning"), *sampled(store),
        ],
        "utvecklare": [("oversikt", "/oversikt"), ("drift", "/drift")],
        "handlaggare": own,
        "admin": [("anvandare", "/anvandare"), ("atkomstlogg", "/atkomstlogg")],
    }  # fmt: skip


def sampled(store: Path) -> list[tuple[str, str]]:
    """The pages of an audit sample that is drawn here, locked, and answered a little."""
    with Store(store) as opened:
        user = next(u for u in People(opened).users() if u.role is Role.INSPECTOR)
        years = next(
            iter(opened.db.query("select min(decided) as decided_from, max(decided) as decided_to from cases"))
        )
        rule, now = rule_of({**years, "districts": sorted(user.districts)}, user), dt.datetime.now(dt.UTC)
        found = eligible(opened, user, rule).eligible
        members = draw(found, 4, "7", False)
        drafted = Draft("Beslut under året", rule.stored(), "7", 4)
        number = samples.create(opened, user, drafted, members, count(found, rule.districts), now)
        samples.lock(opened, user, number, now)
        case, other = [m.case for m in members if m.part is samples.Part.DRAWN][:2]
        samples.replace_case(opened, user, number, other, "own_case", "", now)
        wishes = [Wish("freda", "not_asked_documented", "", 0), Wish("plan", "current", "Planen kom i tid.", 0)]
        answer(opened, user, number, case, wishes, now, override=False)
    asked = urlencode({**years, "district": sorted(user.districts), "per_district": 4, "seed": 7}, doseq=True)
    return [
        ("urval-nytt", f"/urval/nytt?{asked}"), ("urval", f"/urval/{number}"),
        ("urval-arende", f"/urval/{number}/arende/{case}#q-plan"), ("urval-avvikelser", f"/urval/{number}/avvikelser"),
        ("tabeller", "/tabeller#t-conformity"), ("tabellruta", "/tabeller/freda/missing/kvinna"),
    ]  # fmt: skip


def log_in(page: Page, base: str, user: str) -> None:
    page.goto(f"{base}/logga-in")
    page.fill("#name", user)
    page.fill("#password", DEMO_PASSWORD)
    page.click("main button")


def main(store: Path, folder: Path) -> None:
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "aktsam.db"
        shutil.copy(store, copy)
        with Store(copy) as opened:
            if not opened.db.table("users").count:
                demo(copy)
            site = Site(copy, folder, secure=False)
            refresh(opened, site.clock())
        server = uvicorn.Server(uvicorn.Config(create_app(site), port=PORT, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.1)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            for user, shown in pages(copy).items():
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                log_in(page, base := f"http://127.0.0.1:{PORT}", user)
                for name, address in shown:
                    page.goto(base + address)
                    page.screenshot(path=HERE / f"{name}.png")
                    if name == "arende":
                        page.click("text=Visa på sidan >> nth=0")
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=HERE / "dokument.png")
                    if name == "bestallning":
                        page.fill("#text", ORDER)
                        page.click("main form.card button.main")
                        page.wait_for_selector("#svar", timeout=60_000)
                        page.screenshot(path=HERE / "bestallning.png")
                if user == "inspektor":
                    page.emulate_media(color_scheme="dark")
                    page.goto(base + shown[1][1])
                    page.screenshot(path=HERE / "arende-mork.png")
                    page.emulate_media(color_scheme="light")
                    page.set_viewport_size({"width": 320, "height": 640})
                    for name, address in shown[:3]:
                        page.goto(base + address)
                        page.screenshot(path=HERE / f"{name}-smal.png")
                page.close()
            browser.close()
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
