"""What stands on a page: words, runs of words, lines, pictures.

Lengths are points (1/72 inch) in the page as it is read: x to the right, y upwards.
"""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float


class Piece(NamedTuple):
    """A word, a run of words or a line, with the size of its letters; ``bold`` when all of it is."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool

    @property
    def base(self) -> float:
        """About where its letters stand."""
        return self.bottom + 0.2 * self.size


class Page(NamedTuple):
    """A page's words in the order of the file, its pictures, its width and height."""

    words: list[Piece]
    pictures: list[Box]
    width: float
    height: float


def share_a_row(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand beside each other: most of the lower one's height is the other's too."""
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def together(pieces: list[Piece], between: str = " ") -> Piece:
    """Neighbours as one piece; its size is the one most of its characters have."""
    if len(pieces) == 1:
        return pieces[0]
    sizes: dict[float, int] = {}
    for piece in pieces:
        sizes[piece.size] = sizes.get(piece.size, 0) + len(piece.text)
    return Piece(
        text=between.join(piece.text for piece in pieces),
        left=min(piece.left for piece in pieces),
        bottom=min(piece.bottom for piece in pieces),
        right=max(piece.right for piece in pieces),
        top=max(piece.top for piece in pieces),
        size=max(sizes, key=lambda size: (sizes[size], size)),
        bold=all(piece.bold for piece in pieces),
    )
