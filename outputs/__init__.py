"""What reaches people: store, review queue, warnings, tables, reports, exports.

Comes in: case reviews and verdicts. Goes out: pages, mail, files. May import `nlp`.
"""
