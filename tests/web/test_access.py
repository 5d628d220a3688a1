"""Who may see what: every route x role x own, other and unknown case, held against a table written by hand."""

import datetime as dt
import hashlib

import pytest
from starlette.testclient import TestClient
from web_place import Client, Login, Place

from outputs.store import Store
from outputs.store.people import Role, User
from outputs.store.samples import Draft, Member, Part, create
from outputs.warnings.rule import refresh
from outputs.web.app import create_app
from outputs.web.gate import ROUTES, Route
from outputs.web.site import Site

NAMES = {"I": "inga", "K": "kim", "H": "karin", "A": "alex"}
# I inspector, K developer, H caseworker, A administrator
MATRIX = {
    "GET /": "IKHA", "GET /hjalp": "IKHA", "POST /logga-ut": "IKHA",
    "GET /ko": "IK", "POST /ko/flera": "IK", "POST /ko/flera/spara": "IK", "POST /ko/flera/angra": "IK",
    "POST /vyer": "IK", "POST /vyer/{view}/ta-bort": "IK", "GET /sok": "IK", "GET /arenden": "IKH",
    "GET /arende/{case}": "IKH", "POST /arende/{case}/ta": "IK", "POST /arende/{case}/lamna": "IK",
    "POST /flagga/{flag}/svar": "IK", "POST /flagga/{flag}/angra": "IK",
    "GET /arende/{case}/dokument/{document}": "IKH", "GET /arende/{case}/dokument/{document}/bild/{page}": "IKH",
    "GET /arende/{case}/overensstammelse": "IKH", "GET /arende/{case}/kopiering": "IKH",
    "POST /arende/{case}/ratta": "IK", "POST /arende/{case}/ratta/{correction}/angra": "IK",
    "GET /varningar": "IKH", "GET /varningar/{warning}": "IKH", "POST /varningar/{warning}/utkast": "H",
    "GET /varningar/{warning}/utkast.docx": "H", "POST /varningar/{warning}/lage": "H",
    "POST /varningar/{warning}/ifragasatt": "H", "POST /varningar/{warning}/svar": "K", "POST /brev": "H",
    "GET /bestallning": "IKH", "POST /bestallning": "IKH", "GET /oversikt": "IK", "GET /drift": "IKA",
    "GET /urval": "IK", "GET /urval/nytt": "IK", "POST /urval": "IK", "GET /urval/{sample}": "IK",
    "POST /urval/{sample}/dra-om": "IK", "POST /urval/{sample}/las": "IK", "POST /urval/{sample}/avsluta": "IK",
    "GET /urval/{sample}/avvikelser": "IK", "GET /urval/{sample}/arende/{case}": "IK",
    "POST /urval/{sample}/arende/{case}/svar": "IK", "POST /urval/{sample}/arende/{case}/byt": "IK",
    "GET /tabeller": "IK", "GET /tabeller/{table}/{row}/{column}": "IK",
    "GET /anvandare": "A", "POST /anvandare": "A", "POST /anvandare/stang": "A", "GET /atkomstlogg": "A",
}  # fmt: skip
OPEN = {"GET /logga-in", "POST /logga-in", "GET /logga-in/kommun", "GET /logga-in/kommun/svar"}
FORMS = {"/flagga/{flag}/svar": {"answer": "confirmed", "seen": "0"}, "/bestallning": {"text": ""}}


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def path_of(route: Route, place: Place, case: str) -> str:
    """The route's address for a case; ids of nothing for an unknown one."""
    with place.open() as store:
        flag = next((r["id"] for r in store.db.query('select id from flags where "case" = ?', [case])), 999_999)
        warning = next((r["id"] for r in store.db.query('select id from warnings where "case" = ?', [case])), "x" * 22)
        query = "select sha256 from documents where \"case\" = ? and file = 'plan.pdf'"
        mark = next((r["sha256"][:16] for r in store.db.query(query, [case])), "0" * 16)
    values = {"case": case, "flag": flag, "warning": warning, "document": mark, "page": 1, "view": 1, "correction": 1}
    return route.path.format(**values, sample=1, table="freda", row="missing", column="total")


def sampled(store: Store, *cases: tuple[str, str]) -> int:
    """A drawn sample with these cases, by number and district."""
    districts = sorted({district for _, district in cases})
    rule = {
        "decided_from": "2023-01-01", "decided_to": "2023-12-31", "districts": districts,
        "support": "", "work": "", "outcome": "",
    }  # fmt: skip
    members = [Member(case, district, "kvinna", 1, Part.DRAWN) for case, district in cases]
    everyone = User("alla", "Alla", Role.DEVELOPER, frozenset(districts))
    eligible = [(district, "kvinna", 1) for district in districts]
    return create(store, everyone, Draft("Prov", rule, "1", 1), members, eligible, dt.datetime.now(dt.UTC))


def test_every_route_stands_in_the_table() -> None:
    assert {name_of(r) for r in ROUTES} == MATRIX.keys() | OPEN
    assert all(r.roles is None for r in ROUTES if name_of(r) in OPEN)


@pytest.mark.parametrize("letter", NAMES)
def test_a_role_sees_what_it_may_and_nothing_else(letter: str, log_in: Login, place: Place) -> None:
    with place.open() as store:
        refresh(store, dt.datetime(2023, 10, 16, 6, 0, tzinfo=dt.UTC))
        sampled(store, ("N-1", "Norr"), ("S-1", "Syd"))
    client: Client = log_in(NAMES[letter])
    tried = 0
    for route in ROUTES:
        if name_of(route) in OPEN or route.path == "/logga-ut":
            continue
        for case, own in (("N-1", True), ("S-1", False), ("finns-inte", False)):
            path = path_of(route, place, case)
            form = FORMS.get(route.path, {})
            answer = (
                client.get(path, follow_redirects=False) if route.method == "GET" else client.post_form(path, **form)
            )
            if letter not in MATRIX[name_of(route)]:
                assert answer.status_code == 403, f"{letter} {name_of(route)} {case}"
            elif route.of_case and not own:
                assert answer.status_code == 404, f"{letter} {name_of(route)} {case}"
            elif "{view}" in route.path or "{correction}" in route.path or route.method == "POST":
                assert answer.status_code in (200, 303, 400), f"{letter} {name_of(route)} {case}"
            else:
                assert answer.status_code in (200, 303), f"{letter} {name_of(route)} {case}"
            tried += 1
            if not route.of_case:
                break
    assert tried > 50


def test_foreign_and_unknown_cases_answer_alike(log_in: Login) -> None:
    client = log_in("inga")

    def told(case: str) -> str:
        answer = client.get(f"/arende/{case}")
        body = answer.text.replace(case, "?")
        return hashlib.sha256(f"{answer.status_code}{sorted(answer.headers)}{body}".encode()).hexdigest()

    assert told("S-1") == told("S-9") == told("x" * 300)


def test_without_login_nothing_is_shown(site: Site, place: Place) -> None:
    with TestClient(create_app(site)) as client:
        for route in ROUTES:
            if name_of(route) in OPEN:
                continue
            path = path_of(route, place, "N-1")
            answer = client.request(route.method, path, follow_redirects=False)
            assert answer.status_code in (303, 401), path
            assert "Berit" not in answer.text
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/logga-in")


def test_a_caseworker_sees_only_her_own_cases_also_in_her_district(log_in: Login) -> None:
    client = log_in("karin")
    assert client.get("/arende/N-3").status_code == 200
    assert client.get("/arende/N-2").status_code == 404  # same district, another's case
    listed = client.get("/arenden").text
    assert "N-1" in listed
    assert "N-2" not in listed


def test_rights_that_are_taken_away_end_at_once(log_in: Login) -> None:
    inspector, admin = log_in("inga"), log_in("alex")
    assert inspector.get("/arende/N-1").status_code == 200
    admin.post_form("/anvandare/stang", name="inga")
    assert inspector.get("/arende/N-1", follow_redirects=False).status_code == 303


def test_search_of_text_is_not_for_casework_and_stays_in_the_district(log_in: Login) -> None:
    assert log_in("karin").get("/sok?q=promenad").status_code == 403
    found = log_in("inga").get("/sok?q=promenad").text
    assert "N-1" in found
    assert "S-1" not in found


def test_roles_cover_all_of_the_system() -> None:
    assert len(NAMES) == len(Role)
