"""What a run of reviews did, for its report: counts, failed cases, what could not be read, what was flagged."""

from __future__ import annotations

from dataclasses import dataclass

from outputs.store.store import Store


@dataclass(frozen=True, slots=True)
class FlagCount:
    """Open flags of one kind: all of them, and those that this run was the first to find."""

    code: str
    label: str
    severity: str
    flags: int
    new: int


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The latest run. `failed`: message by case; `unread`: number of documents by status."""

    run: int
    documents: int
    pages: int
    failed: dict[str, str]
    unread: dict[str, int]
    flags: tuple[FlagCount, ...]


def latest_run(store: Store) -> RunFacts:
    """The facts of the run that began last; zeros in a store without runs."""
    run = next(iter(store.db.query("select coalesce(max(id), 0) as id from runs")))["id"]
    read = """
        select count(d.id) as documents, coalesce(sum(d.pages), 0) as pages
        from reviews v join documents d on d."case" = v."case" where v.run = ? and v.error = ''
    """
    unread = """
        select d.status, count(*) as n from documents d join reviews v on v."case" = d."case"
        where v.run = ? and d.status not in ('read', 'read_by_ocr') group by d.status order by n desc
    """
    flagged = """
        select f.code, max(f.label) as label, max(f.severity) as severity, count(*) as flags,
            sum(f.first_run = ?) as new
        from flags f join cases c on c."case" = f."case" where f.open = 1 and c.removed is null
        group by f.code order by count(*) desc, f.code
    """
    failed = """select "case", error from reviews where run = ? and error != '' order by "case" """
    counts = next(iter(store.db.query(read, [run])))
    return RunFacts(
        run=run,
        documents=counts["documents"],
        pages=counts["pages"],
        failed={r["case"]: r["error"] for r in store.db.query(failed, [run])},
        unread={r["status"]: r["n"] for r in store.db.query(unread, [run])},
        flags=tuple(FlagCount(**r) for r in store.db.query(flagged, [run])),
    )
