"""Sessions that end, forms from elsewhere, guessing of passwords, the log of views, headers, another login."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient
from web_place import PASSWORD, Login, Place

from outputs.store.access_log import first_broken
from outputs.web.app import create_app
from outputs.web.gate import ROUTES
from outputs.web.site import OpenId, Site


@pytest.mark.parametrize(("minutes", "inside"), [(14, True), (16, False)])
def test_a_session_ends_after_fifteen_idle_minutes(
    log_in: Login, clock: list[dt.datetime], minutes: int, inside: bool
) -> None:
    client = log_in("inga")
    clock[0] += dt.timedelta(minutes=minutes)
    assert (client.get("/ko", follow_redirects=False).status_code == 200) is inside


def test_a_session_ends_after_eight_hours_however_busy(log_in: Login, clock: list[dt.datetime]) -> None:
    client, start = log_in("inga"), clock[0]
    while clock[0] - start < dt.timedelta(hours=7, minutes=55):
        assert client.get("/hjalp", follow_redirects=False).status_code == 200
        clock[0] += dt.timedelta(minutes=10)
    clock[0] = start + dt.timedelta(hours=8, minutes=1)
    assert client.get("/hjalp", follow_redirects=False).status_code == 303


def test_logging_out_ends_the_session_in_the_store(log_in: Login) -> None:
    client = log_in("inga")
    token = client.cookies["aktsam"]
    client.post_form("/logga-ut")
    client.cookies.set("aktsam", token)
    assert client.get("/ko", follow_redirects=False).status_code == 303


def test_what_was_typed_is_handed_back_when_the_session_has_ended(log_in: Login, clock: list[dt.datetime]) -> None:
    client = log_in("inga")
    clock[0] += dt.timedelta(hours=1)
    told = client.post_form("/flagga/1/svar", answer="dismissed", note="En lång anteckning")
    assert told.status_code == 401
    assert "En lång anteckning" in told.text


@pytest.mark.parametrize("csrf", ["", "fel", None])
def test_a_form_without_its_token_is_refused(log_in: Login, csrf: str | None) -> None:
    form = {"name": "x", "at": ""} | ({} if csrf is None else {"csrf": csrf})
    assert log_in("inga").post("/vyer", data=form).status_code == 403


def test_a_form_from_another_site_is_refused(log_in: Login) -> None:
    client = log_in("inga")
    form = {"csrf": client.csrf, "name": "x", "at": ""}
    assert client.post("/vyer", data=form, headers={"Origin": "https://annan.example"}).status_code == 403


def test_guessing_is_slowed_and_tells_nothing(site: Site, clock: list[dt.datetime]) -> None:
    with TestClient(create_app(site)) as client:
        wrong = [client.post("/logga-in", data={"name": n, "password": "fel" * 5}) for n in ("inga", "finns inte")]
        assert [w.status_code for w in wrong] == [401, 401]
        assert wrong[0].text == wrong[1].text
        for _ in range(4):
            client.post("/logga-in", data={"name": "inga", "password": "fel" * 5})
        right = {"name": "inga", "password": PASSWORD}
        assert client.post("/logga-in", data=right).status_code == 429
        clock[0] += dt.timedelta(minutes=16)
        assert client.post("/logga-in", data=right, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("goal", ["//annan.example", "https://annan.example", "/\\annan.example", "ko"])
def test_login_sends_nobody_to_another_site(site: Site, goal: str) -> None:
    with TestClient(create_app(site)) as client:
        form = {"name": "inga", "password": PASSWORD, "next": goal}
        assert client.post("/logga-in", data=form, follow_redirects=False).headers["location"] == "/"


def test_every_view_leaves_a_row_and_changed_rows_are_found(log_in: Login, place: Place) -> None:
    client = log_in("inga")
    with place.open() as store:
        before = store.db.table("access_log").count
        client.get("/arende/N-1?namn=1")
        client.get("/sok?q=promenad")
        client.get("/arende/S-1")
        rows = [dict(r) for r in store.db.query("select * from access_log where id > ?", [before])]
        seen = [(r["user"], r["role"], r["action"], r["case"]) for r in rows]
        assert seen == [
            ("inga", "inspektör", "ärende", "N-1"), ("inga", "inspektör", "visa namn", "N-1"),
            ("inga", "inspektör", "sökning", ""), ("inga", "inspektör", "nekad: ärende", ""),
        ]  # fmt: skip
        assert "promenad" not in json.dumps(rows)  # what was searched for can be a name
        assert first_broken(store) is None
        store.db.execute("update access_log set user = 'ivar' where id = ?", [rows[1]["id"]])
        assert first_broken(store) == rows[1]["id"]


def test_names_are_initials_until_asked_for(log_in: Login) -> None:
    client = log_in("inga")
    for path in ("/ko", "/arende/N-1", "/arenden"):
        assert "Berit" not in client.get(path).text
        assert "Berit" in client.get(path + "?namn=1").text


def test_headers_are_strict_on_every_answer(log_in: Login) -> None:
    client = log_in("inga")
    for path in ("/ko", "/nej", "/logga-in", "/static/keys.js"):
        headers = client.get(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/ko").headers["cache-control"] == "no-store"


def test_a_file_outside_the_case_folder_is_never_shown(log_in: Login, place: Place) -> None:
    with place.open() as store:
        store.db.execute(
            "update documents set file = '../../aktsam.db.png' where \"case\" = 'N-1' and file = 'plan.pdf'"
        )
        store.db.conn.commit()
        mark = next(iter(store.db.query("select substr(sha256, 1, 16) m from documents where file like '..%'")))["m"]
    (place.store.parent / "aktsam.db.png").write_bytes(b"\x89PNG")
    assert log_in("inga").get(f"/arende/N-1/dokument/{mark}/bild/1").status_code == 404


def test_a_page_is_shown_as_a_picture(log_in: Login, place: Place) -> None:
    with place.open() as store:
        mark = next(iter(store.db.query("select substr(sha256, 1, 16) m from documents where file = 'plan.pdf'")))["m"]
    shown = log_in("inga").get(f"/arende/N-1/dokument/{mark}/bild/1")
    assert shown.headers["content-type"] == "image/png"
    assert shown.content.startswith(b"\x89PNG")


def test_routes_name_their_case_or_hold_none() -> None:
    """Every route that leads to a case is bound to it by the gate."""
    for route in ROUTES:
        assert route.of_case or not any(part in route.path for part in ("arende/", "flagga/", "varningar/"))


class Municipality(BaseHTTPRequestHandler):
    """A login server on the loopback: discovery, keys, one token."""

    key: ClassVar[Any] = RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256", "use": "sig"})
    claims: ClassVar[dict[str, Any]] = {}

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def answer(self, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[index]
        if self.path.endswith("openid-configuration"):
            places = {"authorization_endpoint": "/a", "token_endpoint": "/t", "jwks_uri": "/k"}
            self.answer({"issuer": base} | {k: base + v for k, v in places.items()})
        else:
            self.answer({"keys": [self.key.as_dict(private=False)]})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, self.claims, self.key)
        self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def municipality() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Municipality)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 303),
        ({"preferred_username": "okänd"}, 400),  # not a user here
        ({"nonce": "annan"}, 400),  # an answer to another question
        ({"aud": "annan"}, 400),  # meant for another site
        ({"exp": 1}, 400),  # run out
        ({"iss": "https://annan.example"}, 400),
    ],
)
def test_the_municipalitys_own_login_lets_in_users_only(
    place: Place, municipality: str, change: dict[str, Any], status: int
) -> None:
    site = Site(place.store, secure=False, openid=OpenId(municipality, "aktsam", "hemlig"))
    with TestClient(create_app(site)) as client:
        assert "kommunens inloggning" in client.get("/logga-in").text
        sent = client.get("/logga-in/kommun?vidare=/ko", follow_redirects=False)
        asked = {k: v[0] for k, v in parse_qs(urlsplit(sent.headers["location"]).query).items()}
        assert asked["code_challenge_method"] == "S256"
        Municipality.claims = {
            "iss": municipality, "aud": "aktsam", "nonce": asked["nonce"], "exp": 4_000_000_000,
            "preferred_username": "inga", **change,
        }  # fmt: skip
        answer = client.get(f"/logga-in/kommun/svar?code=c&state={asked['state']}", follow_redirects=False)
        assert answer.status_code == status
        assert (client.get("/ko", follow_redirects=False).status_code == 200) is (status == 303)
        if status == 303:
            assert answer.headers["location"] == "/ko"
            assert client.get("/logga-in/kommun/svar?code=c&state=annan").status_code == 400
