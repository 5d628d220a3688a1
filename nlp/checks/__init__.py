"""One question an inspector asks of a case file a module.

Each module has a pure `find(case: CaseFile)` that gives a frozen finding: its values, the words it rests on
(`evidence`), or for a finding of absence the places `searched` and the files `unread`. None: it cannot be told. Which
checks run, and where their findings stand in the record, is data (`data/checks.toml`). May import: the rest of nlp.
"""
