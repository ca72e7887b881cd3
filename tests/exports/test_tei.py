"""TEI: valid P5, the text unchanged in the body, statements as elements whose parts are tied."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import trafilatura
from extracts import TEXT, demo, extract, extracts, written
from hypothesis import given, settings
from lxml import etree

from onrecord.document import Statement
from onrecord.exports.extract import Extract
from onrecord.exports.tei import FIELDS
from onrecord.exports.xmltext import escaped

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
DTD = Path(trafilatura.__file__).parent / "data" / "tei_corpus.dtd"
"""TEI P5 4.8.0 without its module ``analysis``, to which ``ana`` belongs."""


def corpus(*given: Extract) -> etree._Element:
    return etree.fromstring(written("tei", list(given)))


def texts(root: etree._Element) -> list[str]:
    return ["".join(body.itertext()) for body in root.iter(f"{TEI}body")]


def said(root: etree._Element, statement: str) -> list[etree._Element]:
    """The elements of a statement in the order in which they follow each other."""
    by_id = {element.get(ID): element for element in root.iter(f"{TEI}said")}
    at = next(element for id_, element in by_id.items() if id_.endswith(f".{statement}"))
    chain = [at]
    while following := chain[-1].get("next"):
        assert by_id[following[1:]].get("prev") == f"#{chain[-1].get(ID)}"
        chain.append(by_id[following[1:]])
    return chain


def legal(text: str) -> str:
    """A text with the characters that XML has not replaced."""
    return escaped(text).replace("&#13;", "\r").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unresolved(root: etree._Element) -> set[str]:
    """Pointers within the file that lead nowhere."""
    ids = {element.get(ID) for element in root.iter() if element.get(ID)}
    names = ("who", "toWhom", "ana", "corresp", "next", "prev", "ref", "where")
    pointers = (element.get(name, "") for element in root.iter() for name in names)
    return {one for value in pointers for one in value.split() if one.startswith("#") and one[1:] not in ids}


def test_a_corpus_is_valid_tei() -> None:
    if not DTD.exists():
        pytest.skip(f"no grammar at {DTD}: this trafilatura does not bring it")
    dtd = etree.DTD(str(DTD))
    dtd.validate(corpus(extract(), *demo()))
    wrong = [error.message for error in dtd.error_log.filter_from_errors()]
    assert [message for message in wrong if "attribute ana of element said" not in message] == []


def test_the_text_stands_in_the_body_character_for_character() -> None:
    given = (extract(), *demo())
    assert texts(corpus(*given)) == [one.document.text for one in given]


@settings(max_examples=150, deadline=None)
@given(extracts())
def test_any_text_is_kept_but_for_characters_that_xml_has_not(given: Extract) -> None:
    root = corpus(given)
    assert texts(root) == [legal(given.document.text)]
    assert not unresolved(root)


@settings(max_examples=150, deadline=None)
@given(extracts())
def test_the_parts_of_any_statement_are_tied_and_hold_its_words(given: Extract) -> None:
    root, text = corpus(given), given.document.text
    parts = {element.get(ID): element for element in root.iter(f"{TEI}said")}
    for statement in given.statements():
        if any(id_.endswith(f".{statement.id}") for id_ in parts):
            words = "".join("".join(one.itertext()) for one in said(root, statement.id))
            positions = sorted({at for start, end in statement.content for at in range(start, end)})
            meant = legal("".join(text[at] for at in positions))
            assert "".join(words.split()) == "".join(meant.split())
        else:
            assert not "".join(text[start:end] for start, end in statement.content).strip(" \t\r\n")


def test_a_content_in_pieces_is_elements_tied_to_each_other() -> None:
    parts = said(corpus(extract()), "s1")
    assert ["".join(part.itertext()) for part in parts] == [
        "that “the harbour,”",
        "“will open in May.",
        "“And it will stay open,”",
    ]
    assert {part.get("who") for part in parts} == {parts[0].get("who")}


def test_a_statement_names_speaker_addressee_manner_and_occasion() -> None:
    root = corpus(extract())
    told = said(root, "s1")[0]
    by_id = {f"#{element.get(ID)}": element for element in root.iter() if element.get(ID)}
    assert by_id[told.get("who")].findtext(f"{TEI}persName") == "Ida Berg"
    assert by_id[told.get("who")].get("corresp") == "urn:onrecord:entity:17"
    assert by_id[told.get("toWhom")].tag == f"{TEI}personGrp"
    assert (told.get("direct"), told.get("aloud"), told.get("cert"), told.get("ana")) == (
        "false",
        "true",
        "0.93",
        "#mixed",
    )
    assert by_id[told.get("corresp")].get("when") == "2025-02-10"
    assert [said(root, one)[0].get("aloud") for one in ("s2", "s4", "s5", "s6")] == [
        None,
        "inapplicable",
        "false",
        "false",
    ]


def test_a_report_in_a_report_stands_inside_it() -> None:
    inner = said(corpus(extract()), "s3")[0]
    assert inner.getparent().get(ID).endswith(".s2")


def test_contents_that_cross_are_cut_where_the_outer_one_ends() -> None:
    given = extract()
    start = TEXT.index("“And it")
    outer = Statement("s1", "direct", ((start, start + 20),))
    later = Statement("s2", "direct", ((start + 10, start + 30),))
    parts = said(corpus(with_statements(given, outer, later)), "s2")
    assert ["".join(part.itertext()) for part in parts] == [
        TEXT[start + 10 : start + 20],
        TEXT[start + 20 : start + 30],
    ]


def with_statements(given: Extract, *statements: Statement) -> Extract:
    """The text with other statements in it."""
    document = msgspec.structs.replace(given.document, statements=statements)
    return msgspec.structs.replace(given, document=document, chosen=tuple(one.id for one in statements))


def test_more_statements_one_inside_the_other_than_a_reader_takes_are_cut_off() -> None:
    nested = [Statement(f"s{number}", "direct", ((0, len(TEXT) - number),)) for number in range(300)]
    root = corpus(with_statements(extract(), *nested))
    assert texts(root) == [TEXT]
    assert said(root, "s0")


def test_every_element_and_attribute_of_meaning_is_documented() -> None:
    root = corpus(extract(), *demo())
    of_said = {name for element in root.iter(f"{TEI}said") for name in element.attrib if name != ID}
    assert {"said", *of_said} <= set(FIELDS)
    within = {element.tag.removeprefix(TEI) for body in root.iter(f"{TEI}body") for element in body.iter()} - {"body"}
    assert within <= set(FIELDS)
