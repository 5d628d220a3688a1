"""Answers to flags: history, undo, many at once, two people on one case, a locked store, a killed server."""

import contextlib
import datetime as dt
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from web_place import AS_OF, PASSWORD, Client, Login, Place

from nlp.types import CaseRow
from outputs.store import CaseResult, Store
from outputs.store import store as store_module
from outputs.store.access_log import first_broken

ROOT = Path(__file__).parents[2]


def flags(place: Place, case: str = "N-1") -> dict[str, int]:
    with place.open() as store:
        return {r["code"]: r["id"] for r in store.db.query('select code, id from flags where "case" = ?', [case])}


def state(place: Place, flag: int) -> str:
    with place.open() as store:
        return str(next(iter(store.db.query("select state from flags where id = ?", [flag])))["state"])


def answers(place: Place, flag: int) -> list[str]:
    with place.open() as store:
        rows = store.db.query("select answer from verdicts where flag = ? order by id", [flag])
        return [r["answer"] for r in rows]


def test_a_dismissal_needs_a_reason_and_keeps_the_note(log_in: Login, place: Place) -> None:
    client, flag = log_in("inga"), flags(place)["freda_missing"]
    lacking = client.post_form(f"/flagga/{flag}/svar", answer="dismissed", note="Står i journalen", seen="0")
    assert lacking.status_code == 400
    assert "Välj ett skäl" in lacking.text
    assert "Står i journalen" in lacking.text  # nothing typed is lost
    client.post_form(
        f"/flagga/{flag}/svar", answer="dismissed", reason="stands_elsewhere", note="Står i journalen", seen="0"
    )
    page = client.get("/arende/N-1").text
    assert "uppgiften finns på annan plats i akten" in page
    assert "Står i journalen" in page
    client.post_form(f"/flagga/{flag}/angra")
    assert state(place, flag) == "new"
    assert answers(place, flag) == ["dismissed", "undone"]  # nothing is deleted


def test_after_the_last_flag_comes_the_next_case_of_the_view(log_in: Login, place: Place) -> None:
    client, asked = log_in("inga"), "district=Norr"
    first = client.get(f"/ko?{asked}").text.split('data-open href="/arende/')[1][:3]
    answer = None
    for flag in flags(place, first).values():
        answer = client.post_form(f"/flagga/{flag}/svar", answer="confirmed", seen="0", at=asked)
    assert answer is not None
    following = answer.headers["location"]
    assert following.startswith("/arende/N-")
    assert not following.startswith(f"/arende/{first}?")
    assert "ko=district" in following


def test_postponed_comes_back_on_its_day(log_in: Login, place: Place, clock: list[dt.datetime]) -> None:
    client, flag = log_in("inga"), flags(place)["freda_missing"]
    client.post_form(f"/flagga/{flag}/svar", answer="postponed", until="2023-10-18", seen="0")
    assert "FREDA" not in client.get("/ko?check=freda_missing&district=Norr").text.split("N-2")[0].split("<tbody")[-1]
    clock[0] += dt.timedelta(days=2)
    assert 'value="N-1"' in log_in("inga").get("/ko?check=freda_missing").text


def test_a_second_reviewer_hears_of_the_first_before_anything_is_saved(log_in: Login, place: Place) -> None:
    inga, ivar, flag = log_in("inga"), log_in("ivar"), flags(place)["freda_missing"]
    inga.post_form(f"/flagga/{flag}/svar", answer="confirmed", seen="0")
    late = {"answer": "dismissed", "reason": "read_wrongly", "note": "Fel fil", "seen": "0"}
    told = ivar.post_form(f"/flagga/{flag}/svar", **late)
    assert told.status_code == 409
    assert "inga har svarat: bekräftad" in told.text
    assert "Fel fil" in told.text
    assert answers(place, flag) == ["confirmed"]
    ivar.post_form(f"/flagga/{flag}/svar", **late, override="1")
    assert answers(place, flag) == ["confirmed", "dismissed"]


def test_a_claimed_case_is_one_persons_until_it_expires(log_in: Login, place: Place, clock: list[dt.datetime]) -> None:
    inga, ivar, flag = log_in("inga"), log_in("ivar"), flags(place)["freda_missing"]
    inga.post_form("/arende/N-1/ta")
    assert "sagt=not_taken" in ivar.post_form("/arende/N-1/ta").headers["location"]
    assert ivar.post_form(f"/flagga/{flag}/svar", answer="confirmed", seen="0").status_code == 409
    clock[0] += dt.timedelta(minutes=61)
    assert "sagt=taken" in log_in("ivar").post_form("/arende/N-1/ta").headers["location"]


def test_many_at_once_are_shown_first_and_undone_together(log_in: Login, place: Place) -> None:
    client = log_in("inga")
    shown = client.post_form("/ko/flera", do="dismissed", case=["N-1", "N-2"], at="")
    assert "Inget är sparat" in shown.text
    chosen = {"do": "dismissed", "case": ["N-1", "N-2"], "check": "freda_missing", "at": ""}
    saved = client.post_form("/ko/flera/spara", **chosen, reason="not_relevant")
    batch = saved.headers["location"].split("omgang=")[1].split("&")[0]
    both = [flags(place, c)["freda_missing"] for c in ("N-1", "N-2")]
    assert [state(place, f) for f in both] == ["dismissed", "dismissed"]
    log_in("ivar").post_form("/ko/flera/angra", batch=batch, at="")  # another's batch stays
    assert state(place, both[0]) == "dismissed"
    client.post_form("/ko/flera/angra", batch=batch, at="")
    assert [state(place, f) for f in both] == ["new", "new"]


def test_a_batch_never_reaches_another_district(log_in: Login, place: Place) -> None:
    chosen = {"do": "confirmed", "case": ["S-1", "N-1"], "check": "freda_missing", "at": ""}
    log_in("inga").post_form("/ko/flera/spara", **chosen)
    assert state(place, flags(place, "S-1")["freda_missing"]) == "new"
    assert state(place, flags(place, "N-1")["freda_missing"]) == "confirmed"


def test_the_same_evidence_keeps_its_verdict_after_a_new_run(log_in: Login, place: Place) -> None:
    client, flag = log_in("inga"), flags(place)["plan_does_not_conform"]
    client.post_form(f"/flagga/{flag}/svar", answer="dismissed", reason="read_wrongly", seen="0")
    with place.open() as store:
        record = store.record("N-1")
        assert record
        row = CaseRow("N-1", district="Norr")
        store.save(CaseResult(row, "k2", AS_OF, record=record), store.start_run(AS_OF, "v2", 1))
    assert flags(place)["plan_does_not_conform"] == flag
    assert state(place, flag) == "dismissed"


def test_a_view_can_be_saved_and_opened_again(log_in: Login) -> None:
    client = log_in("inga")
    client.post_form("/vyer", at="severity=high&district=Norr", name="Hög i Norr")
    assert '<a href="/ko?district=Norr&amp;severity=high">Hög i Norr</a>' in client.get("/ko").text
    assert "Hög i Norr" not in log_in("ivar").get("/ko").text


def test_a_correction_says_who_and_when_and_can_be_undone(log_in: Login, place: Place) -> None:
    client, path = log_in("kim"), "/arende/N-1/overensstammelse"
    client.post_form("/arende/N-1/ratta", what="link", order="M1", plan="P1", relation="same")
    assert "av kim 2023-10-16" in client.get(path).text
    with place.open() as store:
        (row,) = store.db.query("select * from corrections")
    assert row["label"] == '{"order": "M1", "plan": ["P1"], "relation": "same"}'
    client.post_form(f"/arende/N-1/ratta/{row['id']}/angra")
    assert "av kim" not in client.get(path).text
    with place.open() as store:
        assert store.db.table("corrections").count == 1  # nothing deleted
    assert client.post_form("/arende/N-1/ratta", what="link", order="Z9", relation="same").status_code == 400


def test_a_locked_store_shows_nothing_and_hands_back_what_was_typed(
    log_in: Login, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.2)
    client, flag = log_in("inga"), flags(place)["freda_missing"]
    lock = sqlite3.connect(place.store)
    lock.execute("begin immediate")
    view = client.get("/arende/N-1")
    assert view.status_code == 503
    assert "Verkstan" not in view.text  # no log row, no view
    told = client.post_form(f"/flagga/{flag}/svar", answer="confirmed", note="Mina egna ord", seen="0")
    assert told.status_code == 503
    assert "låst" in told.text
    assert "Mina egna ord" in told.text
    lock.rollback()
    lock.close()
    assert (
        client.post_form(f"/flagga/{flag}/svar", answer="confirmed", note="Mina egna ord", seen="0").status_code == 303
    )
    assert answers(place, flag) == ["confirmed"]


def wait_for(port: int) -> None:
    """Until something listens on the port."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise TimeoutError


def test_a_server_killed_in_mid_decision_leaves_all_or_nothing(place: Place) -> None:
    flag = flags(place)["freda_missing"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"""
from pathlib import Path
from flows.commands.serve import serve
serve(None, Path({str(place.store)!r}), "127.0.0.1", {port}, "", "", "")
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, env=environment)
    base = f"http://127.0.0.1:{port}"
    wait_for(port)
    with httpx.Client(base_url=base) as client:
        client.post("/logga-in", data={"name": "inga", "password": PASSWORD})
        csrf = client.get("/hjalp").text.split('name="csrf" value="')[1].split('"')[0]
        lock = sqlite3.connect(place.store)
        lock.execute("begin immediate")  # the decision waits here, and the server is killed
        form = {"csrf": csrf, "answer": "confirmed", "seen": "0"}
        with pytest.raises(httpx.ReadTimeout):
            client.post(f"/flagga/{flag}/svar", data=form, timeout=1.0)
        server.send_signal(signal.SIGKILL)
        server.wait(10)
        lock.rollback()
        lock.close()
    with place.open() as store:
        assert next(iter(store.db.query("pragma integrity_check")))["integrity_check"] == "ok"
        assert first_broken(store) is None
    assert (state(place, flag), answers(place, flag)) in (("new", []), ("confirmed", ["confirmed"]))


def test_concurrent_decisions_are_all_kept(log_in: Login, place: Place) -> None:
    """Eight at once from two people: one answer stands first, the rest are told, the log's chain holds."""
    flag, clients = flags(place)["freda_missing"], [log_in("inga"), log_in("ivar")]

    def answer(n: int) -> int:
        client: Client = clients[n % 2]
        return int(client.post_form(f"/flagga/{flag}/svar", answer="confirmed", seen="0").status_code)

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(answer, range(8)))
    assert sorted(told) == [303] + [409] * 7
    with Store(place.store) as store:
        assert first_broken(store) is None
