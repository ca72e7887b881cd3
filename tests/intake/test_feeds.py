"""Feeds: an item is a document, whatever the feed's make; what is wrong with one is told and expands to nothing."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from intake.test_any_file import CHANGE, changed
from onrecord import Given, IntakeError, read
from onrecord.intake import feeds, from_bytes
from onrecord.intake.feeds import is_feed, items
from onrecord.intake.items import BadItem, Item

SAID = "“It holds,” Mayor Ada Berg said on Monday. She denied that the dam was for sale."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="feed.css"?>
<!-- The Vesthavn Post -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Vesthavn Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>The dam &amp; the town</title><link>https://post.example/dam</link><guid isPermaLink="false">g1</guid>
<pubDate>Mon, 02 Mar 2026 23:30:00 -0500</pubDate><dc:creator>Jo Field</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>{SAID}</p><p>The council meets in May.</p><script>alert(1)</script>]]></content:encoded>
</item>
<item><title>Ferries</title><guid isPermaLink="false">tag:post.example,2026:7</guid>
<pubDate>2026-03-03T10:00:00Z</pubDate><description>{SAID}</description></item>
<item><title>Tunnel</title><guid isPermaLink="false">9</guid><description>&lt;p&gt;{SAID}&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Vesthavn &amp;amp; Post</title>
<entry><title>The dam</title><id>urn:uuid:1</id><link href="/dam"/><updated>2026-03-02T01:00:00+02:00</updated>
<published>2026-03-01T23:59:00+02:00</published><author><name>Jo Field</name></author>
<source><title>The Lamp</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SAID}</p></div></content></entry>
<entry><title>Plain</title><id>urn:uuid:2</id><content type="text">{SAID}

1 &lt; 2, she added.</content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://post.example/"><title>Vesthavn Post</title></channel>
<item rdf:about="https://post.example/dam"><title>The dam</title><link>https://post.example/dam</link>
<description>{SAID}</description></item></rdf:RDF>"""


def found(feed: str | bytes, key: str = "/feeds/post.xml", given: Given = Given()) -> list[Item | BadItem]:  # noqa: B008
    data = feed.encode() if isinstance(feed, str) else feed
    return list(items(data, "post.xml", key, given, "post"))


def good(feed: str | bytes, key: str = "/feeds/post.xml") -> list[Item]:
    return [item for item in found(feed, key) if isinstance(item, Item)]


def refusal(feed: str | bytes) -> str:
    with pytest.raises(IntakeError) as raised:
        found(feed)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_an_item_is_a_document_with_what_the_feed_says_of_it() -> None:
    dam, ferries, tunnel = good(RSS)
    document = from_bytes(dam.data, dam.given, "item")
    assert document.text.splitlines() == [
        "The dam & the town", "", "Jo Field", "", SAID, "", "The council meets in May."
    ]  # fmt: skip
    assert [block.kind for block in document.blocks] == ["title", "credit", "paragraph", "paragraph"]
    assert (document.id, document.outlet, document.title) == ("post-1", "Vesthavn Post", "The dam & the town")
    assert (document.published, document.url) == ("2026-03-02", "https://post.example/dam")
    assert ferries.given.published == "2026-03-03"
    assert SAID in from_bytes(tunnel.data, tunnel.given, "item").text


def test_an_item_is_known_by_its_link_else_its_guid_else_its_feed() -> None:
    assert [item.key for item in good(RSS)] == [
        "https://post.example/dam",
        "tag:post.example,2026:7",
        "/feeds/post.xml#9",
    ]
    (nameless,) = good(f"<rss><channel><item><description>{SAID}</description></item></channel></rss>")
    assert nameless.key.startswith("/feeds/post.xml#")
    assert nameless.key == good(f"<rss><channel><item><description>{SAID}</description></item></channel></rss>")[0].key


def test_a_link_that_several_items_share_is_the_key_of_none() -> None:
    live = "<link>https://post.example/live</link>"
    feed = f"<rss><channel><link>https://post.example/</link><item>{live}<guid>1</guid><title>A</title></item>"
    feed += f"<item>{live}<guid>2</guid><title>B</title></item><item><title>C</title><guid>3</guid>"
    feed += "<link>https://post.example/</link></item><item><link>https://post.example/d</link><title>D</title></item>"
    assert [item.key for item in good(feed + "</channel></rss>")] == [
        "/feeds/post.xml#1", "/feeds/post.xml#2", "/feeds/post.xml#3", "https://post.example/d"
    ]  # fmt: skip


def test_atom_is_read_with_its_links_against_the_address_of_the_feed() -> None:
    dam, plain = good(ATOM, "https://post.example/news/feed")
    assert dam.key == "https://post.example/dam"
    assert (dam.given.outlet, dam.given.published) == ("The Lamp", "2026-03-01")
    assert plain.given.outlet == "Vesthavn & Post"
    assert SAID in from_bytes(dam.data, dam.given, "item").text
    assert from_bytes(plain.data, plain.given, "item").text.splitlines()[-3:] == [SAID, "", "1 < 2, she added."]


def test_rdf_is_read() -> None:
    assert [item.key for item in good(RDF)] == ["https://post.example/dam"]


def test_what_is_given_fills_what_the_feed_does_not_say() -> None:
    given = Given(outlet="Else", published="2020", url="https://else.example/", title="Else")
    items_ = [item.given for item in found(RSS, given=given) if isinstance(item, Item)]
    assert [(item.outlet, item.published) for item in items_] == [
        ("Vesthavn Post", "2026-03-02"), ("Vesthavn Post", "2026-03-03"), ("Vesthavn Post", "2020")
    ]  # fmt: skip
    assert items_[1].url is None


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, "\ufeff" + RSS, "  \n" + ATOM])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_is_known_by_how_it_begins(feed: str, encoding: str) -> None:
    data = feed.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    assert is_feed(data[:4096])
    assert SAID in from_bytes(good(data)[0].data).text


@pytest.mark.parametrize(
    "other", ["<html><body><rss></rss>", "rss", "<?xml version='1.0'?><note/>", "", "<", "<!-- x", SAID, "<rssx>"]
)
def test_other_things_are_no_feeds(other: str) -> None:
    assert not is_feed(other.encode())


def test_a_feed_in_an_old_encoding_is_read() -> None:
    words = "„Zażółć” – powiedziała Łucja Dąb."
    feed = '<?xml version="1.0" encoding="iso-8859-2"?>'
    feed += f"<rss><channel><item><title>{words[1:7]}</title></item></channel></rss>"
    assert good(feed.encode("iso-8859-2"))[0].given.title == "Zażółć"


BOMBS = {
    "nested": '<!DOCTYPE rss [<!ENTITY a "dam dam dam dam dam dam dam dam dam dam">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True))
    + "]>",
    "flat": f'<!DOCTYPE rss [<!ENTITY k "{"dam " * 100_000}">]>',
    "file": '<!DOCTYPE rss [<!ENTITY k SYSTEM "file:///etc/passwd">]>',
    "outside": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/k.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "quoted": "<!DOCTYPE rss [<!-- ' ]> --><!ENTITY k ']>\">dam dam'>]>",
}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_mean_nothing(bomb: str, encoding: str) -> None:
    times = 20 if bomb == "flat" else 1
    feed = f"{BOMBS[bomb]}<rss><channel><item><title>x{'&k;' * times}</title>"
    feed += f"<description>{'&k;' * times} {SAID}</description></item></channel></rss>"
    data = feed.encode(encoding)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (item,) = good(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes
    assert len(item.data) < 2_000
    assert b"dam dam" not in item.data
    assert b"root:" not in item.data
    assert SAID.encode() in item.data


def test_a_bomb_in_a_feed_named_like_a_text_is_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "feed.txt"
    path.write_text(BOMBS["nested"] + "<rss><channel><title>&k;</title></channel></rss>")
    with pytest.raises(IntakeError, match="a feed, with a document an item"):
        read(path)


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("<rss><channel><title>Empty</title></channel></rss>", "post.xml: a feed without items"),
        ("<rss><channel><ti", "post.xml: a broken feed, in which no item was found"),
        ("<!DOCTYPE rss [<!ENTITY a '", "post.xml: a broken feed, which never begins"),
        ("<!DOCTYPE rss [<!-- ", "post.xml: a broken feed, which never begins"),
        ("<?xml version='1.0'", "post.xml: a broken feed, which never begins"),
        ("<rss>" + "<a>" * 10_000, "post.xml: a broken feed, in which no item was found"),
    ],
)
def test_a_feed_of_which_nothing_can_be_read_is_told_in_a_line(feed: str, told: str) -> None:
    assert refusal(feed) == told


def test_a_feed_that_is_cut_short_is_read_as_far_as_it_goes() -> None:
    *read_items, last = found(RSS[: RSS.index("<item><title>Tunnel") + 30])
    assert [item.key for item in read_items if isinstance(item, Item)][:2] == [
        "https://post.example/dam", "tag:post.example,2026:7"
    ]  # fmt: skip
    assert isinstance(last, BadItem)
    assert "no well-formed XML; what could be read of it was" in last.reason


def test_a_place_in_a_broken_feed_is_a_line_of_the_file() -> None:
    begin = "<rss><channel>\n<item><title>A</title>\n<description>b & c</description></item></channel></rss>"
    for before in ("", "\n", '<?xml version="1.0"?>\n<!DOCTYPE rss [\n]>\n<!--\n-->\n'):
        line = 3 + before.count("\n")
        assert f"line {line}: " in found(before + begin)[-1].reason  # type: ignore[union-attr]


def test_an_item_without_words_is_told() -> None:
    assert found("<rss><channel><item></item><item><title>A</title></item></channel></rss>")[0] == BadItem(
        1, "the item has no text"
    )


def test_a_feed_of_very_many_items_is_not_read() -> None:
    told = refusal("<rss><channel>" + "<item/><item>" * 10_001)
    assert told == "post.xml: a feed of more than 20,000 items, which is not read"


def test_an_item_of_very_many_categories_is_read() -> None:
    many = "".join(f"<category domain='d'>c{n}</category><dc:subject>s{n}</dc:subject>" for n in range(30_000))
    words = f"<title>A</title>{many}<description>{SAID}</description>"
    (item,) = good(f"<rss><channel><item>{words}</item></channel></rss>")
    assert SAID in item.data.decode()
    assert "s29999" not in item.data.decode()


def test_a_feed_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LARGEST_FEED", 100)
    assert refusal(RSS) == "post.xml: a feed of more than 100 bytes, which is not read"


@settings(deadline=None)
@for_any(st.sampled_from([RSS, ATOM, RDF, *BOMBS.values()]), st.lists(CHANGE, max_size=4))
def test_any_feed_gives_items_or_one_line(feed: str, changes: list[tuple[str, float, bytes | int]]) -> None:
    data = changed(feed.encode(), changes)
    is_feed(data)
    told = ""
    try:
        for item in found(data):
            if isinstance(item, Item):
                assert item.key
                from_bytes(item.data, item.given, "item")
    except IntakeError as error:
        told = str(error)
    assert "\n" not in told
