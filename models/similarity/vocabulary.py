"""Tokenizer of the similarity: subwords of lower-cased Swedish, å ä ö kept, digits and punctuation apart."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

UNKNOWN = "<unk>"


def learn(lines: Iterable[str], size: int) -> Tokenizer:
    """Byte-pair tokenizer of `size` entries learnt from `lines`; the same lines give the same tokenizer."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=False),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Metaspace(prepend_scheme="always"),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=[UNKNOWN], limit_alphabet=160, min_frequency=5, show_progress=True
    )
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer
