"""RIS and BibTeX: references that programs read back, whatever stands in them."""

from __future__ import annotations

import re
import unicodedata

import msgspec
from extracts import demo, extract, extracts, written
from hypothesis import given, settings

from onrecord.exports import bibtex, ris
from onrecord.exports.extract import Extract


def ris_records(*given: Extract) -> list[list[tuple[str, str]]]:
    """Read as the format says: a tag and a value a line, ``ER`` ends a reference."""
    records: list[list[tuple[str, str]]] = [[]]
    for line in written("ris", list(given)).decode().split("\r\n"):
        if not line:
            continue
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        records[-1].append((found[1], found[2]))
        if found[1] == "ER":
            records.append([])
    assert records.pop() == []
    return records


def bibtex_entries(*given: Extract) -> list[tuple[str, str, dict[str, str]]]:
    """Read as BibTeX does: braces are counted, also those with a backslash before them."""
    text, at = written("bibtex", list(given)).decode(), 0
    entries = []
    while found := re.compile(r"\s*@(\w+)\{([^,\s{}]+),").match(text, at):
        at, fields = found.end(), {}
        while field := re.compile(r"\s*(\w+) = ").match(text, at):
            start = at = field.end()
            depth = 0
            while depth or text[at] != ",":
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            fields[field[1]] = text[start:at]
            at += 1
        closed = re.compile(r"\s*\}").match(text, at)
        assert closed
        at = closed.end()
        entries.append((found[1], found[2], fields))
    assert not text[at:].strip()
    return entries


def test_a_ris_reference_cites_the_article_and_names_the_speaker_in_its_note() -> None:
    first = dict(ris_records(extract())[0])
    assert first == {
        "TY": "NEWS",
        "ID": f"onrecord-{extract().ref}-s1",
        "TI": "The harbour of Vesthavn",
        "T2": "Harbour Post",
        "PY": "2025",
        "DA": "2025/02/11",
        "LA": "en",
        "UR": first["UR"],
        "AB": "that “the harbour,” … “will open in May. … “And it will stay open,”",
        "N1": f"Ida Berg to fishermen: mixed; role: mayor; said: 2025-02-10; statement {extract().ref}#s1",
        "KW": "mixed",
        "ER": "",
    }


def test_a_bibtex_entry_cites_the_article_and_names_the_speaker_in_its_note() -> None:
    kind, key, fields = bibtex_entries(extract())[0]
    assert (kind, key) == ("article", f"onrecord-{extract().ref}-s1")
    assert fields["title"] == "{{The harbour of Vesthavn}}"
    assert (fields["year"], fields["month"], fields["day"]) == ("{2025}", "feb", "{11}")
    assert fields["note"].startswith("{Ida Berg to fishermen: mixed; role: mayor")
    assert fields["journal"] == "{Harbour Post}"


def test_words_with_a_meaning_in_tex_are_written_as_commands() -> None:
    document = extract().document
    title = r"50% of {a_b} & \input{x} #1 $5 ~^ Łódź"
    hostile = extract(document=msgspec.structs.replace(document, title=title))
    title = bibtex_entries(hostile)[0][2]["title"]
    assert title == (
        r"{{50\% of \textbraceleft{}a\_b\textbraceright{} \& \textbackslash{}input\textbraceleft{}x\textbraceright{} "
        r"\#1 \$5 \textasciitilde{}\textasciicircum{} Łódź}}"
    )


def test_a_date_is_as_exact_as_it_is_known() -> None:
    document = extract().document
    for published, of_ris, of_bibtex in (
        ("2025", {"PY": "2025", "DA": "2025"}, {"year": "{2025}"}),
        ("2025-03", {"PY": "2025", "DA": "2025/03"}, {"year": "{2025}", "month": "mar"}),
        ("2025-03~", {}, {}),
        (None, {}, {}),
    ):
        made = extract(document=msgspec.structs.replace(document, published=published))
        told = dict(ris_records(made)[0])
        assert {tag: told[tag] for tag in ("PY", "DA") if tag in told} == of_ris
        entry = bibtex_entries(made)[0][2]
        assert {name: entry[name] for name in ("year", "month", "day") if name in entry} == of_bibtex


def test_a_text_that_nobody_published_is_a_reference_too() -> None:
    made = demo()[0]
    assert dict(ris_records(made)[0])["TY"] == "NEWS"
    assert bibtex_entries(made)[0][0] == "misc"


@settings(max_examples=100, deadline=None)
@given(extracts())
def test_any_document_gives_a_reference_a_statement(given: Extract) -> None:
    entries, records = bibtex_entries(given), ris_records(given)
    assert len({key for _, key, _ in entries}) == len(entries) == len(records) == len(given.chosen)
    for _, key, fields in entries:
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", key)
        for name, value in fields.items():
            plain = re.sub(r"\\text[a-z]+\{\}|\\[$%&#_]", "", value[1:-1]) if name not in ("url", "month") else ""
            assert not re.search(r"[\\{}$%&#_~^]", plain.strip("{}"))
    for value in (value for record in records for _, value in record):
        assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in value)


def test_every_tag_and_field_written_is_documented() -> None:
    given = (extract(), *demo())
    assert {tag for record in ris_records(*given) for tag, _ in record} <= set(ris.FIELDS)
    entries = bibtex_entries(*given)
    assert {name for kind, _, one in entries for name in (f"@{kind}", *one)} <= set(bibtex.FIELDS)
