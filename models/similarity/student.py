"""The student: one vector per subword, a text is the mean of its subwords' vectors.

Learns in three steps. `project` turns co-occurrence vectors into the teacher's space by ridge regression, so that
subwords that no parallel sentence holds get a sensible place too. `distil` moves the Swedish side of each pair to
where the teacher puts the English side (Reimers, Gurevych 2020), and likenesses within a batch to the teacher's.
`tune` does the same with graded pairs (synonyms, paraphrases, labelled groups) mixed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from rich.progress import track
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

SIF = 1e-3  # a / (a + frequency), Arora et al. 2017


class Bags:
    """Texts as subword ids, cut into batches without encoding them again."""

    def __init__(self, texts: Sequence[str], tokenizer: Tokenizer) -> None:
        ids = [e.ids or [0] for e in tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        self.length = torch.tensor([len(i) for i in ids])
        self.start = torch.cat([torch.zeros(1, dtype=torch.long), self.length.cumsum(0)[:-1]])
        self.flat = torch.tensor([i for row in ids for i in row])

    def __len__(self) -> int:
        return len(self.length)

    def take(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and offsets of these rows, as `nn.EmbeddingBag` wants them."""
        length = self.length[rows]
        offsets = torch.cat([torch.zeros(1, dtype=torch.long), length.cumsum(0)[:-1]])
        within = torch.arange(int(length.sum())) - torch.repeat_interleave(offsets, length)
        return self.flat[torch.repeat_interleave(self.start[rows], length) + within], offsets


@dataclass(frozen=True, slots=True)
class Graded:
    """Pairs of texts with the cosine they should have."""

    a: Bags
    b: Bags
    target: torch.Tensor
    weight: torch.Tensor

    @classmethod
    def of(cls, rows: Sequence[tuple[str, str, float, float]], tokenizer: Tokenizer) -> Graded:
        """From rows of first text, second text, cosine, weight."""
        a, b, target, weight = zip(*rows, strict=True)
        return cls(Bags(a, tokenizer), Bags(b, tokenizer), torch.tensor(target), torch.tensor(weight))


def project(
    vectors: np.ndarray, frequency: np.ndarray, bags: Bags, teacher: np.ndarray, ridge: float = 1.0
) -> np.ndarray:
    """Vectors float32 [vocabulary, d] in the teacher's space, from those of `cooccurrence.vectors`."""
    weighted = vectors * (SIF / (SIF + frequency))[:, None]
    table = torch.from_numpy(weighted.astype(np.float32))
    x = F.normalize(F.embedding_bag(bags.flat, table, bags.start, mode="mean")).numpy().astype(np.float64)
    gram = x.T @ x + ridge * np.eye(x.shape[1])
    return np.asarray(weighted @ np.linalg.solve(gram, x.T @ teacher), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how hot a step of the training is."""

    epochs: int
    rate: float
    batch: int = 256
    likeness: float = 20.0  # weight of likenesses within the batch against nearness to the teacher
    graded: float = 0.0  # weight of graded pairs


def distil(
    table: np.ndarray, bags: Bags, teacher: np.ndarray, schedule: Schedule, seed: int, graded: Graded | None = None
) -> np.ndarray:
    """The table [vocabulary, d] after training. `teacher` is float [texts, d], rows L2-normalised."""
    torch.manual_seed(seed)
    bag = nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="mean", sparse=True)
    target = torch.from_numpy(teacher.astype(np.float32))
    optimiser = torch.optim.SparseAdam(bag.parameters(), lr=schedule.rate)
    steps = schedule.epochs * (len(bags) // schedule.batch)
    decay = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: max(0.02, 1 - s / steps))
    for _ in track(range(schedule.epochs), description="Distillerar" if graded is None else "Finjusterar"):
        order = torch.randperm(len(bags))
        for rows in torch.split(order, schedule.batch)[: len(bags) // schedule.batch]:
            s, t = F.normalize(bag(*bags.take(rows))), target[rows]
            loss = (1 - (s * t).sum(1)).mean() + schedule.likeness * F.mse_loss(s @ s.T, t @ t.T)
            if graded is not None:
                loss = loss + schedule.graded * _graded_loss(bag, graded, schedule)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()  # type: ignore[no-untyped-call]
            decay.step()
    return np.asarray(bag.weight.detach().numpy())


def _graded_loss(bag: nn.EmbeddingBag, graded: Graded, schedule: Schedule) -> torch.Tensor:
    """Squared distance to the wanted cosine; other pairs of the batch should be unlike (hinge above 0.2)."""
    rows = torch.randint(len(graded.target), (schedule.batch,))
    a, b = (F.normalize(bag(*side.take(rows))) for side in (graded.a, graded.b))
    like = a @ b.T
    wanted = (graded.weight[rows] * (like.diagonal() - graded.target[rows]) ** 2).mean()
    others = (like - 0.2).clamp(min=0)
    return wanted + (others**2).mean() - (others.diagonal() ** 2).mean() / schedule.batch
