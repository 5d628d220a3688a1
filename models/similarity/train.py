"""The recipe from data folder to packed weights and card: `train(data, out, seed)`.

Steps and what decides them: tokenizer and co-occurrence vectors from raw text; projection to the teacher; distillation
over parallel pairs; tuning on graded pairs. Nothing of the STS benchmark is learnt from. Same data and seed give the
same weights (on the same kind of processor and library versions).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from tokenizers import Tokenizer

from models.similarity import card, cooccurrence, evaluate, pack, sources, student, teacher, vocabulary
from nlp.language import lexical

NAME, VERSION = "sv_similarity", "1.0.0"
ENTRIES, DIMENSIONS = 30_000, 384
DISTIL = student.Schedule(epochs=6, rate=5e-3)
TUNE = student.Schedule(epochs=4, rate=3e-3, graded=15.0)
RUNNING_TEXT = 25  # letters from which a parallel pair counts as a sentence and is kept while tuning
SAID = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Material:
    """What is the same for every seed: tokenizer, first vectors, rarities, the pairs and the teacher's vectors."""

    tokenizer: Tokenizer
    vectors: np.ndarray
    frequency: np.ndarray
    rarity: np.ndarray
    swedish: list[str]
    teacher: np.ndarray


def train(data: Path, out: Path, seed: int) -> None:
    """Train on the folder `data` (layout as in `sources`) and write weights and card to `out`.

    Raises `ModelError` if the teacher's package is not installed.
    """
    torch.set_num_threads(1)
    material = prepare(data)
    table = tuned(data, material, distilled(material, seed), seed)
    pack.save(out, table, material.tokenizer, material.rarity, {"name": NAME, "version": VERSION, "seed": seed})
    SAID.print("Mäter")
    card.write(out, evaluate.figures(out, data))


def train_untuned(data: Path, out: Path, seed: int) -> None:
    """Weights from running text and translations alone, without card, for what is measured on the labelled groups."""
    torch.set_num_threads(1)
    material = prepare(data)
    about = {"name": f"{NAME}_untuned", "version": VERSION, "seed": seed}
    pack.save(out, distilled(material, seed), material.tokenizer, material.rarity, about)


def prepare(data: Path) -> Material:
    """Tokenizer, co-occurrence vectors, rarities and teacher vectors (minutes; no randomness but a fixed shuffle)."""
    SAID.print("Läser text")
    pairs = sources.parallel(data)
    lines = [*sources.raw_lines(data), *sources.own_lines() * sources.OWN_WEIGHT, *(sv for _, sv in pairs)]
    random.Random(0).shuffle(lines)
    SAID.print(f"Lär in {ENTRIES} delord ur {len(lines)} rader")
    tokenizer = vocabulary.learn(lines, ENTRIES)
    SAID.print("Räknar samförekomster")
    vectors, frequency = cooccurrence.vectors(lines, tokenizer, DIMENSIONS, seed=0)
    SAID.print("Läraren kodar de engelska meningarna")
    english = sorted({en for en, _ in pairs})
    places = {en: i for i, en in enumerate(english)}
    taught = teacher.encode(english)[[places[en] for en, _ in pairs]]
    return Material(tokenizer, vectors, frequency, rarity(lines[::18]), [sv for _, sv in pairs], taught)


def distilled(material: Material, seed: int) -> np.ndarray:
    """The table float32 [entries, dimensions] after projection and distillation."""
    bags = student.Bags(material.swedish, material.tokenizer)
    table = student.project(material.vectors, material.frequency, bags, material.teacher)
    return student.distil(table, bags, material.teacher, DISTIL, seed)


def tuned(
    data: Path,
    material: Material,
    table: np.ndarray,
    seed: int,
    group_sets: tuple[str, ...] = sources.GROUP_SETS,
) -> np.ndarray:
    """The distilled table after tuning on graded pairs, with these sets of groups only."""
    sentences = [i for i, sv in enumerate(material.swedish) if len(sv) > RUNNING_TEXT]
    bags = student.Bags([material.swedish[i] for i in sentences], material.tokenizer)
    graded = student.Graded.of(graded_pairs(data, group_sets), material.tokenizer)
    return student.distil(table, bags, material.teacher[sentences], TUNE, seed, graded)


def graded_pairs(data: Path, group_sets: tuple[str, ...]) -> list[tuple[str, str, float, float]]:
    """First text, second text, the cosine they should have, weight."""
    rows = [(a, b, 0.7, 0.5) for a, b in sources.synonyms(data)]
    rows += [(a, b, 0.95, 1.0) for a, b in sources.paraphrases(data)]
    wanted = {"entailment": 0.8, "neutral": 0.5, "contradiction": 0.45}
    rows += [(a, b, wanted[label], 1.0) for a, b, label in sources.entailments(data)]
    for group in sources.groups(group_sets):
        rows += [(group.text, other, 0.95, 2.0) for other in group.same] * 2
        rows += [(group.text, other, 0.7, 1.0) for other in group.changed] * 2
        rows += [(group.same[0], group.same[1], 0.95, 1.0)] * 2
    return rows


def rarity(lines: list[str]) -> np.ndarray:
    """float32 [lexical.BUCKETS]: log of texts / texts that hold a letter sequence or stem of this bucket."""
    seen = np.zeros(lexical.BUCKETS)
    for line in lines:
        seen[list({lexical.bucket(p) for p in (*lexical.pieces(line[:400]), *lexical.stems(line[:400]))})] += 1
    return np.log((len(lines) + 1) / (seen + 1)).astype(np.float32)
