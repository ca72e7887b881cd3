"""What is named to a command becomes documents with keys, bit by bit, whatever it is."""

from __future__ import annotations

import inspect
import io
import json
import os
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.test_feeds import RSS
from intake.test_warc import packed, record
from intake.web import endless, fetcher, page, redirect, serving
from onrecord import Given, bundles, cli, sources
from onrecord.bundles import stem_of
from onrecord.files import Options, Outcome, readable_under
from onrecord.intake.fetching import Fetched, Fetcher
from onrecord.intake.items import Item
from onrecord.sources import Sources

SAID = "“It holds,” Mayor Ada Berg said on Monday. She denied that the dam was for sale."
PAGE = f"<html><head><title>The dam</title></head><body><h1>The dam</h1><p>{SAID}</p><p>More.</p></body></html>"
INTAKE = Options(until="intake")


def read(*names: str | Path, stdin: bytes = b"", **how: object) -> list[Outcome]:
    named = tuple(str(name) for name in names)
    return list(Sources(named, fetcher=fetcher, stdin=io.BytesIO(stdin), **how).read(INTAKE))  # type: ignore[arg-type]


def keys(*names: str | Path, **how: object) -> list[str]:
    return [outcome.key for outcome in read(*names, **how)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with texts in and under it, a corpus, a feed, and what is no text."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("a.txt", "b/c.txt", "b.txt", ".hidden/d.txt"):
        (tmp_path / name).write_text(SAID)
    (tmp_path / "c.jsonl").write_text(
        json.dumps({"text": SAID, "id": "r1", "url": "https://post.example/r1"}) + "\n" + json.dumps({"text": SAID})
    )
    (tmp_path / "d.xml").write_text(RSS)
    (tmp_path / "e.xml").write_text("<?xml version='1.0'?><settings/>")
    (tmp_path / "f.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_a_folder_gives_a_document_for_each_text_row_and_item_with_its_key(folder: Path) -> None:
    assert keys(folder) == [
        f"{folder}/a.txt",
        f"{folder}/b/c.txt",
        f"{folder}/b.txt",
        "https://post.example/r1",
        f"{folder}/c.jsonl#c-2",
        "https://post.example/dam",
        "tag:post.example,2026:7",
        f"{folder}/d.xml#9",
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_and_records_are_read_by_any_number_of_processes(folder: Path, workers: int) -> None:
    pytest.importorskip("fastwarc")
    (folder / "z.warc.gz").write_bytes(packed(record("https://post.example/z"), record("https://post.example/y", b" ")))
    names = (str(folder / "d.xml"), str(folder / "z.warc.gz"))
    outcomes = list(Sources(names).read(INTAKE, workers))
    assert [outcome.document.id for outcome in outcomes] == ["d-1", "d-2", "d-3", "z-1", "z-2"]
    assert [outcome.key for outcome in outcomes][3:] == ["https://post.example/z", "https://post.example/y"]
    assert [bool(outcome.document.findings) for outcome in outcomes] == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("https://post.example/news/dam.html?x=/y", "dam"),
        ("https://post.example/", "post.example"),
        ("https://post.example", "post.example"),
        ("http://post.example/a/#b/c.d", "a"),
        ("a/b.c.txt", "b.c"),
    ],
)
def test_documents_are_called_after_the_last_part_of_their_place(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_a_key_is_the_same_however_a_file_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "b")
    os.symlink(folder / "a.txt", folder / "link.txt")
    assert keys("../a.txt", folder / "a.txt", "../link.txt") == [f"{folder}/a.txt"] * 3


def test_the_address_given_for_a_corpus_is_not_the_key_of_its_rows(folder: Path) -> None:
    jobs = Sources((str(folder / "c.jsonl"),)).jobs(Given(url="https://post.example/"))
    assert [job.key for job in jobs] == ["https://post.example/r1", f"{folder}/c.jsonl#c-2"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("**/*.txt", ["a.txt", "b/c.txt", "b.txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("b*", ["b/c.txt", "b.txt"]),
    ],
)
def test_a_pattern_gives_the_files_that_it_fits(folder: Path, pattern: str, found: list[str]) -> None:
    assert sorted(keys(f"{folder}/{pattern}")) == sorted(f"{folder}/{name}" for name in found)


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(SAID)
    (tmp_path / "a1.txt").write_text(SAID)
    assert keys(tmp_path / "a[1].txt") == [f"{tmp_path}/a[1].txt"]


def test_what_is_not_there_is_told_and_the_rest_read(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "b" / "empty"
    empty.mkdir()
    told = [outcome.error for outcome in read(folder / "no.txt", f"{folder}/no*.txt", empty, folder / "a.txt")]
    assert told[0] == f"{folder}/no.txt: No such file or directory"
    assert told[1] == f"{folder}/no*.txt: no file is named like this"
    assert told[2] is not None
    assert told[2].startswith(f"{empty}: no .html, ")
    assert told[3] is None


def test_standard_input_is_known_by_what_it_holds_or_by_its_address() -> None:
    (one,), (two,) = read("-", stdin=b"One."), read("-", stdin=b"Two.")
    assert one.key.startswith("stdin#")
    assert one.key != two.key
    assert read("-", stdin=b"One.")[0].key == one.key
    assert one.document.id == "stdin"
    named = Sources(("-",), stdin=io.BytesIO(b"One.")).jobs(Given(url="https://post.example/1"))
    assert [job.key for job in named] == ["https://post.example/1"]


def test_standard_input_may_be_a_feed() -> None:
    assert keys("-", stdin=RSS.encode())[:2] == ["https://post.example/dam", "tag:post.example,2026:7"]


def test_standard_input_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_INPUT", 10)
    assert [outcome.error for outcome in read("-", stdin=b"a" * 11)] == [
        "stdin: more than 10 bytes; read it from a file"
    ]


def test_a_page_that_is_named_by_its_address_is_fetched() -> None:
    with serving(dam=page(PAGE), old=redirect("/dam")) as web:
        one, two, missing = read(f"{web.url}/dam", f"{web.url}/old", f"{web.url}/none")
        assert (one.key, one.document.url, one.document.id) == (f"{web.url}/dam", f"{web.url}/dam", "dam")
        assert two.key == f"{web.url}/old"
        assert missing.error == f"{web.url}/none: the server answers 404 Not Found"
    assert SAID in one.document.text


def test_a_feed_that_is_named_by_its_address_is_fetched_and_its_items_read() -> None:
    relative = RSS.replace("https://post.example/dam", "/dam")
    with serving(feed=page(relative, "application/rss+xml")) as web:
        outcomes = read(f"{web.url}/feed")
        assert web.asked == ["/robots.txt", "/feed"]
    assert [outcome.key for outcome in outcomes] == [
        f"{web.url}/dam",
        "tag:post.example,2026:7",
        f"{web.url}/feed#9",
    ]
    assert [outcome.document.id for outcome in outcomes] == ["feed-1", "feed-2", "feed-3"]


def test_a_short_item_is_no_page_without_an_article() -> None:
    feed = "<rss><channel><item><title>Late</title><description>The ferry is late</description></item></channel></rss>"
    (outcome,) = read("-", stdin=feed.encode())
    assert outcome.document.text == "Late\n\nThe ferry is late"
    assert outcome.document.findings == ()


def test_a_feed_from_the_web_that_never_ends_is_told_in_a_line() -> None:
    with serving(feed=endless(b"<item><title>x</title></item>" * 100, b"<rss><channel>", "application/rss+xml")) as web:
        (outcome,) = read(f"{web.url}/feed")
    assert outcome.error == f"{web.url}/feed: larger than 200,000 bytes"


def test_pages_of_items_are_read_in_place_of_what_the_feed_carries() -> None:
    with serving(dam=page(PAGE)) as web:
        feed = RSS.replace("https://post.example", web.url)
        dam, ferries, _ = read("-", stdin=feed.encode(), pages=True)
    assert dam.document.text.endswith("More.")
    assert dam.key == f"{web.url}/dam"
    assert dam.document.outlet == "Vesthavn Post"
    assert dam.notes == ()
    assert ferries.notes == (
        "stdin: item 2: the page could not be fetched, the text is the feed's own (it has no address)",
    )


def test_where_a_page_cannot_be_fetched_the_feed_is_read_and_its_document_says_so() -> None:
    with serving() as web:
        dam = read("-", stdin=RSS.replace("https://post.example", web.url).encode(), pages=True)[0]
    assert SAID in dam.document.text
    (finding,) = dam.document.findings
    assert finding.check == "broken-input"
    assert f"{web.url}/dam: the server answers 404 Not Found" in finding.message


def test_where_a_page_turns_out_to_be_a_feed_the_item_is_read() -> None:
    with serving(dam=page(RSS, "application/rss+xml")) as web:
        dam = read("-", stdin=RSS.replace("https://post.example", web.url).encode(), pages=True)[0]
    assert SAID in dam.document.text
    assert "it is a feed or archive" in dam.notes[0]


def test_items_that_lead_inside_the_house_are_never_fetched() -> None:
    for inside in ("http://10.0.0.1", "http://169.254.169.254", "http://[::1]"):
        dam = read("-", stdin=RSS.replace("https://post.example", inside).encode(), pages=True)[0]
        assert "no public address" in dam.notes[0]


def test_a_fault_of_ours_costs_one_feed_or_page_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Faulty(Fetcher):
        def get(self, url: str) -> Fetched:
            raise KeyError(url)

    def faulty(*_: object) -> Iterator[Item]:
        raise KeyError("odd")

    monkeypatch.setattr(bundles.feeds, "items", faulty)
    names = ("https://post.example/", str(folder / "d.xml"), str(folder / "a.txt"))
    page_, feed, text = Sources(names, fetcher=Faulty).read(INTAKE)
    assert page_.error == "https://post.example/: could not be fetched (KeyError); please report this"
    assert feed.error is not None
    assert feed.error.endswith("d.xml: could not be read to its end (KeyError: 'odd'); please report this")
    assert text.error is None


def test_by_themselves_sources_ask_no_machine_of_the_house() -> None:
    with serving(dam=page(PAGE)) as web:
        (outcome,) = Sources((f"{web.url}/dam",)).read(INTAKE)
        assert outcome.error == f"{web.url}/dam: 127.0.0.1 is no public address; only those are fetched"
        assert web.asked == []


def test_many_documents_are_read_in_order_by_several_processes(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{SAID} {number}")
    outcomes = list(Sources((str(tmp_path),)).read(INTAKE, workers=2))
    assert [outcome.document.id for outcome in outcomes] == [f"{number:02}" for number in range(30)]
    assert [outcome.key for outcome in outcomes] == [f"{tmp_path}/{number:02}.txt" for number in range(30)]


def test_documents_are_found_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text((json.dumps({"text": SAID}) + "\n") * 300_000)
    tracemalloc.start()
    outcomes = Sources((str(path),)).read(INTAKE, workers=1)
    assert next(outcomes).key == f"{path}#c-1"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_folder_may_be_deeper_than_calls_go(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"d" * 150)
    deep.mkdir(parents=True)
    (deep / "e.txt").write_text(SAID)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        found = list(readable_under(tmp_path))
    finally:
        sys.setrecursionlimit(limit)
    assert found == [deep / "e.txt"]


def test_half_characters_in_a_row_are_no_reason_to_lose_it(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": SAID, "id": "\ud800", "url": "http://\ud800/"}))
    (outcome,) = read(tmp_path / "c.jsonl")
    assert (outcome.document.id, outcome.key) == ("\ufffd", "http://\ufffd/")


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes elsewhere")
def test_a_name_that_is_no_unicode_has_a_key_that_can_be_kept(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "w") as stream:
        stream.write(SAID)
    (outcome,) = read(tmp_path)
    assert outcome.key == f"{tmp_path}/caf\\udce9.txt"
    assert outcome.document.id == "caf\\udce9"


def test_documents_are_counted_where_that_is_cheap(folder: Path) -> None:
    assert Sources((f"{folder}/*.txt", str(folder / "c.jsonl"))).count() == 4
    assert Sources((str(folder),)).count() is None  # it has a feed
    assert Sources(("https://post.example/",)).count() is None
    assert Sources(("-",)).count() is None


def test_feeds_are_read_by_the_command_read_like_corpora(folder: Path) -> None:
    result = CliRunner().invoke(cli.main, ["read", "--json", "--until", "intake", str(folder / "d.xml")])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["d-1", "d-2", "d-3"]
    assert result.exit_code == 0
