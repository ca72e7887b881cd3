"""Weights of the engine ``accurate`` made from gold documents: the recipe.

Networks are trained on the largest corpus, each without another part of its documents, and then tuned on the other
corpora together with some of the first again. Their mean is the network that is kept: all documents have been seen, at
the cost of one network in reading. What each proposes for the documents that it never saw teaches the judge.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from onrecord.gold import Annotated
from onrecord.statements.tagger.weights import Weights, weights_of
from onrecord.statements.transformer.inputs import GENERAL, POLITICAL, Pieces
from onrecord.statements.transformer.weights import Transformer, read_folder
from onrecord.training import judging
from onrecord.training.command import START
from onrecord.training.fitting import Item, Settings, State, averaged, fit, items, lowered
from onrecord.training.folder import with_judge, write_folder
from onrecord.training.network import Network
from onrecord.training.readings import Reading, reading

if TYPE_CHECKING:
    from torch import Tensor

Told = Callable[[str], None]

LARGE = 3000
"""Windows from which on a corpus is gone through ``epochs`` times; smaller ones more often, by the root."""


@dataclass(frozen=True)
class Recipe:
    """How weights are made."""

    parts: int = 3
    """Into how many the documents are parted."""
    networks: int = 2
    """How many are trained; each has a part that it does not see."""
    first: Settings = field(default_factory=Settings)
    tuned: Settings = field(default_factory=lambda: Settings(epochs=4.0, rate=1e-4, fresh_rate=5e-4))
    again: float = 1.0
    """Windows of the first corpus in tuning, for each window of the others."""
    share: float = 0.4
    """How much the scores of the engine ``fast``'s tagger count beside the network's."""
    workers: int = 2


@dataclass(frozen=True)
class Corpus:
    """Gold documents of several files, the largest file first, with their readings and windows."""

    language: str
    documents: list[Annotated]
    readings: list[Reading]
    groups: list[range]
    """The numbers of the documents by file."""
    items: list[Item]

    def of(self, group: int, left_out: int = -1, parts: int = 1) -> list[Item]:
        """The windows of a file's documents but those of one part."""
        numbers = self.groups[group]
        return [item for item in self.items if item.document in numbers and item.document % parts != left_out]


def corpus(files: Sequence[Sequence[Annotated]], language: str) -> Corpus:
    """What is trained on; the largest file becomes the first."""
    from tokenizers import Tokenizer

    files = sorted(files, key=len, reverse=True)
    documents = [document for file in files for document in file]
    ends = np.cumsum([len(file) for file in files]).tolist()
    groups = [range(end - len(file), end) for file, end in zip(files, ends, strict=True)]
    readings = [reading(document.text or "") for document in documents]
    genres = [POLITICAL if number < ends[0] else GENERAL for number in range(len(documents))]
    pieces = Pieces(Tokenizer.from_str(tokenizer().decode()))
    return Corpus(language, documents, readings, groups, items(documents, readings, language, pieces, genres))


def tokenizer() -> bytes:
    """The tokenizer's file that comes with the weights that training starts from."""
    return (resources.files(START) / "model" / "tokenizer.json").read_bytes()


def started() -> Mapping[str, Tensor]:
    """The weights that training starts from, by name."""
    from safetensors.torch import load

    tensors: Mapping[str, Tensor] = load((resources.files(START) / "model" / "model.safetensors").read_bytes())
    return tensors


def fitted(own: Sequence[Item], settings: Settings, seed: int, state: State | None = None) -> State:
    """A network's weights after learning from windows, from ``state`` or from the beginning; runs in one thread."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    network = Network(started())
    if state is not None:
        network.load_state_dict(state)
    fit(network, own, lowered(network, own), settings, seed)
    return dict(network.state_dict())


def first_stage(made_of: Corpus, recipe: Recipe, told: Told) -> list[State]:
    """Networks trained on the first file, each without one part of its documents."""
    jobs = []
    for part in range(recipe.networks):
        own = made_of.of(0, part, recipe.parts)
        jobs.append((own, lengthened(recipe.first, len(own)), part, None))
    return _side_by_side(jobs, recipe.workers, told, "network")


def second_stage(made_of: Corpus, states: Sequence[State], recipe: Recipe, told: Told) -> list[State]:
    """The networks of the first stage tuned on the other files, each without one part of their documents."""
    if len(made_of.groups) == 1:
        return list(states)
    jobs = []
    for part, state in enumerate(states):
        others = [item for group in range(1, len(made_of.groups)) for item in made_of.of(group, part, recipe.parts)]
        before = made_of.of(0, part, recipe.parts)
        chosen = np.random.default_rng(part).permutation(len(before))[: round(recipe.again * len(others))]
        jobs.append(([*others, *(before[number] for number in sorted(chosen))], recipe.tuned, part, state))
    return _side_by_side(jobs, recipe.workers, told, "network tuned")


def lengthened(settings: Settings, windows: int) -> Settings:
    """Settings for a corpus of so many windows: a small one is gone through more often."""
    return replace(settings, epochs=settings.epochs * max(1.0, (LARGE / max(1, windows)) ** 0.5))


def _side_by_side(
    jobs: Sequence[tuple[list[Item], Settings, int, State | None]], workers: int, told: Told, what: str
) -> list[State]:
    made = []
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=multiprocessing.get_context("spawn")) as pool:
        for number, job in enumerate([pool.submit(fitted, *job) for job in jobs], 1):
            made.append(job.result())
            told(f"{what} {number} of {len(jobs)}")
    return made


def finish(
    made_of: Corpus,
    states: Sequence[State],
    recipe: Recipe,
    out: Path,
    told: Told,
    beside: Sequence[Weights] = (),
) -> list[float]:
    """Writes the mean of the networks with a judge that learned from what each proposes for what it never saw.

    ``beside`` are taggers to read with the networks, each made without the documents that its network did not see;
    without them it is the shipped one of the language, if there is one. Gives the statement F1, 0 to 1, by file, of
    what was judged by others.
    """
    taggers: Sequence[Weights | None] = beside or [weights_of(made_of.language)] * len(states)
    share = recipe.share if taggers[0] else 0.0
    seen = []
    for part, state in enumerate(states):
        with TemporaryDirectory() as folder:
            write_folder(Path(folder), made_of.language, _network(state), tokenizer(), share=share)
            numbers = range(part, len(made_of.documents), recipe.parts)
            tagger = read_folder(Path(folder), 1, {made_of.language: taggers[part]}.get)
            seen.append(_examples(made_of, tagger, numbers))
        told(f"proposals {part + 1} of {recipe.networks}")
    judged = [[n for n in group if n % recipe.parts < recipe.networks] for group in made_of.groups]
    made = judging.judge(seen, made_of.documents, judged)
    write_folder(out, made_of.language, _network(averaged(states)), tokenizer(), share=share)
    with_judge(out, made.weights, made.calibration)
    return made.shares


def _examples(made_of: Corpus, tagger: Transformer, numbers: Iterable[int]) -> list[judging.Example]:
    return list(judging.examples(made_of.documents, made_of.readings, numbers, made_of.language, tagger))


def _network(state: State) -> Network:
    network = Network(started())
    network.load_state_dict(state)
    return network
