"""The store: one SQLite file with cases, documents, text, elements, reviews, flags, verdicts and runs.

Opened by `Store(path)`; migrated on opening; one transaction a case. See `migrations` for the tables.
"""

from outputs.store.store import CaseResult, Reading, Store

__all__ = ["CaseResult", "Reading", "Store"]
