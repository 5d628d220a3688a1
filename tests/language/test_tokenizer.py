"""Words: `|` in a row stands between tokens (spaces beside it are not part of the text's words)."""

import pytest
import spacy

from nlp.language.tokenizer import SwedishTokenizer

ROWS = [
    ("Kl.|9.30|d.|14/3-22|,|jfr|9|§|10|LSS|/|PA", "time, date, paragraph, signature"),
    ("Se|9|§|7|p.|LSS", "paragraph and point"),
    ("t.ex.|bl.a.|d.v.s.|f.d.|t.o.m.|m.fl.", "abbreviations keep their stops"),
    ("t ex|bl a|d v s|fr o m|i|maj", "written apart, one word"),
    ("25 000|kr|eller|3,5|%", "amount with a space"),
    ("den|24:e|är|GM:s|tid", "colon inside a word"),
    ("f.|19900101-1234|.", "personal number"),
    ("Hdl.|och|utf.|ang.|psykosmott.|ggr/v|h/v|åk|2", "journal shorthand"),
    ("kl|10.30–13|den|2022-02-28|.", "range, date and the sentence's stop"),
    ("AF|/|FK|och|psykiatrin", "slash between words"),
    ("akten|.|Ingen|åtgärd|.", "space forgotten after the stop"),
    ("eva.berg@stad.se|,|www.stad.se|.", "addresses"),
    ("Efter|besöket|på|Misa|.", "nothing special"),
    ("K.|Berg|ringer|.", "initial"),
    ("20|min|,|3|h|(|ca|)", "units"),
]


def _text(tokens: list[str]) -> str:
    closing, opening = {",", ".", ")", "%"}, {"("}
    out = ""
    for i, token in enumerate(tokens):
        glue = not out or token in closing or tokens[i - 1] in opening
        if tokens[i - 1 : i + 1] in (["/", "PA"], ["AF", "/"], ["/", "FK"], [".", "Ingen"], ["20", "min"], ["3", "h"]):
            glue = True
        out += token if glue else " " + token
    return out


@pytest.fixture(scope="module")
def tokenizer() -> SwedishTokenizer:
    return SwedishTokenizer(spacy.blank("sv"))


@pytest.mark.parametrize(("marked", "trap"), ROWS, ids=[trap for _, trap in ROWS])
def test_words(tokenizer: SwedishTokenizer, marked: str, trap: str) -> None:
    expected = marked.split("|")
    assert [t.text for t in tokenizer(_text(expected))] == expected


def test_the_text_is_kept_to_the_letter(tokenizer: SwedishTokenizer) -> None:
    text = "  Tel m.  syster\tt ex\n25 000 kr,tack /KN "
    assert tokenizer(text).text == text
