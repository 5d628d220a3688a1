"""Words of Swedish case files: spaCy's Swedish tokenizer, repaired for our text.

Decides: where a word begins and ends. In order: (1) words with a space ("t ex", "25 000") are joined; (2) listed
abbreviations and shorthand keep their full stop; (3) personal numbers, dates, times and amounts stay whole;
(4) spaCy's rules, with the signature's slash ("/PA"), the paragraph sign and "kl.9" parted.
Never: changes the text, or splits what stands between two letters of one word.
Example: "Kl. 9.30 d. 14/3-22, jfr 9 § 10 LSS /PA" -> Kl. | 9.30 | d. | 14/3-22 | , | jfr | 9 | § | 10 | LSS | / | PA
Measured: see `models/sv_aktsam/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_prefix_regex, compile_suffix_regex, registry

from nlp.data import load

WHOLE = re.compile(
    r"""(?:(?:19|20)?\d{6}[-+][\dXx]{4}        # personal number
    |   \d{4}-\d{2}-\d{2}                      # 2022-03-14
    |   \d{1,2}/\d{1,2}(?:[-–/ ]?'?\d{2,4})?   # 14/3, 14/3-22, 1/12/2022
    |   \d{1,2}[.:]\d{2}(?:[-–]\d{1,2}[.:]\d{2})?  # 9.30, 10:15, 9.30–11.00
    |   \d+(?:[.,:]\d+)*(?:[-–]\d+(?:[.,:]\d+)*)?  # 3,5  10–14
    |   \d+:[a-zåäö]+                          # 24:e
    |   0\d{1,3}[-/]\d{4,8}                    # 08-50810000
    |   [A-ZÅÄÖ]{2,}:[a-zåäö]{1,3}             # GM:s
    )""",
    re.VERBOSE,
)
AMOUNT = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]?\d)"
PREFIXES = (r"/(?=[A-ZÅÄÖ])", r"[Kk]l\.(?=\d)", r"§(?=\d)", r"§§?")
SUFFIXES = (r"(?<=\d)§", r"(?<=§)\.", r"(?<=\d)(?:min|tim|ggr|kr|dgr|st|h)", r"(?<=[a-zåäöA-ZÅÄÖ]{2})/")


@cache
def _abbreviations() -> tuple[str, ...]:
    data = load("language")["abbreviations"]
    words = {w for kind, part in data.items() if kind != "words" for w in part.split()}
    words |= {f"{c}." for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"}
    cased = {v for w in words for v in (w, w[:1].upper() + w[1:], w.upper() if w.count(".") > 1 else w)}
    return tuple(sorted(cased))


@cache
def _joined() -> re.Pattern[str]:
    spaced = sorted(load("language")["joined"]["spaced"], key=len, reverse=True)
    words = "|".join(re.escape(w) for w in spaced)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|{AMOUNT}", re.IGNORECASE)


class SwedishTokenizer:
    """Text to `Doc`. Built from `data/language.toml` whenever it is loaded: nothing of it lies in the weights."""

    def __init__(self, nlp: Language) -> None:
        defaults = nlp.Defaults
        rules = {
            k: v
            for k, v in (defaults.tokenizer_exceptions or {}).items()
            if re.search(r"\w", k) and not k.endswith("u")
        }
        rules |= {w: [{ORTH: w}] for w in _abbreviations()}
        self.inner = Tokenizer(
            nlp.vocab,
            rules=rules,
            prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or ())]).search,
            suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or ())]).search,
            infix_finditer=spacy.util.compile_infix_regex(defaults.infixes or ()).finditer,
            token_match=WHOLE.fullmatch,
            url_match=defaults.url_match,
        )
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        doc = self.inner(text)
        spans = [doc.char_span(m.start(), m.end()) for m in _joined().finditer(text)]
        if spans:
            with doc.retokenize() as retokenizer:
                for span in spans:
                    if span is not None and len(span) > 1:
                        retokenizer.merge(span)
        return doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterable[Doc]:
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _bytes: bytes, **_: Any) -> SwedishTokenizer:
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing to save: see the class."""

    def from_disk(self, _path: str | Path, **_: Any) -> SwedishTokenizer:
        return self


@registry.tokenizers("aktsam.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], SwedishTokenizer]:
    """For the pipeline's `config.cfg`."""
    return SwedishTokenizer
