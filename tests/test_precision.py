"""Fewer statements, more of them right."""

from __future__ import annotations

import pytest

from onrecord import Document, read
from onrecord.document import Citation, Statement
from onrecord.gold import Annotated, AnnotatedStatement
from onrecord.precision import keep_confident, keep_confident_predictions


def statement(id_: str, confidence: float, parent: str | None = None) -> Statement:
    return Statement(id_, "direct", ((0, 4),), confidence=confidence, parent=parent)


def document(*statements: Statement, cited: tuple[str, ...] = ()) -> Document:
    citation = Citation("c1", "report", None, None, None, None, 0, 4, cited)
    return Document("d", "Text", "rules/0", statements=statements, citations=(citation,))


def test_those_below_the_level_go_and_the_others_keep_their_ids() -> None:
    kept = keep_confident(document(statement("s1", 0.49), statement("s2", 0.5), statement("s3", 0.9)), 0.5)
    assert [s.id for s in kept.statements] == ["s2", "s3"]


def test_one_inside_a_statement_left_out_stands_inside_the_next_one_kept() -> None:
    nested = document(statement("s1", 0.9), statement("s2", 0.1, "s1"), statement("s3", 0.9, "s2"))
    assert [(s.id, s.parent) for s in keep_confident(nested, 0.5).statements] == [("s1", None), ("s3", "s1")]
    lone = document(statement("s1", 0.1), statement("s2", 0.9, "s1"))
    assert [(s.id, s.parent) for s in keep_confident(lone, 0.5).statements] == [("s2", None)]


def test_citations_forget_what_is_left_out() -> None:
    kept = keep_confident(document(statement("s1", 0.1), statement("s2", 0.9), cited=("s1", "s2")), 0.5)
    assert kept.citations[0].statements == ("s2",)


def test_at_level_nothing_the_document_is_the_same() -> None:
    whole = document(statement("s1", 0.1), cited=("s1",))
    assert keep_confident(whole, 0) is whole


def test_python_takes_a_level_and_refuses_what_is_no_share() -> None:
    text = "“It holds,” Ada Berg said on Monday. She denied that it was for sale.\n"
    everything = read(text).statements
    least = max(s.confidence for s in everything)
    assert [s.confidence for s in read(text, min_confidence=least).statements] == [least]
    with pytest.raises(ValueError, match="between 0 and 1"):
        read(text, min_confidence=60)


def test_predictions_without_confidence_stay() -> None:
    marked = [AnnotatedStatement(kind="direct", confidence=level) for level in (None, 0.2, 0.8)]
    (kept,) = keep_confident_predictions([Annotated(id="d", text="Text", statements=tuple(marked))], 0.5)
    assert [s.confidence for s in kept.statements] == [None, 0.8]
