"""How fast pages come with 5,000 cases in the store: the 95th percentile of queue, case and page views.

    make demo
    .venv/bin/python -m benchmarks.web demo/aktsam.db annotations/cases

The cases are grown from the demo cases: copies under new numbers, spread over twenty districts. A bounded load: a few
users on the loopback, each asking for the next page when the last has come. Exit code 1 above the goal.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

from outputs.store import Store
from outputs.store.people import People, Role, User

GOAL, PASSWORD = 0.3, "lösenord för mätning"
DISTRICTS = [f"Stadsdel {n:02}" for n in range(20)]
CASE_TABLES = ("reviews", "documents", "elements", "flags")


def grow(path: Path, cases: int) -> None:
    """Copies of the store's cases until there are `cases` of them; documents with their search index."""
    with Store(path) as store:
        known = [r["case"] for r in store.db.query('select "case" from cases order by 1')]
        columns = {t: [c.name for c in store.db.table(t).columns if c.name != "id"] for t in ("cases", *CASE_TABLES)}
        columns["reviews"].remove("confidence") if "confidence" in columns["reviews"] else None
        with store.writing() as db:
            for n in range(len(known), cases):
                source, number = known[n % len(known)], f"M-{n:05}"
                for table in ("cases", *CASE_TABLES):
                    for row in list(db.query(f'select * from {table} where "case" = ?', [source])):  # noqa: S608
                        kept = {k: row[k] for k in columns[table]} | {"case": number}
                        db.table(table).insert(kept | ({"district": DISTRICTS[n % 20]} if table == "cases" else {}))
        people = People(store)
        districts = frozenset(r["district"] for r in store.db.query("select distinct district from cases"))
        for n in range(8):
            people.add(User(f"u{n}", f"Användare {n}", Role.INSPECTOR, districts), PASSWORD)


def ask(base: str, user: str, paths: list[tuple[str, str]], took: dict[str, list[float]], lock: threading.Lock) -> None:
    """One user: page after page."""
    with httpx.Client(base_url=base, timeout=60) as client:
        client.post("/logga-in", data={"name": user, "password": PASSWORD})
        for kind, path in paths:
            start = time.perf_counter()
            answer = client.get(path)
            seconds = time.perf_counter() - start
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")
            with lock:
                took[kind].append(seconds)


def addresses(path: Path, count: int, seed: int) -> list[tuple[str, str]]:
    """What one user asks for: a third each of queue (filtered now and then), case, page."""
    chance = random.Random(seed)
    with Store(path) as store:
        query = 'select "case", substr(sha256, 1, 16) as mark from documents order by random() limit ?'
        found = list(store.db.query(query, [count]))
    out: list[tuple[str, str]] = []
    for row in found:
        asked = chance.choice(("", f"district={chance.choice(DISTRICTS)}", "severity=high", "check=freda_missing"))
        out += [("kö", f"/ko?{asked}"), ("ärende", f"/arende/{row['case']}")]
        out += [("sida", f"/arende/{row['case']}/dokument/{row['mark']}?sida=1&fran=5&till=40")]
    return out


def main() -> int:
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("store", type=Path)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--cases", type=int, default=5000)
    parse.add_argument("--users", type=int, default=2)
    parse.add_argument("--views", type=int, default=60, help="of each kind and user")
    given = parse.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "aktsam.db"
        shutil.copy(given.store, path)
        grow(path, given.cases)
        print(f"{given.cases} ärenden, {path.stat().st_size / 1e6:.0f} MB, {given.users} användare", flush=True)
        port = 8437
        code = (
            f"from pathlib import Path; from flows.commands.serve import serve; "
            f"serve(Path({str(given.folder)!r}), Path({str(path)!r}), '127.0.0.1', {port}, '', '', '')"
        )
        root = str(Path(__file__).parent.parent)
        server = subprocess.Popen(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": root}, stdout=subprocess.DEVNULL
        )
        base, took, lock = (
            f"http://127.0.0.1:{port}",
            dict[str, list[float]](kö=[], ärende=[], sida=[]),
            threading.Lock(),
        )
        try:
            for _ in range(300):
                try:
                    httpx.get(base + "/logga-in")
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            threads = [
                threading.Thread(target=ask, args=(base, f"u{n}", addresses(path, given.views, n), took, lock))
                for n in range(given.users)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            server.terminate()
            server.wait(20)
    slow = 0
    for kind, seconds in took.items():
        p50, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[18]
        slow += p95 >= GOAL or len(seconds) < given.users * given.views
        print(f"{kind:8} {len(seconds):4} visningar  p50 {p50:.3f} s  p95 {p95:.3f} s  mål under {GOAL} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
