"""The filters of a search as parameters: made from ``Filters``, told as the command line tells them."""

from __future__ import annotations

import inspect
from typing import Annotated, Any, get_type_hints

from fastapi import Depends, Query

from onrecord.document import StatementKind
from onrecord.record.commands.listing import FILTERS, FLAGS
from onrecord.record.filters import Filters
from onrecord.record.searching import Sort

_LONGEST = 300
_TOLD = {name: meaning for name, _, meaning in FILTERS} | dict(FLAGS) | {
    "min_confidence": "Leave out statements less sure than this, 0 to 1.",
    "verdict": "Accepted by a person, or not judged yet.",
}  # fmt: skip
_EXAMPLES = {"since": "2025-02", "language": "en", "speaker": "Ines Falk"}


def _parameters() -> list[inspect.Parameter]:
    made = []
    for name, hint in get_type_hints(Filters).items():
        limits: dict[str, Any] = {"max_length": _LONGEST} if hint == (str | None) else {}
        if name == "kind":
            hint, limits = StatementKind | None, {}
        if name == "min_confidence":
            hint, limits = float | None, {"ge": 0, "le": 1, "allow_inf_nan": False}
        examples = [_EXAMPLES[name]] if name in _EXAMPLES else None
        said = Query(description=_TOLD[name], examples=examples, **limits)
        of = Annotated[hint, said]  # type: ignore[valid-type]
        made.append(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=of))
    return made


def _narrowed(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


_narrowed.__signature__ = inspect.Signature(_parameters())  # type: ignore[attr-defined]

Narrowed = Annotated[dict[str, Any], Depends(_narrowed)]
"""The filters that were given, by name."""
Words = Annotated[
    str | None,
    Query(
        max_length=2_000, examples=["ferry"],
        description='Words that must be there; "in quotes" side by side, begin*, -without, one OR other.',
    ),
]  # fmt: skip
Sorted = Annotated[Sort, Query(description="By date, or by how well the words fit.")]
