"""What two stores must have in common when the same cases were reviewed."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

DAY = dt.date(2023, 10, 15)
OF_A_RUN = frozenset({"id", "run", "first_run", "last_run"})
NOT_OF_CASES = frozenset({"runs", "access_log", "_sqlite_migrations"})


def dump(path: Path) -> dict[str, list[str]]:
    """Every table of the store, sorted, without what tells of runs; the search index as it answers."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in db.execute("select name from sqlite_master where type = 'table' order by 1").fetchall()
            if name not in NOT_OF_CASES and not name.startswith(("sqlite_", "documents_fts_"))
        ]
        out = {}
        for table in tables:
            rows = (dict(row) for row in db.execute(f'select * from "{table}"'))  # noqa: S608
            out[table] = sorted(
                json.dumps({k: str(v) for k, v in row.items() if k not in OF_A_RUN}, sort_keys=True) for row in rows
            )
    db.close()
    return out
