"""How sure a finding is, and which rule found it."""

from __future__ import annotations

from functools import cache

import pytest
from reading import one

from onrecord import Document, read
from onrecord.demo import DISPATCHES
from onrecord.languages.pack import available, load

DISPATCH_NAMES = [dispatch.name for dispatch in DISPATCHES]


@cache
def dispatch(name: str) -> Document:
    (path,) = [d.path for d in DISPATCHES if d.name == name]
    return read(path, engine="rules", until="statements")


@pytest.mark.parametrize("name", DISPATCH_NAMES)
def test_confidence_lies_between_none_and_certainty(name: str) -> None:
    document = dispatch(name)
    assert document.statements
    assert all(0 < s.confidence <= 1 for s in document.statements)


@pytest.mark.parametrize("name", DISPATCH_NAMES)
def test_why_names_an_order_pattern_of_the_blocks_language(name: str) -> None:
    document = dispatch(name)
    for statement in document.statements:
        start, _ = statement.content[0]
        (language,) = [b.language for b in document.blocks if b.start <= start < b.end]
        engine, _, rule = statement.why.partition(":")
        assert engine == "rules"
        assert rule in {order.name for order in load(str(language)).orders} or rule.startswith("joined")


def test_confidences_differ_between_rules() -> None:
    confidences = {s.confidence for name in DISPATCH_NAMES for s in dispatch(name).statements}
    assert len(confidences) > 5


def test_weak_cue_is_less_sure_than_a_strong_one() -> None:
    weak = one("Berg believes that the dam will hold.")
    strong = one("Berg said that the dam would hold.")
    assert weak.why == strong.why
    assert weak.confidence < strong.confidence


@pytest.mark.parametrize("code", available())
def test_confidences_of_a_pack_are_shares(code: str) -> None:
    assert all(0 < order.confidence <= 1 for order in load(code).orders)


@pytest.mark.parametrize("code", available())
def test_doubts_of_a_pack_lessen_but_for_long_and_quoting_contents(code: str) -> None:
    doubts = dict(load(code).doubts)
    assert all(1 <= doubts.pop(name) < 1.2 for name in ("long", "mixed"))
    assert all(0 < factor < 1 for factor in doubts.values())


def test_content_of_a_word_or_two_is_less_sure_than_a_whole_clause() -> None:
    short, whole = one("Berg denied it all."), one("Berg denied all that the council had written of the dam.")
    assert short.why == whole.why
    assert short.confidence < whole.confidence


def test_source_without_a_name_is_less_sure_than_a_name() -> None:
    unnamed, named = one("The guards said the dam would hold."), one("Berg said the dam would hold.")
    assert unnamed.why == named.why
    assert unnamed.confidence < named.confidence


def test_nothing_is_certain() -> None:
    text = "“The dam is old and it is ours, and it will hold for as long as we mend it,” Berg said."
    assert one(text).confidence < 1
