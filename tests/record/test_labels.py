"""What a label has meant once it never stops meaning, whatever reads the text anew."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord import record as records
from onrecord.document import Citation, Document

from .decisions.writing import FERRY, document


def said(record: records.Record) -> dict[str, str]:
    """The contents of statements by their labels."""
    return {row.label: row.content for row in record.statements(limit=None)}


def read(*without: int, reader: str) -> Document:
    """The document as a reader reads it that misses some of its statements."""
    return document(FERRY, without=without, reader=reader)


def test_a_statement_keeps_its_label_when_a_newer_reader_numbers_anew(record: records.Record) -> None:
    record.keep([read(reader="rules/1")], ["ferry"])
    before = said(record)
    record.keep([read(0, reader="rules/2")], ["ferry"])
    assert said(record) == {label: before[label] for label in ("s2", "s3")}
    assert record.keep([read(0, reader="rules/2")], ["ferry"])[0].became == "there already"


def test_a_new_statement_gets_a_label_that_none_ever_had(record: records.Record) -> None:
    record.keep([read(0, reader="rules/1")], ["ferry"])
    first = said(record)
    record.keep([read(2, reader="rules/2")], ["ferry"])
    assert said(record) == {"s1": first["s1"], "s3": "the ferry will sail on Monday"}
    record.keep([read(0, 1, reader="rules/3")], ["ferry"])
    assert said(record) == {"s2": first["s2"]}


def test_a_statement_that_is_found_again_has_the_label_it_had(record: records.Record) -> None:
    record.keep([read(reader="rules/1")], ["ferry"])
    before = said(record)
    for turn, without in enumerate([(0,), (0, 1, 2), (1,), ()], 2):
        record.keep([read(*without, reader=f"rules/{turn}")], ["ferry"])
        assert said(record).items() <= before.items()
    assert said(record) == before


def test_a_statement_with_other_borders_keeps_its_label(record: records.Record) -> None:
    record.keep([read(reader="rules/1")], ["ferry"])
    newer = read(0, reader="rules/2")
    first, *others = newer.statements
    ((start, end),) = first.content
    newer = replace(newer, statements=(replace(first, content=((start, end - 3),)), *others))
    record.keep([newer], ["ferry"])
    assert said(record)["s2"] == "the pier is s"


def test_what_points_at_a_statement_points_at_it_by_its_lasting_label(record: records.Record) -> None:
    record.keep([read(reader="rules/1")], ["ferry"])
    newer = read(0, reader="rules/2")
    first, second = newer.statements
    newer = replace(
        newer,
        statements=(first, replace(second, parent=first.id)),
        citations=(Citation("c1", "credit", None, None, None, None, 0, 4, (second.id,)),),
    )
    record.keep([newer], ["ferry"])
    assert {row.label: row.parent for row in record.statements()} == {"s2": None, "s3": "s2"}
    ((_, kept),) = record.corrected()
    assert kept.citations[0].statements == ("s3",)


def test_former_labels_come_along_in_an_export(record: records.Record) -> None:
    record.keep([read(reader="rules/1")], ["ferry"])
    record.keep([read(2, reader="rules/2")], ["ferry"])
    lines = list(record.to_json())
    record.remove(["ferry"])
    record.from_json(lines)
    assert list(record.to_json()) == lines
    record.keep([read(0, reader="rules/3")], ["ferry"])
    assert sorted(said(record)) == ["s2", "s3"]


def test_alike_statements_keep_their_labels_apart(record: records.Record) -> None:
    one = read(reader="rules/1")
    twins = (*one.statements, replace(one.statements[0], id="s4", speaker=one.statements[1].speaker))
    record.keep([replace(one, statements=twins)], ["ferry"])
    again = replace(one, statements=twins, reader="rules/2")
    record.keep([again], ["ferry"])
    assert sorted(said(record)) == ["s1", "s2", "s3", "s4"]
    assert record.keep([again], ["ferry"])[0].became == "there already"
