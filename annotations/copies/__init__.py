"""Controlled edits of investigations: version pairs, pasted reports and foreign passages whose truth is known.

Comes in: the marked-up sources and the hand-written passages beside this file. Goes out: `make` pairs. May import
`nlp` and `annotations`.
"""
