"""The Prefect flows around the steps: typed parameters (names of places, days, numbers), artifacts and events.

A place stands for its folder, list and store, so that no path, name or text is ever a parameter. What goes wrong is
told in words of our own: a message may name a file.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from prefect import State, flow
from prefect.states import Completed, Failed
from pydantic import Field

from flows import steps
from flows.artifacts import ProgressTold, publish
from flows.events import tell_done, tell_failed
from flows.faults import innermost
from flows.lock import Busy
from flows.places import place
from flows.quality import FOLDERS
from flows.told import Listing, Told
from nlp.errors import AktsamError, InputError, ModelError, SettingsError, StoreError

PlaceName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$", description="Platsens namn i places.toml")]
Day = Annotated[dt.date | None, Field(description="Dagen det ses från; tomt: i dag")]
MODELS_OUT = Path("candidates")
"""Where trained candidates are put, one folder each, beside the store."""
CAUSES: dict[type[AktsamError], str] = {
    Busy: "en annan körning pågår",
    InputError: "mappen eller listan kan inte användas",
    StoreError: "lagret kan inte användas",
    ModelError: "en modell saknas eller är skadad",
    SettingsError: "en inställning eller datafil är fel",
}


def run_step(key: str, work: Callable[[], Told]) -> State[Any]:
    """Does a step and tells of it, whether it goes well or not; the state that its flow ends in."""
    try:
        told = work()
    except AktsamError as e:
        cause = next(words for kind, words in CAUSES.items() if isinstance(e, kind))
    except Exception as e:  # its text may hold case text: only its kind and place are told
        cause = f"internt fel ({type(e).__name__}, {innermost(e)})"
    else:
        publish(key, told)
        tell_done(key, told)
        return Completed(message=told.sentence, data=told)
    tell_failed(key, cause)
    return Failed(message=f"{cause[:1].upper()}{cause[1:]}. Kör aktsam {key} i en terminal för hela meddelandet.")


@flow(name="ingest", flow_run_name="ingest-{place_name}")
def ingest(place_name: PlaceName = "akter") -> State[Any]:
    """Ser efter vad som är nytt, ändrat, flyttat eller borttaget i ärendemapparna."""
    return run_step("ingest", lambda: steps.ingest_step(place(place_name)))


@flow(name="review", flow_run_name="review-{place_name}")
def review(place_name: PlaceName = "akter", as_of: Day = None, everything: bool = False) -> State[Any]:
    """Granskar ärenden vars filer, rad i listan, regler eller modeller har ändrats."""
    progress = ProgressTold("review")
    return run_step(
        "review",
        lambda: steps.review_step(place(place_name), _day(as_of), everything=everything, progress=progress),
    )


@flow(name="copies", flow_run_name="copies-{place_name}")
def copies(place_name: PlaceName = "akter") -> State[Any]:
    """Jämför alla utredningar med varandra."""
    return run_step("copies", lambda: steps.copies_step(place(place_name)))


@flow(name="warn", flow_run_name="warn-{place_name}")
def warn(place_name: PlaceName = "akter") -> State[Any]:
    """Skriver varningar till handläggare och skickar breven."""
    return run_step("warn", lambda: steps.warn_step(place(place_name)))


@flow(name="statistics", flow_run_name="statistics-{place_name}")
def statistics(place_name: PlaceName = "akter", as_of: Day = None) -> State[Any]:
    """Sparar granskningens tal för dagen."""
    return run_step("statistics", lambda: steps.statistics_step(place(place_name), _day(as_of)))


@flow(name="retention", flow_run_name="retention-{place_name}")
def retention(place_name: PlaceName = "akter", delete: bool = False) -> State[Any]:
    """Visar vilka ärenden som ska gallras; raderar dem bara med delete."""
    return run_step(
        "retention",
        lambda: steps.retention_step(place(place_name).store, dt.date.today(), delete=delete, user="flödet"),
    )


@flow(name="evaluate", flow_run_name="evaluate")
def evaluate() -> State[Any]:
    """Mäter modellerna på de märkta ärendena mot golvet."""
    return run_step("evaluate", steps.evaluate_step)


@flow(name="retrain", flow_run_name="retrain-{model}")
def retrain(model: Literal["relation", "elements", "statements"] = "relation") -> State[Any]:
    """Tränar en ny modell i en egen mapp och mäter den bredvid den nuvarande. Byter aldrig ut något."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    return run_step("retrain", lambda: steps.retrain_step(model, MODELS_OUT / f"{FOLDERS[model]}-{stamp}"))


@flow(name="nightly", flow_run_name="nightly-{place_name}")
def nightly(place_name: PlaceName = "akter", as_of: Day = None) -> State[Any]:
    """Inläsning, granskning, kopior, varningar och statistik. Ett steg som misslyckas hindrar inte de andra."""
    runs: dict[str, Callable[[], State[Any]]] = {
        "Inläsning": lambda: ingest(place_name, return_state=True),
        "Granskning": lambda: review(place_name, as_of, return_state=True),
        "Kopior": lambda: copies(place_name, return_state=True),
        "Varningar": lambda: warn(place_name, return_state=True),
        "Statistik": lambda: statistics(place_name, as_of, return_state=True),
    }
    rows, failed = [], []
    for name, run in runs.items():
        began = time.monotonic()
        state = run()
        seconds = round(time.monotonic() - began)
        rows.append((name, "klar" if state.is_completed() else "misslyckad", seconds, state.message or ""))
        if not state.is_completed():
            failed.append(name)
    sentence = f"Misslyckade steg: {', '.join(failed).lower()}." if failed else "Alla steg är klara."
    told = Told(
        "Nattkörning",
        sentence,
        {"Steg": len(rows), "Misslyckade steg": len(failed)},
        (Listing("Stegen", ("Steg", "Läge", "Sekunder", "Resultat"), tuple(rows)),),
        (("Granskningskön", "/ko"), ("Drift", "/drift")),
    )
    publish("nightly", told)
    if failed:
        tell_failed("nightly", sentence)
        return Failed(message=sentence)
    tell_done("nightly", told)
    return Completed(message=sentence)


def _day(as_of: dt.date | None) -> dt.date:
    return as_of or dt.date.today()
