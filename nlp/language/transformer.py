"""A transformer in the place of the small network, for whoever has KBLab's BERT: one setting of the config.

`@architectures = "aktsam.Transformer.v1"` under `[components.tok2vec.model]` gives documents -> one float32
[words, width] each: the mean of a word's pieces in the last layer; long documents in overlapping windows. Files are
looked for on this machine only unless `download` is set; code that comes with a model is never run. The weights are
trained along and saved with the pipeline; tokenizer and configuration are read from `name` when it is loaded.
Importing this module costs nothing; torch and transformers are imported when the layer is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import ArgsKwargs, Model, PyTorchWrapper, torch2xp, xp2torch

from nlp.errors import ModelError

if TYPE_CHECKING:
    import torch


@registry.architectures("aktsam.Transformer.v1")  # type: ignore[untyped-decorator]
def transformer(
    name: str, revision: str, width: int, window: int = 256, overlap: int = 64, download: bool = False
) -> Model[Any, Any]:
    """`name`: folder or hub name, `revision`: its commit ("" for a folder), `width` as in the model's configuration.

    Raises `ModelError` if the files are lacking or of another width.
    """
    from transformers import AutoModel, AutoTokenizer

    options: dict[str, Any] = {"local_files_only": not download, "trust_remote_code": False}
    if revision:
        options["revision"] = revision
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True, **options)
        network = AutoModel.from_pretrained(name, **options)
    except (OSError, ValueError) as e:
        raise ModelError(
            f"Transformermodellen {name} finns inte på datorn eller kan inte läsas ({type(e).__name__}). Hämta den i "
            "förväg, ange en mapp, eller byt tillbaka till det lilla nätet."
        ) from e
    if network.config.hidden_size != width:
        raise ModelError(f"Transformermodellen {name} har bredd {network.config.hidden_size}, inställt är {width}.")

    def pieces(_: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[ArgsKwargs, Callable[[Any], list[Any]]]:
        return ArgsKwargs(args=_windows(tokenizer, docs, window, overlap), kwargs={}), lambda d_inputs: []

    layer: Model[Any, Any] = PyTorchWrapper(
        _word_encoder(network), convert_inputs=pieces, convert_outputs=_per_document
    )
    layer.set_dim("nO", width)
    return layer


def _windows(tokenizer: Any, docs: list[Doc], window: int, overlap: int) -> tuple[Any, ...]:
    """Piece ids and mask [windows, pieces], the word of each piece (counted over all documents, -1: none), words."""
    import torch

    batch = tokenizer(
        [[token.text for token in doc] or [""] for doc in docs],
        is_split_into_words=True,
        truncation=True,
        max_length=window,
        stride=overlap,
        return_overflowing_tokens=True,
        padding=True,
        return_tensors="pt",
    )
    begins = [0]
    for doc in docs:
        begins.append(begins[-1] + len(doc))
    owners = batch["overflow_to_sample_mapping"].tolist()
    words = [[-1 if w is None else begins[owner] + w for w in batch.word_ids(i)] for i, owner in enumerate(owners)]
    return batch["input_ids"], batch["attention_mask"], torch.tensor(words), begins[-1]


def _word_encoder(network: Any) -> torch.nn.Module:
    import torch

    class WordEncoder(torch.nn.Module):
        """Mean of each word's pieces; a word without pieces (white space) is zero."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, words: torch.Tensor, n: int) -> torch.Tensor:
            hidden = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
            hidden, words = hidden[words >= 0], words[words >= 0]
            total = hidden.new_zeros((n, hidden.shape[-1])).index_add(0, words, hidden)
            count = hidden.new_zeros(n).index_add(0, words, hidden.new_ones(len(words)))
            mean: torch.Tensor = total / count.clamp(min=1).unsqueeze(1)
            return mean

    return WordEncoder()


def _per_document(
    model: Model[Any, Any], given: tuple[list[Doc], Any], is_train: bool
) -> tuple[list[Any], Callable[[Any], Any]]:
    docs, words = given
    rows, out, start = torch2xp(words), [], 0
    for doc in docs:
        out.append(rows[start : start + len(doc)])
        start += len(doc)

    def backprop(d_out: list[Any]) -> ArgsKwargs:
        gradient = xp2torch(model.ops.xp.vstack(d_out))
        return ArgsKwargs(args=((words,),), kwargs={"grad_tensors": gradient})

    return out, backprop
