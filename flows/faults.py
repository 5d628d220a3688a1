"""Where an error arose: what may be told of one whose text may hold case text."""

from __future__ import annotations


def innermost(error: Exception) -> str:
    """Module and line in which an error arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
