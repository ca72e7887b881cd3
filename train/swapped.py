"""Reading with weights that are not the shipped ones, to measure them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.statements import fast
from onrecord.statements.tagger.weights import read_weights


@contextmanager
def reading_with(code: str, data: bytes) -> Iterator[None]:
    """Inside it the engine ``fast`` reads that language with the weights of a file's bytes."""
    weights, shipped = read_weights(data, f"weights of {code}", code), fast.weights_of
    fast.weights_of = lambda asked: weights if asked == code else shipped(asked)  # type: ignore[assignment]
    try:
        yield
    finally:
        fast.weights_of = shipped
