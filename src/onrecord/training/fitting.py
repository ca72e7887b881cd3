"""Windows of gold documents, and a network fitted to their labels as a conditional random field."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from onrecord.gold import Annotated
from onrecord.languages.pack import pack_of
from onrecord.statements.tagger.streams import by_language, rule_streams
from onrecord.statements.transformer.inputs import COLUMNS, SEEN, UNTOLD, Pieces, Row, row, symbols, table
from onrecord.statements.transformer.windows import windows
from onrecord.training.crf import gradients
from onrecord.training.network import Network, padded
from onrecord.training.readings import Reading, gold_labels

Array = npt.NDArray[Any]
State = dict[str, Tensor]

_GENRE = list(SEEN).index("genre")
assert _GENRE == COLUMNS - 1


class Item(NamedTuple):
    """A window of a gold document: what the network sees, the labels of its words, their number by paragraph."""

    row: Row
    labels: Array
    paragraphs: list[int]
    document: int
    genre: int


@dataclass(frozen=True)
class Settings:
    """How long and how fast to learn; the values are those that a prototype was made with, not searched."""

    epochs: float = 3.0
    batch: int = 12
    """Windows in a step."""
    rate: float = 2e-4
    fresh_rate: float = 2e-3
    """For what does not come with the model: symbols, labels and transitions."""
    warmup: float = 0.1
    decay: float = 0.01
    untold: float = 0.5
    """Share of windows whose kind of text is not told."""


def items(
    documents: Sequence[Annotated], readings: Sequence[Reading], code: str, pieces: Pieces, genres: Sequence[int]
) -> list[Item]:
    """The windows of the documents' blocks in one language."""
    made = []
    marks = pieces.begin, pieces.end
    for number, (gold, read) in enumerate(zip(documents, readings, strict=True)):
        wanted = np.array(gold_labels(gold, read.words), dtype=np.int64)
        of = [pieces[form] for form in read.words.forms]
        lengths = list(map(len, of))
        for part in by_language(read.blocks, read.words, pack_of):
            if part.pack.code != code:
                continue
            streams = rule_streams(read.words, part, read.quotations, read.found)
            seen = table(symbols(read.words, part, streams), UNTOLD)
            for window in windows(part.ranges, lengths):
                inside = [
                    min(last, window.last) - max(first, window.first)
                    for first, last in part.ranges
                    if first < window.last and last > window.first
                ]
                labels = wanted[window.first : window.last]
                made.append(Item(row(window, of, seen, marks), labels, inside, number, genres[number]))
    return made


def lowered(network: Network, own: Sequence[Item], at_once: int = 32) -> list[Tensor]:
    """What the frozen layers make of each window, in half the precision."""
    made: dict[int, Tensor] = {}
    order = sorted(range(len(own)), key=lambda number: len(own[number].row.pieces))
    for begin in range(0, len(order), at_once):
        chosen = order[begin : begin + at_once]
        pieces, _, mask = padded([own[number].row for number in chosen])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            x = network.lower(pieces, mask)
        for number, line in zip(chosen, x, strict=True):
            made[number] = line[: len(own[number].row.pieces)].to(torch.bfloat16).clone()
    return [made[number] for number in range(len(own))]


def fit(
    network: Network, own: Sequence[Item], below: Sequence[Tensor], settings: Settings, seed: int = 0
) -> None:
    """Learns in place; ``below`` are the windows as ``lowered`` gives them. The same seed gives the same weights."""
    random = np.random.default_rng(seed)
    fresh = [network.symbols.weight, *network.labels.parameters(), network.moves]
    known = {id(parameter) for parameter in fresh}
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    steps = math.ceil(settings.epochs * len(own) / settings.batch)
    groups = [
        {"params": rest, "lr": settings.rate, "weight_decay": settings.decay},
        {"params": fresh, "lr": settings.fresh_rate, "weight_decay": 0.0},
    ]
    adam = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    rates = [group["lr"] for group in adam.param_groups]
    for step, chosen in zip(range(steps), _batches(own, settings.batch, random), strict=False):
        share = min((step + 1) / max(1, settings.warmup * steps), (steps - step) / ((1 - settings.warmup) * steps))
        for group, rate in zip(adam.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, share)
        genres = [UNTOLD if random.random() < settings.untold else own[number].genre for number in chosen]
        _step(network, [own[n] for n in chosen], [below[n] for n in chosen], genres)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        adam.zero_grad(set_to_none=True)


def _batches(own: Sequence[Item], size: int, random: np.random.Generator) -> Iterator[list[int]]:
    """Numbers of windows, without end: epoch after epoch, windows of about one length together."""
    lengths = np.array([len(item.row.pieces) for item in own])
    while True:
        order = np.argsort(lengths + random.random(len(own)) * 40, kind="stable")
        batches = [order[begin : begin + size].tolist() for begin in range(0, len(order), size)]
        for number in random.permutation(len(batches)):
            yield batches[number]


def _step(network: Network, chosen: Sequence[Item], below: Sequence[Tensor], genres: Sequence[int]) -> None:
    """Adds up the slopes of a batch's loss."""
    _, seen, mask = padded([item.row for item in chosen])
    seen[..., _GENRE] += torch.tensor(genres)[:, None]
    x = torch.zeros(*mask.shape, below[0].shape[1], dtype=torch.bfloat16)
    for at, line in enumerate(below):
        x[at, : len(line)] = line
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network.upper(x.float(), seen, mask)
    words = [(at, begin) for at, item in enumerate(chosen) for begin in item.row.begins.tolist()]
    rows = torch.tensor(words)
    picked = scores.float()[rows[:, 0], rows[:, 1]]
    order, lengths = _by_length(chosen)
    labels = np.concatenate([item.labels for item in chosen])[order]
    values = picked.detach().numpy().astype(np.float64)[order]
    slope, move_slope, _ = gradients(values, network.moves.detach().numpy().astype(np.float64), labels, lengths)
    scale = 1 / len(labels)
    back = np.empty_like(slope)
    back[order] = slope
    picked.backward(torch.from_numpy((back * scale).astype(np.float32)))
    network.moves.grad = torch.from_numpy((move_slope * scale).astype(np.float32))


def _by_length(chosen: Sequence[Item]) -> tuple[Array, list[int]]:
    """The words of a batch reordered so that paragraphs stand by falling length, and those lengths."""
    lengths = np.array([length for item in chosen for length in item.paragraphs])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    order = np.argsort(-lengths, kind="stable")
    rows = np.concatenate([np.arange(starts[number], starts[number] + lengths[number]) for number in order])
    return rows, lengths[order].tolist()


def averaged(states: Sequence[Mapping[str, Tensor]]) -> State:
    """The mean of networks that began alike (Wortsman et al. 2022): as good as all of them at the cost of one."""
    return {name: torch.stack([state[name].float() for state in states]).mean(dim=0) for name in states[0]}
