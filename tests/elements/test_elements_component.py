"""The spaCy step writes what `find_elements` finds, and asks for the document."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy

from annotations.akt import AktDocument
from nlp.elements import component, find_elements
from nlp.errors import InputError

Write = Callable[[str, str], AktDocument]


def test_spans_are_the_elements(write: Write) -> None:
    document = write("beställning", "# Mål\n- Kim arbetar i en butik\n# Aktiviteter\n- Resträning").document
    nlp = spacy.blank("sv")
    nlp.add_pipe("aktsam_elements")
    doc = nlp.make_doc(document.text)
    doc.user_data["document"] = document
    spans = nlp.get_pipe("aktsam_elements")(doc).spans[component.KEY]
    assert [(s.label_, s.text) for s in spans] == [(e.kind.value, e.text) for e in find_elements(document)]
    assert len(spans) == 2


def test_a_doc_without_its_document_is_refused() -> None:
    with pytest.raises(InputError, match="user_data"):
        component.ElementsComponent()(spacy.blank("sv")("Mål: Kim arbetar."))
