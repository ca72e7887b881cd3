"""The parts of a dispatch in two languages: a summary in one, before or behind the body in the other."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from onrecord.checks.reading import Reading
from onrecord.document import Block, Entity
from onrecord.names.comparison import POSSIBLE, similarity

FEWEST = 200
"""Characters of a summary; less is a foreign title or a quotation."""
MOST = 0.8
"""The summary's share of the body's length, at most; else the two are one text translated."""
_RUNNING = ("paragraph", "list-item")


class Parts(NamedTuple):
    """The blocks of the summary and of the body, with headings and captions."""

    summary: tuple[Block, ...]
    body: tuple[Block, ...]


def parts(reading: Reading) -> Parts | None:
    """The two parts; ``None`` where the text has not just two, one whole before the other."""
    sizes: dict[str, int] = defaultdict(int)
    running = [block for block in reading.blocks if block.kind in _RUNNING and block.language]
    for block in running:
        sizes[block.language or ""] += block.end - block.start
    if len(sizes) != 2:
        return None
    short, long = sorted(sizes, key=lambda language: sizes[language])
    languages = [block.language for block in running]
    changes = sum(a != b for a, b in pairwise(languages))
    if changes != 1 or not FEWEST <= sizes[short] <= sizes[long] * MOST:
        return None
    of = {language: tuple(block for block in reading.blocks if block.language == language) for language in sizes}
    return Parts(of[short], of[long])


def inside(blocks: tuple[Block, ...], position: int) -> bool:
    """Whether a position stands in one of the blocks."""
    return any(block.start <= position < block.end for block in blocks)


def named_in(reading: Reading, entity: Entity, blocks: tuple[Block, ...]) -> bool:
    """Whether an entity, or one whose name may be the same, is named in the blocks."""
    for other in reading.document.entities:
        if other.id != entity.id and other.kind not in ("person", "organization"):
            continue
        if not any(inside(blocks, mention.start) for mention in other.mentions):
            continue
        if other.id == entity.id or _alike(entity, other):
            return True
    return False


def _alike(a: Entity, b: Entity) -> bool:
    bases = {m.base for m in b.mentions if m.base[:1].isupper()}
    own = {m.base for m in a.mentions if m.base[:1].isupper()} | {a.name}
    return any(similarity(name, base).score >= POSSIBLE for name in own for base in bases)
