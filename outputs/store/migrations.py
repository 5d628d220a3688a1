"""The store's tables, as named migrations. Append only: never change one that has been released."""

from sqlite_utils import Database, Migrations

migrations = Migrations("aktsam")


@migrations()
def cases_and_documents(db: Database) -> None:
    """Cases as listed, documents by content, their text and its search index."""
    db.table("cases").create(
        {
            "case": str, "name": str, "personal_number": str, "gender": str, "district": str, "support": str,
            "provider": str, "caseworker": str, "caseworker_mail": str, "decided": str, "valid_from": str,
            "valid_to": str, "removed": str,
        },
        pk="case", not_null={"case"},
    )  # fmt: skip
    db.table("readings").create(
        {"sha256": str, "reader": str, "status": str, "document": bytes}, pk=("sha256", "reader"), not_null={"document"}
    )
    db.table("documents").create(
        {
            "id": int, "case": str, "file": str, "sha256": str, "kind": str, "title": str, "date": str,
            "received": str, "status": str, "message": str, "pages": int, "text": str,
        },
        pk="id", not_null={"case", "file"}, foreign_keys=[("case", "cases", "case")],
    )  # fmt: skip
    db.table("documents").create_index(["case", "file"], unique=True)
    db.table("documents").create_index(["sha256"])
    db.table("documents").enable_fts(["title", "text"], create_triggers=True, tokenize="unicode61 remove_diacritics 0")


@migrations()
def reviews_and_flags(db: Database) -> None:
    """What each reading of a case found, and what people answered. Verdicts are only ever added."""
    db.table("runs").create(
        {
            "id": int, "started": str, "ended": str, "as_of": str, "version": str, "cases": int, "reviewed": int,
            "unchanged": int, "failed": int,
        },
        pk="id",
    )  # fmt: skip
    db.table("reviews").create(
        {"case": str, "key": str, "as_of": str, "run": int, "record": str, "error": str},
        pk="case", foreign_keys=[("case", "cases", "case")],
    )  # fmt: skip
    db.table("elements").create(
        {"case": str, "side": str, "id": str, "kind": str, "text": str, "file": str, "page": int, "start": int,
         "end": int, "relation": str, "work_oriented": int},
        pk=("case", "side", "id"), foreign_keys=[("case", "cases", "case")],
    )  # fmt: skip
    db.table("flags").create(
        {
            "id": int, "case": str, "code": str, "label": str, "severity": str, "message": str,
            "evidence": str, "searched": str, "fingerprint": str, "first_run": int, "last_run": int, "open": int,
        },
        pk="id", foreign_keys=[("case", "cases", "case")],
    )  # fmt: skip
    db.table("flags").create_index(["case", "fingerprint"], unique=True)
    db.table("flags").create_index(["open", "severity"])
    db.table("verdicts").create(
        {"id": int, "flag": int, "answer": str, "reason": str, "note": str, "user": str, "at": str},
        pk="id", foreign_keys=[("flag", "flags", "id")],
    )  # fmt: skip
    db.table("verdicts").create_index(["flag"])


@migrations()
def people_and_access(db: Database) -> None:
    """Who may see what, and who has seen what. The access log is chained: each row holds the hash of the one before."""
    db.table("users").create(
        {"name": str, "full_name": str, "role": str, "districts": str, "mail": str, "password": str, "active": int},
        pk="name", not_null={"name", "role"},
    )  # fmt: skip
    db.table("sessions").create({"token": str, "user": str, "csrf": str, "created": str, "seen": str}, pk="token")
    db.table("login_attempts").create({"id": int, "name": str, "address": str, "at": str}, pk="id")
    db.table("login_attempts").create_index(["name", "at"])
    db.table("access_log").create(
        {
            "id": int, "at": str, "user": str, "role": str, "action": str, "case": str, "target": str, "before": str,
            "hash": str,
        },
        pk="id", not_null={"at", "user", "action", "hash"},
    )  # fmt: skip


@migrations()
def work_on_the_queue(db: Database) -> None:
    """Who has which case, saved views, and corrections of links and elements (never deleted, only undone)."""
    db.table("claims").create({"case": str, "user": str, "until": str}, pk="case")
    db.table("views").create({"id": int, "user": str, "name": str, "query": str}, pk="id")
    db.table("corrections").create(
        {"id": int, "case": str, "what": str, "label": str, "user": str, "at": str, "undone": str},
        pk="id", foreign_keys=[("case", "cases", "case")],
    )  # fmt: skip


@migrations()
def state_of_a_flag(db: Database) -> None:
    """The standing answer beside the flag (the history stays in `verdicts`), and answers given many at a time."""
    db.execute("alter table flags add column state text not null default 'new'")
    db.execute("alter table flags add column until text not null default ''")
    db.execute("alter table verdicts add column until text not null default ''")
    db.execute("alter table verdicts add column batch text not null default ''")
    db.execute(
        "alter table reviews add column confidence real "
        "generated always as (json_extract(record, '$.conformity.confidence')) virtual"
    )
    db.execute('create index flags_to_do on flags(open, state, "case", severity, code)')
    db.execute('create index reviews_confidence on reviews("case", confidence)')
    db.execute("create index verdicts_batch on verdicts(batch)")


@migrations()
def warnings_and_mail(db: Database) -> None:
    """Warnings to caseworkers and the outbox. `id` of a warning is an opaque token, used in links."""
    db.execute("alter table users add column mail_when text not null default 'digest'")
    db.table("warnings").create(
        {
            "id": str, "flag": int, "case": str, "mail": str, "state": str, "draft": str, "dispute": str,
            "answer": str, "created": str, "changed": str, "mailed": int,
        },
        pk="id", foreign_keys=[("flag", "flags", "id"), ("case", "cases", "case")],
    )  # fmt: skip
    db.table("warnings").create_index(["flag"], unique=True)
    db.table("warnings").create_index(["mail", "state"])
    db.table("outbox").create(
        {
            "id": int, "message_id": str, "recipient": str, "subject": str, "body": str, "created": str, "due": str,
            "tries": int, "error": str, "sent": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("outbox").create_index(["sent", "due"])


@migrations()
def files_that_arrived(db: Database) -> None:
    """The files of the case folders as last seen, every arrival, and what of each case has been reviewed."""
    db.table("files").create(
        {
            "case": str, "file": str, "size": int, "mtime": int, "inode": int, "sha256": str, "first_seen": str,
            "last_seen": str, "state": str,
        },
        pk=("case", "file"), not_null={"sha256", "state"},
    )  # fmt: skip
    db.table("files").create_index(["sha256"])
    db.table("arrivals").create(
        {"id": int, "at": str, "case": str, "file": str, "sha256": str, "what": str, "other_case": str}, pk="id"
    )
    db.table("arrivals").create_index(["case"])
    db.table("intake").create(
        {"case": str, "files": str, "row": str, "waiting": int, "done_files": str, "done_row": str}, pk="case"
    )


@migrations()
def pairs_and_figures_over_time(db: Database) -> None:
    """Near-duplicate sections of different persons' investigations, and the audit's figures by day: counts only."""
    db.table("copy_pairs").create(
        {
            "id": int, "case": str, "file": str, "start": int, "end": int, "other_case": str, "other_file": str,
            "other_start": int, "other_end": int, "alike": float,
        },
        pk="id",
    )  # fmt: skip
    db.table("copy_pairs").create_index(["case"])
    db.table("statistics").create(
        {"day": str, "table": str, "row": str, "column": str, "count": int, "total": int},
        pk=("day", "table", "row", "column"),
    )


@migrations()
def retention_of_cases(db: Database) -> None:
    """Cases held back from gallring, and the proof of each one that was deleted: no content, the case as a hash."""
    db.table("holds").create({"case": str, "reason": str, "user": str, "at": str}, pk="case")
    db.table("proofs").create(
        {
            "id": int, "at": str, "mark": str, "seal": str, "rule": str, "last_note": str, "due": str, "latest": str,
            "counts": str, "user": str, "wiped": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("proofs").create_index(["seal"])


@migrations()
def audit_samples(db: Database) -> None:
    """Samples of the audit with their cases, and the inspectors' answers. Answers are only ever added."""
    db.table("samples").create(
        {
            "id": int, "name": str, "rule": str, "seed": str, "per_district": int, "fill": int, "blind": int,
            "eligible": str, "draws": int, "state": str, "created": str, "created_by": str, "locked": str,
            "locked_by": str, "closed": str, "closed_by": str,
        },
        pk="id", not_null={"state"},
    )  # fmt: skip
    db.table("sample_cases").create(
        {
            "sample": int, "case": str, "district": str, "sex": str, "place": int, "part": str, "filled": int,
            "instead": str, "reason": str, "note": str, "user": str, "at": str,
        },
        pk=("sample", "case"), not_null={"part"}, foreign_keys=[("sample", "samples", "id")],
    )  # fmt: skip
    db.table("sample_answers").create(
        {"id": int, "sample": int, "case": str, "question": str, "answer": str, "note": str, "user": str, "at": str},
        pk="id", foreign_keys=[("sample", "samples", "id")],
    )  # fmt: skip
    db.table("sample_answers").create_index(["sample", "case", "question"])
