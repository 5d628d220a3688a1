"""Rules where the layout is explicit: they correct what the tagger says of a line.

A label, a column or a heading that is wholly known ("Mål:", column "Delmål", heading "Aktiviteter") says what the
line is. So, in order of precedence:
1. A line that says that there is none ("–", "se ovan") holds no element.
2. In orders, a bullet, numbered line or cell under such a heading is one element, whole.
3. A line on which the tagger finds nothing, though it stands under a label, in a column or (as a bullet, or in an
   order) under a heading, is one element, whole. Not so activities under a heading, where staff also write how
   they work, and orders end with a signature.
4. After a label the first element begins where the line begins.
5. The kind is what the label, column or (for a single element) heading says.
6. In a short cell or bullet of one clause, whatever its heading, what is found is the whole.
It never looks at the words beyond those of rule 1.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.data import load
from nlp.elements.features import Described
from nlp.elements.layout import Line
from nlp.elements.roles import ELEMENT_ROLES
from nlp.elements.tagger import Span
from nlp.types import BlockKind, ElementKind

SHORT = 12  # tokens
LONGEST = 45  # tokens; a longer line is running text
LONGEST_PART = 5  # tokens; longer parts between commas are no list
LIST_SIGNS = frozenset((",", ";", "och", "samt"))
PLURAL = re.compile(r"(?:aktiviteter|insatser|uppgifter|åtgärder|sysslor|delmålen|målen)\b")


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("elements_words")["nothing"]), re.IGNORECASE)


def explicit_kind(line: Line) -> ElementKind | None:
    """What a wholly known label, column or heading says of the line; None if there is none or it is no element."""
    role = {"label": line.label_role, "column": line.column_role, "heading": line.heading_role}.get(line.source)
    if role is None or role.known < 2 or role.name not in ELEMENT_ROLES:
        return None
    return ElementKind(role.name)


def settle(described: Described, found: list[Span], text: str, is_order: bool) -> list[Span]:
    """The spans of one line after the rules. `text`: the document's text."""
    out = _by_kind(described, found, text, is_order)
    line, tokens = described.line, described.tokens
    printed_apart = line.kind in (BlockKind.CELL, BlockKind.BULLET)
    one_clause = len(tokens) <= SHORT and not tokens[-1].sentence and not any(t.text in ",;" for t in tokens)
    if len(out) == 1 and printed_apart and one_clause:
        return [out[0]._replace(start=line.start, end=_end(text, line))]
    return out


def _by_kind(described: Described, found: list[Span], text: str, is_order: bool) -> list[Span]:
    """Rules 1 to 5."""
    line, kind = described.line, explicit_kind(described.line)
    if kind is None:
        return found
    whole = Span(line.start, _end(text, line), kind)
    if _nothing().match(text[line.start : line.end].strip()):
        return []
    bullet = line.kind is BlockKind.BULLET or line.numbered
    listed = (bullet and line.source == "heading") or (line.kind is BlockKind.CELL and line.source == "column")
    short = len(described.tokens) <= LONGEST
    if is_order and listed and short:
        return [whole]
    if not found:
        told = _is_told(line, kind, is_order)
        return _parts(described, whole) if told and short else []
    if line.source == "label" and found[0].start < _sentence_end(described):
        found = [found[0]._replace(start=line.start), *found[1:]]
    if len(found) == 1 or line.source == "label":
        found = [found[0]._replace(kind=kind), *found[1:]]
    return found


def _is_told(line: Line, kind: ElementKind, is_order: bool) -> bool:
    """Whether a line on which the tagger finds nothing holds an element all the same."""
    if line.source != "heading":
        return True
    if line.kind is BlockKind.CELL:
        return False
    return kind is not ElementKind.ACTIVITY and (is_order or line.kind is BlockKind.BULLET)


def _parts(described: Described, whole: Span) -> list[Span]:
    """A list after a label in the plural, cut at its commas; any other line whole."""
    if not PLURAL.search(described.line.label.lower()):
        return [whole]
    parts = [Span(whole.start, whole.start, whole.kind)]
    words = [0]
    for token in described.tokens:
        if token.text in LIST_SIGNS:
            parts.append(Span(token.end, token.end, whole.kind))
            words.append(0)
        elif token.text != ".":
            first = parts[-1].start if words[-1] else token.start
            parts[-1] = Span(first, token.end, whole.kind)
            words[-1] += 1
    return parts if len(parts) > 2 and 0 < min(words) <= max(words) <= LONGEST_PART else [whole]


def _sentence_end(described: Described) -> int:
    """End of the line's first sentence."""
    return max(t.end for t in described.tokens if t.sentence == 0)


def _end(text: str, line: Line) -> int:
    """End of the line without its full stop."""
    return line.end - 1 if text[line.end - 1] == "." and line.end - 1 > line.start else line.end
