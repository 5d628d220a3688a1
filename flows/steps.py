"""The steps of the batch flows as plain functions: each does its work on a place and tells what it did.

No Prefect here: the command line and the flows run the same steps.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flows.copies import find_copies
from flows.ingest import ingest
from flows.lock import one_writer
from flows.places import Place
from flows.quality import Measured, evaluate, retrain
from flows.retention import Fate, Outcome, retain
from flows.statistics import save_statistics
from flows.told import Listing, Told, site, spaced
from flows.warn import warn_caseworkers
from nlp.version import review_version
from outputs.data import load
from outputs.store import Store
from outputs.store.manifest import Arrival, due, mark_reviewed
from outputs.store.runs import RunFacts, latest_run
from outputs.warnings.mail import Server

Progress = Callable[[int, int, int], None]
SHOWN = 50
"""Rows of a listing that a report shows."""
ARRIVALS = {
    Arrival.NEW: "Nya filer",
    Arrival.CHANGED: "Ändrade filer",
    Arrival.MOVED: "Flyttade filer",
    Arrival.REMOVED: "Borttagna filer",
}


def ingest_step(place: Place) -> Told:
    """Looks at the case folders."""
    found = ingest(place.folder, place.store, review_version(), place.case_list)
    taken, waits = found.taken, found.due
    counts = {"Filer": taken.files, **{words: taken.arrived[a] for a, words in ARRIVALS.items()}}
    counts |= {"Filer med samma innehåll som en annan": taken.copies, "Ärenden att granska": len(waits.cases)}
    listed = (
        ("Väntar på en fil som inte är färdigskriven eller inte kan öppnas", waits.waiting),
        ("Mappen kan inte öppnas", found.unreadable),
        ("Gallrade i Aktsam men kvar i mappen", waits.erased),
    )
    return Told(
        "Inläsning",
        f"{spaced(taken.files)} filer i mapparna, {spaced(len(waits.cases))} ärenden att granska.",
        counts,
        tuple(Listing(title, ("Ärende",), tuple((c,) for c in cases[:SHOWN])) for title, cases in listed),
    )


def review_step(place: Place, day: dt.date, *, everything: bool = False, progress: Progress | None = None) -> Told:
    """Reviews the cases whose files, row, rules or models have changed; with `everything`, all of them."""
    from flows.review import Request, review_folder  # Prefect takes seconds to import: only this step needs it

    began = time.monotonic()
    with one_writer(place.store), Store(place.store) as store:
        todo = due(store, review_version(), everything)
        request = Request(place.folder, place.store, day, place.case_list, only=frozenset(todo.cases))
        summary = review_folder(request, progress)
        mark_reviewed(store, todo.cases)
        facts = latest_run(store)
    seconds = time.monotonic() - began
    counts = {
        "Granskade ärenden": summary.reviewed, "Oförändrade": summary.unchanged, "Misslyckade": summary.failed,
        "Lästa dokument": facts.documents, "Lästa sidor": facts.pages, "Sekunder": round(seconds),
        "Väntar på en fil": len(todo.waiting),
    }  # fmt: skip
    rate = f", {facts.documents / seconds:.1f} dokument i sekunden".replace(".", ",") if facts.documents else ""
    return Told(
        "Granskning",
        f"{spaced(summary.reviewed)} ärenden granskade på {_clock(seconds)}{rate}; {summary.failed} misslyckade.",
        counts,
        _reviewed(facts),
        (("Granskningskön", "/ko"), ("Drift", "/drift")),
        tuple(facts.failed),
    )


def _reviewed(facts: RunFacts) -> tuple[Listing, ...]:
    reasons = Counter(_reason(message) for message in facts.failed.values())
    unread = load("flows")["unread"]
    flags = [(f"[{f.label}]({site()}/ko?check={f.code})", f.flags, f.new) for f in facts.flags]
    return (
        Listing("Misslyckade efter orsak", ("Orsak", "Ärenden"), tuple(reasons.most_common())),
        Listing(
            "Dokument som inte kunde läsas", ("Orsak", "Dokument"),
            tuple((unread.get(status, status), n) for status, n in facts.unread.items()),
        ),
        Listing("Öppna flaggor efter slag", ("Flagga", "Öppna", "Nya i körningen"), tuple(flags)),
    )  # fmt: skip


def _reason(message: str) -> str:
    """Why a case failed, in words of our own: a message may name a file."""
    return next((r["label"] for r in load("flows")["reason"] if r["has"] in message), "Annan orsak")


def _clock(seconds: float) -> str:
    whole = round(seconds)
    parts = ((whole // 3600, "h"), (whole % 3600 // 60, "min"), (whole % 60, "s"))
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 s"


def copies_step(place: Place) -> Told:
    """Compares all investigations with each other."""
    found = find_copies(place.store)
    pairs = tuple(
        (_case(p.case, "/kopiering"), _case(p.other_case, "/kopiering"), f"{round(100 * p.alike)} %")
        for p in found.pairs[:SHOWN]
    )
    cases = {c for p in found.pairs for c in (p.case, p.other_case)}
    many = f"{spaced(len(found.pairs))} ställen" if found.pairs else "inget ställe"
    return Told(
        "Kopior",
        f"{spaced(found.investigations)} utredningar jämförda, {many} är lika en annan persons.",
        {"Utredningar": found.investigations, "Lika ställen": len(found.pairs), "Ärenden med lika ställen": len(cases)},
        (Listing("De mest lika", ("Ärende", "Annat ärende", "Likhet"), pairs),),
    )


def _case(case: str, page: str = "") -> str:
    return f"[{case}]({site()}/arende/{case}{page})"


def warn_step(place: Place) -> Told:
    """Writes and sends warnings."""
    done = warn_caseworkers(place.store, site(), server())
    counts = {"Nya varningar": done.warnings, "Nya brev": done.mails, "Skickade": done.sent, "Kvar": done.left}
    sentence = f"{done.warnings} nya varningar, {done.mails} nya brev, {done.sent} skickade."
    return Told("Varningar", sentence, counts, links=(("Varningar", "/varningar"),))


def server() -> Server | None:
    """The mail server of the environment (`AKTSAM_SMTP` ...); None if none is set."""
    env = os.environ
    if not (host := env.get("AKTSAM_SMTP")):
        return None
    return Server(
        host, int(env.get("AKTSAM_SMTP_PORT", "25")), env.get("AKTSAM_SMTP_FROM", "aktsam@localhost"),
        env.get("AKTSAM_SMTP_TLS", "none"), env.get("AKTSAM_SMTP_USER", ""), env.get("AKTSAM_SMTP_PASSWORD", ""),
    )  # fmt: skip


def statistics_step(place: Place, day: dt.date) -> Told:
    """Keeps the audit's figures of the day."""
    done = save_statistics(place.store, day)
    since = f" Föregående: {done.since}." if done.since else ""
    shown = tuple(
        (line.label, f"{line.percent} %", "–" if line.before is None else f"{line.before} %", line.count, line.total)
        for line in done.lines
        if line.total >= 5 and not 0 < line.count < 5
    )
    return Told(
        "Statistik",
        f"{spaced(done.figures)} tal sparade för {done.day}, över {spaced(done.cases)} ärenden.{since}",
        {"Ärenden": done.cases, "Utelämnade": done.left_out, "Tal": done.figures},
        (Listing("Alla ärenden", ("Fråga", "Andel", "Förra", "Antal", "Av"), shown),),
        (("Tabeller", "/tabeller"),),
    )


def retention_step(path: Path, day: dt.date, *, delete: bool = False, user: str = "gallring") -> Told:
    """Says which cases are to be deleted on a day; deletes them only if told to."""
    if delete:
        with one_writer(path):
            done = retain(path, day, delete=True, user=user)
    else:
        done = retain(path, day)
    due_now, kept, by_hand = (done.of(o) for o in (Outcome.DUE, Outcome.KEPT, Outcome.BY_HAND))
    counts = {
        "Att gallra": len(due_now), "Gallrade nu": len(done.proofs), "Bevaras": len(kept),
        "Ska bedömas av en person": len(by_hand), "Inte aktuella än": done.waiting,
    }  # fmt: skip
    did = f"{len(done.proofs)} ärenden gallrade" if delete else f"Torrkörning, inget raderat: {len(due_now)} att gallra"
    columns = ("Ärende", "Sista anteckning", "Regel", "Gallras från", "Senast", "Varför")
    return Told(
        "Gallring",
        f"{did}, {len(kept)} bevaras, {len(by_hand)} ska bedömas av en person.",
        counts,
        tuple(
            Listing(title, columns, tuple(_fate(f) for f in fates))
            for title, fates in (("Att gallra", due_now), ("Bevaras", kept), ("Ska bedömas", by_hand))
        ),
    )


def _fate(fate: Fate) -> tuple[str, ...]:
    days = [d.isoformat() if d else "okänd" for d in (fate.last_note, fate.begins, fate.latest)]
    return fate.case, days[0], fate.rule or "–", days[1], days[2], fate.why or "–"


def evaluate_step() -> Told:
    """Measures the models on the labelled cases."""
    done = evaluate()
    state = "Alla golv nås" if not done.missed else f"{len(done.missed)} värden ligger under golvet"
    return Told(
        "Utvärdering",
        f"{state}.",
        {"Värden": sum(len(v) for v in done.result.values() if isinstance(v, dict)), "Under golvet": len(done.missed)},
        (Listing("Under golvet", ("Värde",), tuple((m,) for m in done.missed)), _scores(done)),
    )


def _scores(measured: Measured, beside: Measured | None = None) -> Listing:
    """The measures of each line, beside those of another model."""
    rows = []
    for name, measures in measured.result.items():
        for measure, value in measures.items() if isinstance(measures, dict) else ():
            if isinstance(value, float):
                other = (f"{beside.result[name][measure]:.3f}",) if beside else ()
                rows.append((f"{name}, {measure}", f"{value:.3f}", *other))
    return Listing("Mätvärden", ("Mått", "Värde", *(("Nuvarande",) if beside else ())), tuple(rows))


def retrain_step(what: str, out: Path, data: Path | None = None, seed: int | None = None) -> Told:
    """Trains a candidate into a new folder and measures it beside the shipped model. Replaces nothing."""
    done = retrain(what, out, data, seed)
    word = "får ersätta" if done.may_replace else "får inte ersätta"
    return Told(
        "Omträning",
        f"Den nya modellen {what} {word} den nuvarande: {len(done.candidate.missed)} värden under golvet. "
        "Inget är utbytt; en person flyttar mappen.",
        {"Under golvet, ny": len(done.candidate.missed), "Under golvet, nuvarande": len(done.shipped.missed)},
        (
            Listing("Under golvet", ("Värde",), tuple((m,) for m in done.candidate.missed)),
            _scores(done.candidate, done.shipped),
        ),
    )


def nightly_steps(place: Place, day: dt.date) -> dict[str, Callable[[], Told]]:
    """The steps of a night in order; each is worth doing if another has failed."""
    return {
        "ingest": lambda: ingest_step(place),
        "review": lambda: review_step(place, day),
        "copies": lambda: copies_step(place),
        "warn": lambda: warn_step(place),
        "statistics": lambda: statistics_step(place, day),
    }
