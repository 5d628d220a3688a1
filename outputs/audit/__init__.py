"""The quality audit: tables over many case reviews, as in Stockholm's 2021 report; the sample; comparison of audits.

Comes in: case reviews (records) with the rows of the case system's list. Goes out: `Audit`, tables whose every cell
knows the cases behind it; masked before they leave the unit. May import nlp and outputs.store.
"""
