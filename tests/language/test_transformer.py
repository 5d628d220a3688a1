"""The transformer tier, on a tiny random BERT made here."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from spacy.util import load_config
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from models.language.train import CONFIG, lay_over
from nlp.errors import ModelError
from nlp.language.transformer import transformer

WIDTH = 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bert")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "Hon", "triv", "##s", "på", "verk", "##stad", "##en", ".", "mål"]
    vocab = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocab["[CLS]"]), ("[SEP]", vocab["[SEP]"])]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(path)
    config = BertConfig(
        vocab_size=len(vocab),
        hidden_size=WIDTH,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(path)
    return path


def test_one_row_a_word_also_beyond_the_window(folder: Path) -> None:
    layer = transformer(str(folder), "", WIDTH, window=8, overlap=2)
    vocab = spacy.blank("sv").vocab
    docs = [
        Doc(vocab, words=["Hon", "trivs", "på", "verkstaden", "."] * 8),
        Doc(vocab, words=["mål"]),
        Doc(vocab, words=[]),
    ]
    layer.initialize()
    rows, backprop = layer(docs, is_train=True)
    assert [r.shape for r in rows] == [(40, WIDTH), (1, WIDTH), (0, WIDTH)]
    assert all(np.abs(row).sum() > 0 for row in rows[0])
    assert backprop([np.ones_like(r) for r in rows]) == []


def test_the_config_swaps_it_in_and_a_tagger_learns_on_it(folder: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    layer = {"@architectures": "aktsam.Transformer.v1", "name": str(folder), "revision": "", "width": WIDTH}
    nlp.add_pipe("tok2vec", config={"model": layer})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH}
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    gold = Doc(nlp.vocab, words=["Hon", "trivs", "."], pos=["PRON", "VERB", "PUNCT"])
    example = spacy.training.Example(Doc(nlp.vocab, words=["Hon", "trivs", "."]), gold)
    optimizer = nlp.initialize(lambda: [example])
    optimizer.learn_rate = 0.02
    losses = [nlp.update([example], sgd=optimizer)["morphologizer"] for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert [t.pos_ for t in again("Hon trivs .")] == [t.pos_ for t in nlp("Hon trivs .")]


def test_a_lacking_model_is_said_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Hämta den i förväg"):
        transformer(str(tmp_path / "saknas"), "", WIDTH)


def test_a_wrong_width_is_said(folder: Path) -> None:
    with pytest.raises(ModelError, match="bredd 16"):
        transformer(str(folder), "", 768)


def test_the_recipe_lays_it_over_its_config(folder: Path) -> None:
    config = load_config(CONFIG, overrides={"paths.vectors": None}, interpolate=False)
    nlp = spacy.util.load_model_from_config(lay_over(config, str(folder)), auto_fill=True, validate=False)
    assert nlp.get_pipe("tok2vec").model.get_dim("nO") == WIDTH
    assert nlp.pipe_names[-1] == "aktsam_sentences"


def test_the_recipe_says_that_it_is_lacking(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Hämta den i förväg"):
        lay_over(load_config(CONFIG, interpolate=False), str(tmp_path / "saknas"))
