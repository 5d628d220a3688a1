"""The thin spaCy step that writes what `find_elements` finds.

Factory `aktsam_elements`: puts the elements of `doc.user_data["document"]` (a `Document` whose text is the doc's) into
`doc.spans["elements"]`, labelled with their kind. Never: decides anything itself.
Example: `nlp.add_pipe("aktsam_elements")`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.elements.find import find_elements
from nlp.errors import InputError
from nlp.types import Document

KEY = "elements"


class ElementsComponent:
    """Writes elements as spans. Raises `InputError` for a doc without its `Document`."""

    def __call__(self, doc: Doc) -> Doc:
        document = doc.user_data.get("document")
        if not isinstance(document, Document) or document.text != doc.text:
            raise InputError('Steget aktsam_elements behöver dokumentet i doc.user_data["document"], med samma text.')
        found = [(e.evidence.start, e.evidence.end, e.kind.value) for e in find_elements(document)]
        doc.spans[KEY] = [doc.char_span(a, b, label=kind, alignment_mode="expand") for a, b, kind in found]
        return doc


@Language.factory("aktsam_elements")  # type: ignore[untyped-decorator]
def create_elements(nlp: Language, name: str) -> ElementsComponent:
    """For `nlp.add_pipe` and `config.cfg`."""
    return ElementsComponent()
