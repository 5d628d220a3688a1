"""Warnings to caseworkers: which flags warn, the outbox, the mail, the draft to the provider.

Comes in: the store. Goes out: rows of `warnings` and `outbox`, mail without personal data, text and DOCX drafts.
May import nlp and outputs.
"""
