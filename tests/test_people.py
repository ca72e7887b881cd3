"""People the user knows of: their file, and what a reading makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import IntakeError, Person, read, read_people
from onrecord.cli import main
from onrecord.document import Document
from onrecord.exports.csv import rows

TEXT = "Clara Venn said that it rained. Rozmawiano z Klarą Venn o rybach.\n"


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.csv", "name,aliases,wikidata,role\nClara Venn,Klara Venn;C. Venn,Q101,mayor\n"),
        (
            "people.tsv",
            "\ufeffName\tAliases\tWikidata\tRole\tNote\n\nClara  Venn\tKlara Venn|C. Venn\tQ101\tmayor\tx\n",
        ),
        (
            "people.json",
            '[{"name": "Clara Venn", "aliases": ["Klara Venn", "C. Venn"],\n'
            ' "wikidata": "https://www.wikidata.org/wiki/Q101", "role": "mayor"}]',
        ),
        (
            "people.jsonl",
            '{"name": "Clara Venn", "aliases": ["Klara Venn", "C. Venn"], "wikidata": "Q101", "role": "mayor"}\n',
        ),
    ],
)
def test_tables_and_json_say_the_same(tmp_path: Path, name: str, content: str) -> None:
    assert read_people(_write(tmp_path, name, content)) == (
        Person("Clara Venn", ("Klara Venn", "C. Venn"), "Q101", "mayor"),
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "nobody is listed in this file"),
        ("a.csv", "who\nVenn\n", "line 1: no column is named name"),
        ("a.csv", "name,wikidata\nVenn,Q1\nLind,Lund\n", "line 3: 'Lund' is no Wikidata id like Q42"),
        ("a.csv", "name,role\nVenn,mayor\n ,cook\n", "line 3: there is no name"),
        ("a.csv", "name\nVenn,mayor\n", "line 2: the row has more cells"),
        ("a.csv", 'name\n"Venn\n', "line 2: the row cannot be read"),
        ("a.csv", b"name\nVenn\nL\xf8d\n", "line 3: the file is not in UTF-8"),
        ("a.json", '[{"name": "Venn"},\n{"name": }]', "line 2: this is no JSON"),
        ("a.json", '[{"name": "Venn"},\n{"name": 3}]', "line 2: name must be words, not 3"),
        ("a.json", '[{"name": "Venn"},\n"Lind"]', "line 2: an object with a name is expected"),
        ("a.json", '[{"name": "Venn", "aliases": "Lind"}]', "line 1: aliases must be a list of names"),
        ("a.json", '[{"name": "Venn"}\n', "line 2: the list is not closed"),
        ("a.json", "[]", "nobody is listed"),
        ("a.jsonl", '{"name": "Venn"}\n{"role": "cook"}\n', "line 2: there is no name"),
    ],
)
def test_broken_file_is_one_line_that_names_file_and_line(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    path = _write(tmp_path, name, content)
    with pytest.raises(IntakeError) as raised:
        read_people(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"none\.csv: No such file"):
        read_people(tmp_path / "none.csv")


def test_listed_person_keeps_the_id_in_json_and_table() -> None:
    document = read(TEXT, people=[Person("Clara Venn", ("Klara Venn",), "Q101")])
    (person,) = [entity for entity in document.entities if entity.wikidata]
    assert (person.name, person.wikidata, len(person.mentions)) == ("Clara Venn", "Q101", 2)
    assert Document.from_json(document.to_json()) == document
    assert [row["speaker_wikidata"] for row in rows(document)] == ["Q101"]
    assert [row["speaker_wikidata"] for row in rows(read(TEXT))] == [None]


def test_alias_joins_names_that_have_nothing_in_common() -> None:
    text = "Clara Venn said no. On Monday Iron Bird said yes.\n"
    document = read(text, people=[Person("Clara Venn", ("Iron Bird",), "Q101")])
    assert [(entity.name, entity.wikidata) for entity in document.entities] == [("Clara Venn", "Q101")]
    assert {mention.why for mention in document.entities[0].mentions} == {"name", "given"}


def test_full_name_in_another_spelling_is_the_listed_persons() -> None:
    document = read("Ali Chamenei said no.\n", people=[Person("Ali Khamenei", (), "Q105")])
    assert [entity.wikidata for entity in document.entities] == ["Q105"]


@pytest.mark.parametrize("text", ["Peter Venn said no.\n", "Venn said no.\n", "Clara Vann said no.\n"])
def test_who_is_not_listed_gets_no_id(text: str) -> None:
    document = read(text, people=[Person("Clara Venn", (), "Q101"), Person("Klaus Vann", (), "Q102")])
    assert {entity.wikidata for entity in document.entities} <= {None}


def test_name_that_two_listed_people_bear_is_nobodys() -> None:
    document = read("Clara Venn said no.\n", people=[Person("Clara Venn", (), "Q1"), Person("Clara Venn", (), "Q2")])
    assert [entity.wikidata for entity in document.entities] == [None]


def test_listed_role_alone_means_the_person_the_text_names() -> None:
    text = "Clara Venn arrived on Monday.\n\nPeter Ostrand said no.\n\nThe mayor said that it rained.\n"
    document = read(text, people=[Person("Clara Venn", (), "Q101", "mayor")])
    speaker = document.entity(document.statements[-1].speaker)
    assert speaker
    assert speaker.name == "Clara Venn"


def test_command_takes_the_list_and_tells_what_is_wrong_with_it(tmp_path: Path) -> None:
    text = _write(tmp_path, "text.txt", TEXT)
    good = _write(tmp_path, "good.csv", "name,wikidata\nClara Venn,Q101\n")
    bad = _write(tmp_path, "bad.csv", "name,wikidata\nClara Venn,Lund\n")
    found = CliRunner().invoke(main, ["read", "--json", "--people", str(good), str(text)])
    assert '"wikidata":"Q101"' in found.stdout
    page = CliRunner().invoke(main, ["read", "--html", "--people", str(good), str(text)])
    assert "Q101" in page.stdout
    failed = CliRunner().invoke(main, ["read", "--people", str(bad), str(text)])
    assert failed.exit_code == 1
    assert failed.stderr == f"onrecord: {bad}: line 2: 'Lund' is no Wikidata id like Q42\n"
