"""A store with a few cases in two districts, a site over it, clients that are logged in, and a browser."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fpdf import FPDF
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from nlp.flags import flags
from nlp.reading import read_file
from nlp.types import CaseRow, Document, Kind
from outputs.store import CaseResult, Reading, Store
from outputs.store.people import People, Role, User
from outputs.warnings.rule import refresh
from outputs.web.app import create_app
from outputs.web.site import Site

AS_OF = dt.date(2023, 10, 15)
PASSWORD = "lösenord för prov"
WORKER = "karin.ek@kommun.example"
USERS = (
    User("inga", "Inga Insyn", Role.INSPECTOR, frozenset({"Norr"})),
    User("ivar", "Ivar Insyn", Role.INSPECTOR, frozenset({"Norr"})),
    User("kim", "Kim Kvalitet", Role.DEVELOPER, frozenset({"Norr"})),
    User("karin", "Karin Ek", Role.CASEWORKER, frozenset(), WORKER),
    User("alex", "Alex Admin", Role.ADMINISTRATOR, frozenset()),
)
ORDER = "Mål: praktik i kök tre dagar i veckan\nAktivitet: baka bröd tillsammans med handledare"
PLAN = "Mål: praktik i kök en dag i veckan\nAktivitet: promenad varje fredag"


def pdf(path: Path, text: str) -> Path:
    """A PDF with the lines of a text."""
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    for line in text.split("\n"):
        made.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    made.output(str(path))
    return path


def evidence(document: Document, words: str) -> dict[str, Any]:
    """Words of a document as a review's evidence."""
    start = document.text.index(words)
    found = document.evidence(start, start + len(words))
    return {"file": found.file, "page": found.page, "text": found.text, "start": start, "end": start + len(words)}


def element(name: str, kind: str, document: Document, words: str) -> dict[str, Any]:
    return {"id": name, "kind": kind, **evidence(document, words)}


def record(case: str, order: Document, plan: Document, verdict: str) -> dict[str, Any]:
    """A review: the plan carries one part otherwise, lacks one, adds one; FREDA is not noted."""
    listed = [
        {"file": d.file, "kind": d.kind.value, "title": d.title, "date": "2023-01-10", "received": None, "pages": 1,
         "status": "read", "message": ""} for d in (order, plan)
    ]  # fmt: skip
    made: dict[str, Any] = {
        "case": case, "as_of": AS_OF.isoformat(), "documents": listed, "unread": [],
        "decision": {"approved": True, "valid_from": "2023-01-01", "valid_to": "2023-12-01", "expired": False},
        "investigation": {"current": True, "file": None, "date": "2023-01-02", "interests": "present"},
        "order": {"file": order.file, "date": "2023-01-10", "purpose": [], "elements": [
            element("M1", "goal", order, "praktik i kök tre dagar i veckan"),
            element("A1", "activity", order, "baka bröd tillsammans med handledare")]},
        "plan": {"status": "current", "file": plan.file, "date": "2023-02-01", "received": None, "elements": [
            element("P1", "goal", plan, "praktik i kök en dag i veckan"),
            element("P2", "activity", plan, "promenad varje fredag")]},
        "conformity": {
            "verdict": verdict, "confidence": 0.9, "sentence": "1 är ändrad, 1 saknas; 1 är tillagd.",
            "links": [
                {"order": "M1", "plan": ["P1"], "relation": "changed", "score": 0.9, "reason": "Tre dagar mot en."},
                {"order": "A1", "plan": [], "relation": "missing", "score": 0.8, "reason": ""},
                {"order": None, "plan": ["P2"], "relation": "added", "score": 0.8, "reason": ""}],
            "evidence": [evidence(order, "praktik i kök tre dagar i veckan")]},
        "provider_contacted": True, "freda": {"status": "missing", "evidence": [], "searched": ["Journal 2023"]},
    }  # fmt: skip
    made["flags"] = flags(made)
    return add_rest(made)


def add_rest(made: dict[str, Any]) -> dict[str, Any]:
    """What else a review says, for what counts over cases; the flags above are made without it."""
    silent: dict[str, Any] = {"evidence": [], "searched": [], "unread": []}
    made["decision"] |= {"first": False, "decided": "2023-01-05", "paragraph": "9 § 10 LSS", "hours_per_week": None}
    made["investigation"] |= {
        "copied": False, "unread": [], "pasted_passages": [], "missing_life_areas": [], "areas_searched": [],
    }  # fmt: skip
    return made | {
        "provider_contact": {"contacted": True, **silent}, "follow_up": {"status": "documented", **silent},
        "consent": {"status": "missing", "parties": [], **silent}, "contacts_without_consent": [],
        "contacts": {"contacts": [], "without_consent": [], "in_spite_of_refusal": [], "unread": []},
        "children": {"minor": False, "described": False, "impact_assessment": False, **silent},
        "carer_support_informed": False, "carer_support": {"informed": False, **silent},
        "representative": {"kind": None, "scope": [], **silent}, "outcome": None,
        "coordination": {**dict.fromkeys(("sip", "lss_plan", "care", "fk", "af", "iwork"), False), **silent},
        "outcome_note": {"outcome": None, "date": None, "evidence": [], "searched": []},
        "other_person_documents": [],
    }  # fmt: skip


@dataclass
class Place:
    """Where the test's store and case folders lie."""

    store: Path
    folder: Path

    def open(self) -> Store:
        return Store(self.store)


def fill(place: Place, cases: dict[str, tuple[str, str, str]]) -> None:
    """Cases by number: district, caseworker's mail, verdict of the conformity."""
    base = place.folder.parent
    order = replace(read_file(pdf(base / "order.pdf", ORDER)), file="order.pdf", kind=Kind.ORDER, title="Beställning")
    plan = replace(read_file(pdf(base / "plan.pdf", PLAN)), file="plan.pdf", kind=Kind.PLAN, title="Plan")
    with place.open() as store:
        run = store.start_run(AS_OF, "v", len(cases))
        for case, (district, mail, verdict) in cases.items():
            (place.folder / case).mkdir(parents=True)
            for document in (order, plan):
                (place.folder / case / document.file).write_bytes((base / document.file).read_bytes())
            row = CaseRow(
                case, "Berit Åberg", "19800101-1234", district=district, provider="Verkstan", caseworker="Karin Ek",
                caseworker_mail=mail, valid_to=dt.date(2023, 12, 1), support="daglig verksamhet LSS",
            )  # fmt: skip
            made = record(case, order, plan, verdict)
            store.save(
                CaseResult(row, "k", AS_OF, "r", (order, plan), (Reading.of(order), Reading.of(plan)), made), run
            )
        store.end_run(run, len(cases), 0, 0)
        for user in USERS:
            People(store).add(user, PASSWORD)


CASES = {
    "N-1": ("Norr", WORKER, "none"),
    "N-2": ("Norr", "annan@kommun.example", "partial"),
    "N-3": ("Norr", WORKER, "partial"),
    "N-4": ("Norr", "annan@kommun.example", "none"),
    "N-5": ("Norr", "annan@kommun.example", "partial"),
    "S-1": ("Syd", "tredje@kommun.example", "none"),
}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled folder, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("filled") / "all"
    folder.mkdir()
    fill(Place(folder / "aktsam.db", folder / "akter"), CASES)
    return folder


def copy(filled: Path, to: Path) -> Place:
    shutil.copytree(filled, to)
    return Place(to / "aktsam.db", to / "akter")


@pytest.fixture
def place(filled: Path, tmp_path: Path) -> Place:
    return copy(filled, tmp_path / "site")


@pytest.fixture
def clock() -> list[dt.datetime]:
    """The time of the site, to be moved on by a test."""
    return [dt.datetime(2023, 10, 16, 7, 0, tzinfo=dt.UTC)]


@pytest.fixture
def site(place: Place, clock: list[dt.datetime]) -> Iterator[Site]:
    made = Site(place.store, place.folder, secure=False, clock=lambda: clock[0])
    yield made
    made.close()


class Client(TestClient):
    """A client that is logged in and sends the token with every form."""

    csrf = ""

    def post_form(self, path: str, **form: Any) -> Any:
        return self.post(path, data={"csrf": self.csrf, **form}, follow_redirects=False)


Login = Callable[[str], Client]


@pytest.fixture
def log_in(site: Site) -> Iterator[Login]:
    app, made = create_app(site), []

    def enter(name: str) -> Client:
        client = Client(app, base_url="http://testserver")
        made.append(client)
        client.post("/logga-in", data={"name": name, "password": PASSWORD}, follow_redirects=False)
        page = client.get("/hjalp").text
        if 'name="csrf" value="' in page:
            client.csrf = page.split('name="csrf" value="')[1].split('"')[0]
        return client

    yield enter
    for client in made:
        client.close()


@dataclass
class Running:
    """A site that a browser can reach."""

    base: str
    place: Place


@pytest.fixture
def running(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = copy(filled, tmp_path_factory.mktemp("running") / "site")
    site = Site(place.store, place.folder, secure=False)
    with place.open() as store:
        refresh(store, site.clock())
    server = uvicorn.Server(uvicorn.Config(create_app(site), port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Running(f"http://127.0.0.1:{port}", place)
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        made = play.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


def enter(page: Page, base: str, name: str, goal: str = "") -> None:
    """Logs in through the form."""
    page.goto(base + (goal or "/logga-in"))
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_load_state()
