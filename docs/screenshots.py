"""Pictures of every page, for docs/pages: run after `make demo` with the demo's store.

    .venv/bin/python docs/screenshots.py demo/aktsam.db annotations/cases

Works on a copy of the store. Needs Debian's chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from flows.commands.users import DEMO_PASSWORD, demo
from outputs.store import Store
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
            ("hjalp", "/hjalp"), ("bestallning", "/bestallning"),
        ],
        "utvecklare": [("oversikt", "/oversikt"), ("drift", "/drift")],
        "handlaggare": own,
        "admin": [("anvandare", "/anvandare"), ("atkomstlogg", "/atkomstlogg")],
    }  # fmt: skip


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
