"""Web archives: the pages of a crawl are documents, one at a time, and damage costs what is damaged."""

from __future__ import annotations

import builtins
import gzip
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from intake.pdf_files import pages, story
from intake.test_any_file import CHANGE, changed
from onrecord import Given, IntakeError
from onrecord.intake import from_bytes, warc
from onrecord.intake.items import BadItem, Item
from onrecord.intake.warc import is_archive, items, stem_of

pytest.importorskip("fastwarc")

SAID = "“It holds,” Mayor Ada Berg said on Monday. She denied that the dam was for sale."
PAGE = (
    "<html><head><title>The dam</title><meta property='article:published_time' content='2026-03-02T10:00:00Z'>"
    f"<meta property='og:site_name' content='Vesthavn Post'></head><body><h1>The dam</h1><p>{SAID}</p></body></html>"
).encode()


def record(
    url: str | None,
    body: bytes = PAGE,
    content_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
    **headers: str,
) -> bytes:
    """A record of a server's answer."""
    fields = {"Content-Type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    block = head.encode() + b"\r\n" + body
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    return (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2026-03-05T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"


INFO = (
    b"WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Date: 2026-03-05T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
)


def found(archive: bytes, given: Given = Given()) -> list[Item | BadItem]:  # noqa: B008
    return list(items(BytesIO(archive), "crawl/a.warc.gz", given))


def keys(archive: bytes) -> list[str]:
    return [item.key if isinstance(item, Item) else f"! {item.reason}" for item in found(archive)]


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize("form", [b"".join, lambda records: packed(*records)], ids=["plain", "packed"])
def test_a_page_is_a_document_that_says_of_itself_what_it_says_anywhere(form: Any) -> None:
    archive = form([INFO, record("https://post.example/dam"), record("<https://post.example/two>")])
    assert is_archive(archive[:4096])
    one, two = found(archive)
    assert isinstance(one, Item)
    document = from_bytes(one.data, one.given, "a")
    assert (document.id, document.url) == ("a-1", "https://post.example/dam")
    assert (document.title, document.outlet, document.published) == ("The dam", "Vesthavn Post", "2026-03-02")
    assert SAID in document.text
    assert isinstance(two, Item)
    assert two.key == "https://post.example/two"


def test_pages_texts_and_pdf_files_are_taken_and_nothing_else() -> None:
    archive = b"".join(
        (
            record("https://post.example/1"),
            record("https://post.example/2", b"", "text/html", "301 Moved", Location="/1"),
            record("https://post.example/3", status="404 Not Found"),
            record("https://post.example/4", b"\x89PNG", "image/png"),
            record("https://post.example/5", kind="request"),
            record("https://post.example/6", SAID.encode(), "Text/Plain"),
            record("https://post.example/7", pages(story(SAID)), "application/pdf"),
        )
    )
    taken = [item for item in found(archive) if isinstance(item, Item)]
    assert [item.key[-1] for item in taken] == ["1", "6", "7"]
    assert all(SAID in from_bytes(item.data, item.given, "a").text for item in taken)


def test_what_servers_pack_or_part_is_put_together() -> None:
    parted = b"".join(b"%x\r\n%b\r\n" % (len(PAGE[i : i + 50]), PAGE[i : i + 50]) for i in range(0, len(PAGE), 50))
    archive = b"".join(
        (
            record("https://post.example/1", gzip.compress(PAGE), Content_Encoding="gzip"),
            record("https://post.example/2", parted + b"0\r\n\r\n", Transfer_Encoding="chunked"),
        )
    )
    assert [item.data for item in found(archive) if isinstance(item, Item)] == [PAGE, PAGE]


def test_the_character_set_that_the_server_named_is_used() -> None:
    words = "<p>„Zażółć” – powiedziała Łucja Dąb.</p>".encode("iso-8859-2", "replace")
    (item,) = found(record("https://post.example/1", words, "text/html; charset=ISO-8859-2"))
    assert isinstance(item, Item)
    assert "Zażółć" in item.data.decode()


def test_wrong_records_are_told_and_the_others_read() -> None:
    archive = b"".join(
        (
            record("https://post.example/1"),
            record(None),
            record("https://post.example/3", b"").replace(b"HTTP/1.1 200 OK", b"no answer here!"),
            record("https://post.example/4"),
        )
    )
    assert keys(archive) == [
        "https://post.example/1",
        "! the record names no address",
        "! https://post.example/3: the record holds no answer of a server",
        "https://post.example/4",
    ]


@pytest.mark.parametrize("form", [b"".join, lambda records: packed(*records)], ids=["plain", "packed"])
def test_an_archive_that_is_cut_short_is_read_as_far_as_it_goes(form: Any) -> None:
    archive = form([record("https://post.example/1"), record("https://post.example/2")])
    assert keys(archive[:-40]) == [
        "https://post.example/1",
        "! https://post.example/2: the record ends in the middle",
    ]


def test_damage_in_the_middle_costs_what_comes_after_and_is_told() -> None:
    archive = record("https://post.example/1") + b"no record\r\n\r\n" + record("https://post.example/2")
    first, last = keys(archive)
    assert first == "https://post.example/1"
    assert last.startswith("! damaged after record 1 (")


def test_large_records_are_told_and_never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST_RECORD", 1_000_000)
    bomb = gzip.compress(b"0" * 300_000_000)
    archive = packed(
        record("https://post.example/1", b"0" * 2_000_000),
        record("https://post.example/2", bomb, Content_Encoding="gzip"),
        record("https://post.example/3"),
    )
    tracemalloc.start()
    told = keys(archive)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == [
        "! https://post.example/1: a record of more than 1,000,000 bytes, which is not read",
        "! https://post.example/2: a page of more than 1,000,000 bytes, which is not read",
        "https://post.example/3",
    ]
    assert peak < 20_000_000


def test_records_are_read_one_at_a_time() -> None:
    class Counted(BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    stream = Counted(b"".join(record(f"https://post.example/{n}", PAGE * 40) for n in range(200)))
    coming: Iterator[Item | BadItem] = items(stream, "a.warc", Given())
    next(coming)
    assert stream.taken < len(stream.getvalue()) / 4


@pytest.mark.parametrize(
    "data", [b"WARC/1.1\r\nnothing", gzip.compress(b"WARC/1.0\r\nA"), b"WARC/1.0\r\n" + b"A" * 99_999]
)
def test_an_archive_of_which_nothing_can_be_read_is_told_in_a_line(data: bytes) -> None:
    assert is_archive(data)
    try:
        told = keys(data)
    except IntakeError as error:
        told = [str(error)]
    assert all(line.startswith(("crawl/a.warc.gz: a damaged web archive (", "! ")) for line in told)


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **how: Any) -> Any:
        if name.startswith("fastwarc"):
            raise ImportError(name)
        return real(name, *rest, **how)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(IntakeError, match=r"pip install 'onrecord\[batch\]'"):
        found(record("https://post.example/1"))


def test_other_files_are_no_archives() -> None:
    for data in (b"", b"WAR", b"\x1f\x8b", b"\x1f\x8bbroken", gzip.compress(b"text"), PAGE):
        assert not is_archive(data)


def test_documents_are_called_after_the_archive() -> None:
    assert [stem_of(name) for name in ("a/crawl.warc.gz", "crawl.WARC", "stdin", ".warc")] == [
        "crawl", "crawl", "stdin", ".warc"
    ]  # fmt: skip


SOUND = record("https://post.example/1") + record("https://post.example/2", SAID.encode(), "text/plain")


@settings(deadline=None)
@for_any(st.sampled_from([SOUND, packed(SOUND)]), st.lists(CHANGE, max_size=4))
def test_any_archive_gives_pages_or_lines(archive: bytes, changes: list[tuple[str, float, bytes | int]]) -> None:
    data = changed(archive, changes)
    is_archive(data)
    told = ""
    try:
        for item in found(data):
            assert isinstance(item, Item) or "\n" not in item.reason
    except IntakeError as error:
        told = str(error)
    assert "\n" not in told
