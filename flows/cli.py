"""The command line, `aktsam`. Each command is a module of `flows.commands`; errors are told in one Swedish line.

Exit codes: 0 done; 1 done, but some cases or lines failed; 2 wrong use or unusable input; 3 store or model
cannot be used; 130 broken off (Ctrl-C).
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from flows.commands import (
    audit,
    check_order,
    compare,
    copies,
    evaluate,
    explain,
    export,
    ingest,
    nightly,
    notes,
    pseudonymise,
    retention,
    review,
    sample,
    serve,
    serve_flows,
    show,
    statistics,
    train,
    users,
    warn,
)
from nlp.errors import AktsamError, InputError, SettingsError

typer_app = typer.Typer(
    help="Aktsam läser personakter och visar, med belägg, var en granskare bör titta.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
COMMANDS: dict[str, Callable[..., None]] = {
    "review": review.review,
    "show": show.show,
    "explain": explain.explain,
    "export": export.export,
    "evaluate": evaluate.evaluate,
    "compare": compare.compare,
    "check-order": check_order.check_order_file,
    "read-notes": notes.read_notes,
    "copies": copies.copies,
    "serve": serve.serve,
    "warn": warn.warn,
    "train": train.train,
    "audit": audit.audit,
    "pseudonymise": pseudonymise.pseudonymise,
    "ingest": ingest.ingest,
    "nightly": nightly.nightly,
    "statistics": statistics.statistics,
    "retention": retention.retention,
    "serve-flows": serve_flows.serve_flows,
}
for _name, _command in COMMANDS.items():
    typer_app.command(_name)(_command)
typer_app.add_typer(users.users_app, name="users")
typer_app.add_typer(sample.sample_app, name="sample")


def app() -> None:
    """Entry point: runs a command; no traceback reaches the user for an error that Aktsam knows."""
    try:
        typer_app()
    except AktsamError as e:
        print(e, file=sys.stderr)
        sys.exit(2 if isinstance(e, (InputError, SettingsError)) else 3)
