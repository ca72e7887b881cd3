"""What holds of every text: nothing is raised, spans lie inside and in order, the same text gives the same bytes.

Long texts are read without a clock: a step that is quadratic in one of them would take minutes, not seconds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Document, Given, IntakeError, read, read_bytes
from onrecord.document import Span, Statement

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "150"))
"""Texts a property is tried on; more of them with ONRECORD_EXAMPLES=20000."""
bounded = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MARKS = [*"„“”«»‚’‘'\"`", "''", "``", ",”", ".”", "?“", "” ", " “", "„", "’s", " – ", " - ", "— ", "– "]
POINTS = [
    *",:;.!?…()[]",
    ", ",
    ". ",
    ": ",
    "...",
    "[...]",
    "[the dam]",
    "[1]",
    "\n",
    "\n\n",
    "\n\n\n",
    "\r\n",
    " ",
    "\u00a0",
]
ENGLISH = [
    "Berg", "Mayor Ada Berg", "the council", "she", "I", "it", "reporters", "said", "said that", "told",
    "told the council",
    "that", "whether", "which", "adding", "adding that", "according to", "reportedly", "did not say", "believes that",
    "was told that", "wrote", "To Fishermen:", "claim that", "and", "but", "the dam would hold", "to sell", "on Monday",
    "as", "criticised", "by", "Mr.", "U.S.", "(Source: Evening Lamp, March 3, 2025)",
]  # fmt: skip
POLISH = [
    "Bergson", "burmistrz Ada Bergson", "rada", "ona", "dziennikarzom", "powiedziała", "powiedział, że", "dodała", "że",
    "czy", "która", "dodając, że", "zdaniem", "według", "podobno", "nie powiedziała", "wierzy, że", "stwierdzono, że",
    "napisała", "zarzut, że", "i", "ale", "tama wytrzyma", "się", "w piątek", "jak", "wezwała", "do", "prof.",
]  # fmt: skip
OTHER = [
    "Он сказал",
    "قال",
    "他说",
    "👩‍👩‍👧",
    "e\u0301",
    "\u202eabc\u202c",
    "\0",
    "\ud800",
    "ﬁ",
    "ſ",
    "İ",
    "1,300",
    "5",
    "*",
    "- ",
]

FRAGMENTS = st.sampled_from(MARKS + POINTS + [f"{word} " for word in ENGLISH + POLISH] + OTHER)
BROKEN = st.lists(FRAGMENTS, max_size=80).map("".join)
PROSE = st.lists(st.sampled_from([f"{word} " for word in ENGLISH] + MARKS + POINTS), max_size=80).map("".join)
PROZA = st.lists(st.sampled_from([f"{word} " for word in POLISH] + MARKS + POINTS), max_size=80).map("".join)
ANYTHING = st.text(alphabet=st.characters(), max_size=300)  # lone surrogates too
TEXTS = st.one_of(BROKEN, PROSE, PROZA, ANYTHING)
LANGUAGES = st.sampled_from([None, "en", "pl", "de"])
ENGINES = st.sampled_from(["rules", "fast"])


def spans_of(value: object) -> Iterator[Span]:
    """Every span in a document's facts: those that are named so, and pairs of ``start`` and ``end``."""
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        if "start" in fields and "end" in fields:
            yield fields["start"], fields["end"]
        for held in fields.values():
            yield from spans_of(held)
    elif isinstance(value, tuple):
        if len(value) == 2 and all(type(part) is int for part in value):
            yield value
        else:
            for held in value:
                yield from spans_of(held)


def holds(outer: Statement, inner: Statement) -> bool:
    return all(any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content)


def ancestors(statement: Statement, by_id: dict[str, Statement]) -> list[str]:
    found: list[str] = []
    parent = statement.parent
    while parent is not None:
        assert parent not in found, "a statement is its own ancestor"
        found.append(parent)
        parent = by_id[parent].parent
    return found


def check(document: Document) -> None:
    """Whatever was read, this holds of it."""
    size = len(document.text)
    facts = (document.blocks, document.statements, document.entities, document.occasions, document.citations)
    for start, end in spans_of((*facts, document.findings)):
        assert 0 <= start <= end <= size
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end
        last = block.end
    for statement in document.statements:
        check_statement(statement, document)
    check_order(document.statements)


def check_statement(statement: Statement, document: Document) -> None:
    assert statement.content
    assert 0 < statement.confidence <= 1
    assert statement.why.startswith(document.reader.split("/")[0] + ":") or statement.why.startswith("rules:")
    for spans in (statement.content, statement.source, statement.cue, statement.addressee):
        last = 0
        for start, end in spans:
            assert last <= start < end
            assert document.text[start:end].strip()
            last = end
    for spans in (statement.insertions, statement.omissions):
        assert list(spans) == sorted(spans)
        assert all(any(a <= start < end <= b for a, b in statement.content) for start, end in spans)
    if statement.speaker is not None:
        assert document.entity(statement.speaker) is not None
    assert all(document.entity(one) is not None for one in statement.addressees)


def check_order(statements: tuple[Statement, ...]) -> None:
    """Contents are in reading order and nest or lie apart; a parent's content holds its child's."""
    by_id = {s.id: s for s in statements}
    assert len(by_id) == len(statements)
    starts = [s.content[0][0] for s in statements]
    assert starts == sorted(starts)
    for child in statements:
        ancestors(child, by_id)
        if child.parent is not None:
            assert holds(by_id[child.parent], child)
    pieces = [piece for s in statements for piece in s.content]
    for a, b in pieces:
        assert not any(a < c < b < d for c, d in pieces)


@bounded
@given(TEXTS, LANGUAGES, ENGINES)
def test_any_text_is_read_and_its_facts_lie_inside_it_in_order(text: str, language: str | None, engine: str) -> None:
    check(read(text + "\n", engine=engine, given=Given(language=language)))


@bounded
@given(TEXTS, LANGUAGES, ENGINES)
def test_same_text_gives_the_same_bytes(text: str, language: str | None, engine: str) -> None:
    once, again = (read(text + "\n", engine=engine, given=Given(language=language)) for _ in range(2))
    assert once.to_json() == again.to_json()


@bounded
@given(TEXTS)
def test_document_of_any_text_goes_through_json_and_back(text: str) -> None:
    document = read(text + "\n")
    assert Document.from_json(document.to_json()) == document


@bounded
@given(TEXTS)
def test_any_text_is_kept_one_character_for_one(text: str) -> None:
    kept = read(text + "\n", until="intake").text
    expected = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text + "\n")
    assert kept == expected


@bounded
@given(st.lists(st.one_of(PROSE, PROZA), min_size=2, max_size=6))
def test_paragraphs_of_two_languages_are_read_and_lie_in_order(paragraphs: list[str]) -> None:
    check(read("\n\n".join(paragraphs) + "\n"))


@bounded
@given(PROSE.map(lambda text: text.replace("\n", " ")))
def test_reading_twice_what_was_read_once_changes_nothing(text: str) -> None:
    document = read(text + "\n")
    assert read(document.text).to_json() == document.to_json()


LONG = {
    "opening marks": "“" * 10_000,
    "opening marks with words": "„ab " * 10_000,
    "straight marks": '"a ' * 10_000,
    "apostrophes": "'a " * 10_000,
    "marks in marks": "“‘" * 5_000 + "’”" * 5_000,
    "no full stop": "the dam will hold and " * 40_000,
    "names without a verb": "Berg " * 200_000,
    "cue words in a row": "said " * 10_000,
    "Polish cue words in a row": "powiedział " * 5_000,
    "reports in reports": "Berg said that " * 5_000,
    "reporting clauses in a row": "Berg said, " * 3_000,
    "according to, again and again": "according to " * 10_000,
    "one line": "Berg was in the harbor, and the dam held. " * 25_000,
    "one word": "a" * 1_000_000,
    "dialogue dashes": "– Tak " * 20_000,
    "brackets never closed": "[(" * 20_000,
    "colons": "a: " * 20_000,
    "commas": "a, " * 50_000,
    "full stops": "." * 200_000,
    "blank lines": "\n" * 200_000,
    "quotations and speakers": "“It holds,” Berg said. " * 3_000,
    "quotation carried over paragraphs": "“It holds\n\n" * 3_000,
}


@pytest.mark.parametrize("engine", ["rules", "fast"])
@pytest.mark.parametrize("name", LONG)
def test_long_text_is_read_to_its_end(name: str, engine: str) -> None:
    document = read(LONG[name], engine=engine, until="statements")
    assert document.text == LONG[name]


LONG_IN_NAMES = {
    "persons": "".join(f"Adam Berg{n}son said that it holds. He said so. " for n in range(2_000)),
    "one surname": "".join(f"Name{n} Berg said that it holds. Berg said so. " for n in range(2_000)),
    "pronouns": "He said that she said that they said it. " * 2_000,
    "acronyms": "".join(f"AB{chr(65 + n % 26)}{chr(65 + n // 26 % 26)} Org{n} Board. " for n in range(5_000)),
    "joined": "Adam Berg and Ewa Lind and " * 4_000,
    "bodies": "Ministry of Culture and Sport of " * 5_000,
    "particles": "von der " * 20_000 + "Berg",
    "titles": "minister Adam Berg, minister Ewa Lind, " * 4_000,
    "two languages": "Jan Bergson powiedział, że tama wytrzyma i nie ma się czego bać.\n\n"
    "John Bergson said that the dam would hold and that nobody was afraid of it.\n\n" * 1_000,
    "two scripts": "Zoran (Зоран Заев) said that it holds. " * 2_000,
}


@pytest.mark.parametrize("name", LONG_IN_NAMES)
def test_names_of_a_long_text_are_resolved_to_its_end(name: str) -> None:
    check(read(LONG_IN_NAMES[name], engine="rules"))


def test_threads_that_read_at_once_get_what_one_alone_gets() -> None:
    texts = [f"“It holds,” {name} Bergson said. She denied that the dam leaked.\n" for name in ("Ada", "Ewa", "Ida")]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(read, texts * 8))
    assert together == [read(text) for text in texts] * 8


BROKEN_BYTES = {
    "nothing": b"",
    "spaces": b" \n\n ",
    "NULs": b"Berg said that\0the dam\0would hold.\n",
    "wrong bytes": b"Berg said that the dam \xff\xfe would hold.\n",
    "cut in a letter": "Bergson powiedziała, że ł".encode()[:-1],
    "mixed newlines": b'Berg said:\r\n\r\n"It holds."\r\rShe left.\n\rNobody\x0bsaw\x0cit.\x85\n',
    "byte order mark": "\ufeffBerg said that the dam would hold.".encode("utf-16"),
}


@pytest.mark.parametrize("name", BROKEN_BYTES)
def test_broken_bytes_are_read_or_refused_in_one_line(name: str) -> None:
    try:
        document = read_bytes(BROKEN_BYTES[name], name=name)
    except IntakeError as error:
        refused = str(error)
        assert refused.startswith(f"{name}:")
        assert "\n" not in refused
    else:
        check(document)


def test_lone_surrogates_do_not_keep_a_text_from_its_json() -> None:
    document = read("“The \ud800dam \udfff\ud801will hold,” Berg said.\n")
    check(document)
    assert document.text == "“The \ufffddam \ufffd\ufffdwill hold,” Berg said.\n"
    assert len(document.statements) == 1
    assert Document.from_json(document.to_json()) == document


def test_nuls_are_kept_and_read_past() -> None:
    document = read("Berg said that the dam\0 would hold.\n")
    check(document)
    assert document.text.count("\0") == 1
    assert document.statements


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_of_every_kind_part_the_same_statements(newline: str) -> None:
    text = "“It holds,” Berg said.\n\nBerg told the council that the harbor was not for sale.\n"
    document = read(text.replace("\n", newline))
    assert document.text == text.replace("\n", newline)
    assert [document.words(s.content) for s in document.statements] == [
        "“It holds,”",
        "that the harbor was not for sale",
    ]


def test_newlines_of_several_kinds_in_one_text_are_read() -> None:
    check(read("“It\r\nholds,”\rBerg said.\n\rShe\u2028left.\u2029\x85\x0b\x0cNobody saw it.\r\n"))


def test_text_read_from_right_to_left_in_an_english_sentence_keeps_its_offsets() -> None:
    text = "“\u202bקדימה\u202c,” the mayor said before the council on Friday, and then she went home.\n"
    (statement,) = read(text).statements
    assert [text[a:b] for a, b in statement.content] == ["“\u202bקדימה\u202c,”"]
    assert [text[a:b] for a, b in statement.source] == ["the mayor"]
