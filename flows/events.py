"""Domain events: a run that ended, a case that failed. Automations can wait for them. Case numbers and counts only."""

from __future__ import annotations

from prefect.context import FlowRunContext
from prefect.events import emit_event

from flows.told import Told

FAILED_SHOWN = 100
"""Failed cases that a run tells of one by one; a run with more tells the number."""


def tell_done(key: str, told: Told) -> None:
    """`aktsam.<key>.completed` with the counts, and `aktsam.case.failed` for each case that failed."""
    emit_event(f"aktsam.{key}.completed", _run(key), payload={"counts": told.counts})
    for case in told.failed[:FAILED_SHOWN]:
        emit_event("aktsam.case.failed", {"prefect.resource.id": f"aktsam.case.{case}"}, payload={"step": key})


def tell_failed(key: str, cause: str) -> None:
    """`aktsam.<key>.failed` with its cause in words of our own."""
    emit_event(f"aktsam.{key}.failed", _run(key), payload={"cause": cause})


def _run(key: str) -> dict[str, str]:
    context = FlowRunContext.get()
    number = context.flow_run.id if context and context.flow_run else "none"
    return {"prefect.resource.id": f"aktsam.run.{number}", "prefect.resource.name": f"aktsam {key}"}
