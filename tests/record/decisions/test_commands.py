"""The commands say what was done and how to undo it, and tell what is wrong in a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import cli
from onrecord import record as records

from .writing import FERRY, HARBOUR, document, statement


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A record with two documents."""
    found = str(tmp_path / "record.db")
    with records.open(found) as record:
        record.keep([document(FERRY), document(HARBOUR, id="harbour")], ["ferry", "harbour"])
    return found


def _run(place: str, *arguments: str) -> Result:
    environment = {"ONRECORD_RECORD": place, "ONRECORD_USER": "ann"}
    return CliRunner(env=environment).invoke(cli.main, list(arguments))


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (["accept", "ferry#s1"], "s1 “the ferry will sail on Monday” accepted"),
        (["reject", "ferry#f0"], "f0 the finding weekday-mismatch (2 March 2026 was a Monday) rejected"),
        (["speaker", "ferry#s2", "Nova Wren"], "s2 “the pier is safe” is said by Nova Wren"),
        (["clear-speaker", "ferry#s2"], "s2 “the pier is safe” has no known speaker"),
        (["addressee", "ferry#s1", "e2", "Nova Wren"], "is said to Oskar Lind, Nova Wren"),
        (["clear-addressee", "ferry#s3"], "has no known addressee"),
        (["occasion", "ferry#s1", "o1"], "was said at: meeting 2026-02 in Ostrow with Ines Falk"),
        (["occasion", "ferry#s1", "--kind", "call", "--participant", "e2"], "was said at: call with Oskar Lind"),
        (
            ["occasion", "ferry#o1", "--date", "2026-02-13", "--place", "", "--participant", ""],
            "o1 the occasion (meeting 2026-02 in Ostrow with Ines Falk) is changed: date 2026-02-13, place not known, "
            "participants not known",
        ),
        (["clear-occasion", "ferry#s1"], "has no known occasion"),
        (["spans", "ferry#s1", "--content", "ferry will sail", "--source", ""], "stands at content 19-34; source none"),
        (["kind", "ferry#s1", "direct"], "is direct"),
        (
            ["add", "ferry", "--content", "met in Ostrow", "--speaker", "e1", "--to", "e2"],
            "sa1 “met in Ostrow” added by",
        ),
        (["merge", "Ines Falk", "Mara Wren"], "Ines Falk and Mara Wren are one"),
        (["accept-join", "Ines Falk", "Mara Wren"], "Ines Falk and Mara Wren are one, as proposed"),
        (["refuse-join", "Ines Falk", "Mara Wren"], "Ines Falk is not Mara Wren"),
        (["split", "Oskar Lind", "harbour"], "Oskar Lind in some documents is another than Oskar Lind"),
        (["rename", "Ines Falk", "Ines Falk-Lind"], "Ines Falk is called Ines Falk-Lind"),
        (["wikidata", "Ines Falk", "Q42"], "Ines Falk is Q42 in Wikidata"),
        (["wikidata", "Ines Falk", ""], "Ines Falk has no Wikidata id"),
    ],
)
def test_a_correction_is_told_with_how_to_undo_it(place: str, verb: list[str], said: str) -> None:
    done = _run(place, "correct", *verb, "--why", "it is so")
    assert (done.exit_code, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("Decision 1 made: ")
    assert said in first
    assert second == "To undo it: onrecord undo 1"
    undone = _run(place, "undo").stdout
    assert "Decision 1 undone: " in undone
    assert "onrecord redo 1" in undone
    assert "Decision 1 redone: " in _run(place, "redo", "1").stdout
    told = [line.split(" 2")[0].strip() for line in _run(place, "history").stdout.splitlines()[1:]]
    assert told == ["made", "undone", "redone"]


def test_history_tells_who_when_and_why_of_what_is_asked(place: str) -> None:
    _run(place, "correct", "kind", "ferry#s1", "direct", "--why", "the tape has it", "--who", "bob")
    _run(place, "correct", "rename", "Ines Falk", "Ines Falk-Lind")
    _run(place, "correct", "accept", "ferry#s2")
    of_statement = _run(place, "history", "ferry#s1", "--json").stdout.splitlines()
    told = json.loads(of_statement[0])
    assert len(of_statement) == 1
    assert (told["id"], told["label"], told["stands"]) == (1, "s1", True)
    assert {"what": "made", "who": "bob", "why": "the tape has it"}.items() <= told["events"][0].items()
    assert [line.split()[0] for line in _run(place, "history", "ferry").stdout.splitlines()[::2]] == ["1", "3"]
    assert _run(place, "history", "Ines Falk-Lind").stdout.startswith("2  p")
    assert _run(place, "history", "harbour").stdout == "No decisions.\n"


def test_json_tells_of_the_decision_in_one_line(place: str) -> None:
    told = json.loads(_run(place, "correct", "accept", "ferry#s1", "--json").stdout)
    assert (told["id"], told["verb"], told["label"]) == (1, "accept", "s1")


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["correct", "accept", "ferry#s9"], "ferry#s9: the document has no such statement; it has s1, s2, s3", 1),
        (["correct", "rename", "Nobody", "x"], "Nobody: nobody in the record has this name", 1),
        (["undo"], "no decision stands; there is nothing to undo", 1),
        (["redo", "7"], "7: there is no decision of this number; `onrecord history` lists them", 1),
        (["history", "Nobody"], "Nobody: nobody in the record has this name", 1),
        (["correct", "kind", "ferry#s1", "loud"], "'loud' is not one of", 2),
        (["undo", "x"], "'x' is not a valid integer", 2),
    ],
)
def test_what_is_wrong_is_one_line(place: str, arguments: list[str], said: str, code: int) -> None:
    done = _run(place, *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_record_is_told_in_a_line(tmp_path: Path) -> None:
    done = _run(str(tmp_path / "none.db"), "correct", "accept", "ferry#s1")
    assert done.exit_code == 1
    assert "there is no record here" in done.stderr


def test_a_user_need_not_be_named(place: str) -> None:
    _run(place, "correct", "accept", "ferry#s1")
    with records.open(place) as record:
        assert record.history()[0].events[0].who == "ann"
        assert statement(record, "ferry#s1").verdict == "accepted"
