"""A byline names an author, who is no link of the chain, and the outlet behind the name, which is."""

from __future__ import annotations

import pytest

from onrecord import read

TEXT = "“It holds,” Ada Berg said on Friday in the hall.\n\nShe said that the town would pay for all of it.\n\n"


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("By Ines Falk, Ovenna Evening Post, March 3, 2025", "Ovenna Evening Post", "outlet"),
        ("By Ines Falk, Reuters", "Reuters", "outlet"),
        ("Source: Halmar Courier", "Halmar Courier", "outlet"),
        ("By Ines Falk", "Ines Falk", "person"),
    ],
)
def test_credit_names_the_outlet_behind_an_author_and_else_the_author(line: str, name: str, kind: str) -> None:
    document = read(f"{TEXT}{line}\n")
    (credit,) = document.citations
    entity = document.entity(credit.entity)
    assert entity is not None
    assert (entity.name, entity.kind) == (name, kind)
    assert bool(credit.statements) == (kind == "outlet")
