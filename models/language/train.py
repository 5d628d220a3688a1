"""From the data folder to packed weights: `aktsam train language --data DIR`.

Steps, each kept in the work folder so that a killed run goes on: vectors from raw text, treebanks brought to one
labelling, three seeds on Talbanken test + PUD measured on Talbanken dev and on our own sentences, then the shipped
model on all of it, with its card.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch
from confection import Config
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import fix_random_seed, load_config

from annotations.language.score_names import score, score_corpus
from models.language import card, corpus, lemmas, vectors
from models.language.corpus import Sentence
from models.language.evaluate import case_texts, rates, scores
from nlp.errors import InputError, ModelError
from nlp.language import components as _components  # noqa: F401  (makes our components known)

HERE = Path(__file__).parent
CONFIG, TRANSFORMER = HERE / "config.cfg", HERE / "transformer.cfg"
OUT = HERE.parent / "sv_aktsam"
WORK = Path(tempfile.gettempdir()) / "aktsam-train"
NEWS = "ner/test_corpus.txt"
OWN = HERE.parents[1] / "annotations" / "language"
TREEBANKS = {
    "talbanken": "ud/sv_talbanken-ud-test.conllu",
    "pud": "ud/sv_pud-ud-test.conllu",
    "dev": "ud/sv_talbanken-ud-dev.conllu",
}
TALBANKEN_TIMES, OWN_TIMES = 2, 3  # how often a pass reads each, PUD once
SENTENCES_A_DOC = 5
LISTENERS = ("morphologizer", "trainable_lemmatizer")
RUNS = ("seed 1", "seed 2", "seed 3", "fold FAR+NOR", "fold RIK+SOD")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Material:
    """All that training needs, read once: labelled sentences by source, and where the
    vectors and the table of forms lie."""

    talbanken: list[Sentence]
    pud: list[Sentence]
    dev: list[Sentence]
    own: list[Sentence]
    vectors: Path


def train(data: Path, out: Path = OUT, seed: int = 1, transformer: str | None = None) -> None:
    """Train on the folder `data` and write weights, figures and card to `out`.

    `transformer`: folder or hub name of a BERT on this machine that takes the small network's place; its size is
    bound to what is shipped by no test. Raises `InputError` if data are lacking, `ModelError` if the BERT is.
    """
    torch.set_num_threads(1)
    work = WORK / (out.name if transformer is None else f"{out.name}-bert")
    material = gather(data, work)
    runs = measure(material, work, RUNS, transformer)
    log.info("Tränar modellen som sparas")
    nlp = fit(material, everything(material), work / "shipped", seed, transformer)
    nlp.meta.update(
        name="aktsam", version=card.VERSION, license="CC BY-SA 4.0", description="Aktsam: svensk ärendetext"
    )
    config = nlp.config.copy()
    config["paths"] = dict.fromkeys(config["paths"])  # places on the machine that trained
    nlp.config = config
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    names = {district: list(row) for district, row in score().items()}
    names["web news"] = list(score_corpus(data / NEWS))
    card.write(out, runs, rates(nlp, case_texts()), names, seed)


def lay_over(config: Config, transformer: str) -> Config:
    """`config` with `transformer.cfg` laid over it, set to the model and width asked for."""
    from transformers import AutoConfig

    try:
        width = AutoConfig.from_pretrained(transformer, local_files_only=True).hidden_size
    except (OSError, ValueError) as e:
        raise ModelError(
            f"Transformermodellen {transformer} finns inte på datorn. Hämta den i förväg eller ange en mapp."
        ) from e
    layer = {"name": transformer, "width": width}
    changed = config.copy()
    changed["components"]["tok2vec"]["model"] = load_config(TRANSFORMER)["components"]["tok2vec"]["model"] | layer
    for component in LISTENERS:
        changed["components"][component]["model"]["tok2vec"]["width"] = width
    changed["training"]["optimizer"] |= load_config(TRANSFORMER)["training"]["optimizer"]
    return changed


def gather(data: Path, work: Path) -> Material:
    """Reads `data` (treebanks, raw text, form list) and prepares what is derived in `work`."""
    for needed in (*TREEBANKS.values(), "lexicon/lemma.tsv.xz", "raw", NEWS):
        if not (data / needed).exists():
            raise InputError(f"Datamappen saknar {needed}. Se models/README.md om vad den ska innehålla.")
    work.mkdir(parents=True, exist_ok=True)
    with_vectors = work / "vectors"
    if not with_vectors.exists():
        table = work / "vectors.floret"
        packed = vectors.read(table) if table.exists() else vectors.train(data / "raw", work)
        packed.forms = lemmas.form_table(data / "lexicon" / "lemma.tsv.xz", lemmas.count_words(work / "raw.txt"))
        nlp = _blank()
        nlp.vocab.vectors = packed
        nlp.to_disk(with_vectors)
    read = {name: list(corpus.read_conllu(data / path)) for name, path in TREEBANKS.items()}
    return Material(
        talbanken=read["talbanken"],
        pud=list(corpus.harmonise(read["pud"], read["talbanken"])),
        dev=read["dev"],
        own=[s for path in sorted(OWN.glob("*.conllu")) for s in corpus.read_conllu(path)],
        vectors=with_vectors,
    )


def fit(
    material: Material,
    sentences: Iterable[tuple[list[Sentence], int]],
    work: Path,
    seed: int,
    transformer: str | None = None,
) -> Language:
    """A pipeline trained on `sentences` (each list as often as its number says)."""
    parts = list(sentences)
    work.mkdir(parents=True, exist_ok=True)
    nlp = _blank()
    path = work / "train.spacy"
    corpus.save(nlp, [s for part, times in parts for s in part * times], path, SENTENCES_A_DOC)
    corpus.save(nlp, material.dev[:50], work / "watch.spacy", SENTENCES_A_DOC)
    overrides = {
        "paths.train": str(path),
        "paths.dev": str(work / "watch.spacy"),
        "paths.vectors": str(material.vectors),
        "system.seed": seed,
    }
    fix_random_seed(seed)
    config = load_config(CONFIG, overrides=overrides, interpolate=False)
    nlp = init_nlp(lay_over(config, transformer) if transformer else config)
    out = work / "model"
    out.mkdir(exist_ok=True)
    train_loop(nlp, out)
    nlp = spacy.load(out / "model-last")
    nlp.get_pipe("aktsam_lemmas").learn(lemmas.dictionary([s for part, _ in parts for s in part]))
    return nlp


def measure(
    material: Material, work: Path, keys: Iterable[str], transformer: str | None = None
) -> dict[str, dict[str, dict[str, float]]]:
    """The figures of the card, by run and set; a run whose figures are in `work` is not done again.

    "seed N": Talbanken test + PUD, measured on Talbanken dev and on our sentences. "fold AB": all but the districts
    A and B of our sentences, measured on these.
    """
    out: dict[str, dict[str, dict[str, float]]] = {}
    for key in keys:
        kept = work / f"figures {key}.json"
        if not kept.exists():
            kind, _, what = key.partition(" ")
            log.info("Tränar och mäter: %s", key)
            if kind == "seed":
                parts = [(material.talbanken, TALBANKEN_TIMES), (material.pud, 1)]
                nlp = fit(material, parts, work / key, int(what), transformer)
                figures = {"dev": scores(nlp, material.dev), "own": scores(nlp, material.own, blocks=True)}
            else:
                left_out = [s for s in material.own if s.id[:3] in what.split("+")]
                nlp = fit(material, everything(material, without=left_out), work / key, 1, transformer)
                figures = {"own": scores(nlp, left_out, blocks=True)}
            kept.write_text(json.dumps(figures), encoding="utf-8")
        out[key] = json.loads(kept.read_text(encoding="utf-8"))
    return out


def everything(material: Material, without: Iterable[Sentence] = ()) -> list[tuple[list[Sentence], int]]:
    """All labelled sentences but some of our own, with how often a pass reads each."""
    own = [s for s in material.own if s not in set(without)]
    return [([*material.talbanken, *material.dev], TALBANKEN_TIMES), (material.pud, 1), (own, OWN_TIMES)]


def _blank() -> Language:
    parts = load_config(CONFIG)["nlp"]
    return spacy.blank("sv", config={"nlp": {key: parts[key] for key in ("tokenizer", "vectors")}})
