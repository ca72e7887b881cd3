"""A network as it is drawn: circles for people, squares for organisations, a line for each tie."""

from __future__ import annotations

import math
import unicodedata
from typing import NamedTuple

from onrecord.record.ties import Member, Tie, Ties
from onrecord.telling import clean, shortened
from onrecord.web.layout import places

LINES = 200
"""Ties that are drawn, the strongest; a table has all."""
_LETTER, _WIDE, _LINE = 8.4, 15.0, 20.0  # pixels of a letter, of one that is twice as wide, and of a line of words
_LONGEST = 30
_MARGIN = 12.0
_AREA, _TIGHTEST, _ROOMIEST = 800_000.0, 12_000.0, 24_000.0  # square pixels of a drawing, and of a node with its label
_BEND = 16.0  # pixels between two ties of the same pair
_ARROW = 7.0
_STRONG = 8  # a tie of so many is drawn as thick as any, where none is stronger


class Node(NamedTuple):
    """Somebody: where they are drawn, how large, under which words."""

    member: Member
    x: float
    y: float
    radius: float
    label: str

    @property
    def below(self) -> float:
        """Where the line of the label stands."""
        return round(self.y + self.radius + 15, 1)


class Line(NamedTuple):
    """A tie: its path in SVG, how thick it is."""

    tie: Tie
    path: str
    width: float


class Drawing(NamedTuple):
    """A network: its size in pixels, what is in it, the strongest ties on top."""

    width: int
    height: int
    nodes: list[Node]
    lines: list[Line]


def drawing(ties: Ties) -> Drawing:
    """How the ties are drawn."""
    members = ties.people
    number = {member.id: at for at, member in enumerate(members)}
    most = max(_STRONG, *(member.number for member in members), 0)
    radii = [round(6 + 14 * math.sqrt(member.number / most), 1) for member in members]
    labels = [shortened(" ".join(clean(member.name).split()), _LONGEST) for member in members]
    sizes = [(max(2 * radius, _width(label)), 2 * radius + _LINE) for radius, label in zip(radii, labels, strict=True)]
    strongest = max(_STRONG, *(tie.number for tie in ties.ties), 0)
    pulls = [(number[tie.one], number[tie.other], 0.35 + _share(tie.number, strongest)) for tie in ties.ties]
    middles = places(sizes, pulls, min(_ROOMIEST, max(_TIGHTEST, _AREA / max(1, len(members)))))
    # a box holds the circle and the label below it: the circle's middle is above that of the box
    nodes = [
        Node(member, round(x + _MARGIN, 1), round(y + _MARGIN - _LINE / 2, 1), radius, label)
        for member, (x, y), radius, label in zip(members, middles, radii, labels, strict=True)
    ]
    drawn = ties.ties[:LINES]
    beside: dict[tuple[str, str], list[Tie]] = {}
    for tie in drawn:
        beside.setdefault((min(tie.one, tie.other), max(tie.one, tie.other)), []).append(tie)
    lines = []
    for tie in reversed(drawn):
        pair = beside[min(tie.one, tie.other), max(tie.one, tie.other)]
        bend = (pair.index(tie) - (len(pair) - 1) / 2) * _BEND * (1 if tie.one < tie.other else -1)
        width = round(1.2 + 4.3 * _share(tie.number, strongest), 1)
        lines.append(Line(tie, _path(nodes[number[tie.one]], nodes[number[tie.other]], bend, tie.kind, width), width))
    right = max((x + width / 2 for (x, _), (width, _) in zip(middles, sizes, strict=True)), default=0)
    bottom = max((y + height / 2 for (_, y), (_, height) in zip(middles, sizes, strict=True)), default=0)
    return Drawing(math.ceil(right + 2 * _MARGIN), math.ceil(bottom + 2 * _MARGIN), nodes, lines)


def _share(number: int, most: int) -> float:
    return math.log1p(number) / math.log1p(most)


def _width(label: str) -> float:
    return sum(_WIDE if unicodedata.east_asian_width(letter) in "WF" else _LETTER for letter in label) + 4


def _path(one: Node, other: Node, bend: float, kind: str, width: float) -> str:
    """A line from the edge of one to the edge of the other, bent where there are several between them."""
    dx, dy = other.x - one.x, other.y - one.y
    distance = math.hypot(dx, dy) or 1.0
    middle = (one.x + other.x) / 2 - dy / distance * bend, (one.y + other.y) / 2 + dx / distance * bend
    start = _towards(one, middle, one.radius + 1)
    gap = other.radius + (2 + _ARROW if kind != "met" else 1)
    end = _towards(other, middle, min(gap, distance / 2))
    if not bend:
        return "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*start, *end)
    return "M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*start, *middle, *end)


def _towards(node: Node, to: tuple[float, float], far: float) -> tuple[float, float]:
    dx, dy = to[0] - node.x, to[1] - node.y
    distance = math.hypot(dx, dy) or 1.0
    return node.x + dx / distance * far, node.y + dy / distance * far
