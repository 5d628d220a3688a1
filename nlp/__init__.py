"""Text in, findings out.

Comes in: files of a case (PDF, DOCX, scans, text) and the case system's list. Goes out: a `CaseReview` with
flags, each with its words and place. Imports nothing of the other folders; weights are loaded from `models/`
by path.
"""
