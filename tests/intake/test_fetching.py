"""Pages from the web: what is fetched, and what no server can bring about."""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.web import QUICK, Web, endless, fetcher, on_this_machine, page, redirect, serving
from onrecord.intake import addresses
from onrecord.intake.addresses import FetchError, checked, is_public
from onrecord.intake.fetching import AGENT, Fetcher

PAGE = "<html><body><p>“It holds,” Mayor Ada Berg said on Monday.</p></body></html>"


def reason(url: str, using: Fetcher | None = None) -> str:
    """The one line that says why an address was not fetched."""
    with pytest.raises(FetchError) as raised:
        (using or fetcher()).get(url)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_page_is_fetched_by_a_program_that_says_who_it_is() -> None:
    with serving(a=page(PAGE)) as web:
        fetched = fetcher().get(f"{web.url}/a")
    assert fetched.url == f"{web.url}/a"
    assert fetched.data.decode() == PAGE
    assert web.agents == {AGENT}
    assert AGENT.startswith("onrecord/")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://ada:secret@news.example/", "user name or password"),
        ("http://news.example\\@127.0.0.1/", "characters that none may have"),
        ("http://news.example/\r\nHost: other", "characters that none may have"),
        ("http://news.example:25/", "port 25"),
        ("http://", "the address names no machine"),
        ("http://[fe80::1%25eth0]/", "names no machine"),
        ("http://news.example:99999/", "no address"),
        ("http://news.example/" + "a" * 5_000, "longer than 4,000 characters"),
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused(url: str, told: str) -> None:
    assert told in reason(url, Fetcher(QUICK))


def test_a_password_is_not_told() -> None:
    assert "secret" not in reason("http://ada:secret@news.example/", Fetcher(QUICK))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0x7f.1", "2130706433", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "[::1]", "[::]",
        "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:1::1]", "[::127.0.0.1]",
        "[2001:db8::1]", "localhost",
    ],
)  # fmt: skip
def test_no_machine_but_a_public_one_is_asked(host: str) -> None:
    assert "no public address" in reason(f"http://{host}/", Fetcher(QUICK))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909"])
def test_public_machines_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_like_it(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    translated = ipaddress.IPv6Address(f"64:ff9b::{address}")
    assert is_public(mapped) == is_public(translated) == is_public(address)
    assert not (is_public(address) and address.is_private)


@given(st.text(max_size=60) | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True))
def test_any_words_are_an_address_or_refused_in_a_line(words: str) -> None:
    try:
        target = checked(words)
    except FetchError as error:
        told, target = str(error), None
    if target is None:
        assert "\n" not in told
    else:
        assert target.scheme in ("http", "https")
        assert target.url.isascii()
        assert checked(target.url) == target


def test_a_name_is_resolved_once_and_that_address_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: object, **how: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if host == "news.example" else host, port, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", lookup)
    with serving(a=page(PAGE)) as web:
        fetched = fetcher().get(f"http://news.example:{web.port}/a")
    assert fetched.data.decode() == PAGE
    assert set(asked) <= {"news.example", "127.0.0.1"}


def test_a_name_that_turns_into_a_private_address_is_refused_then(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([["9.9.9.9"], *[["127.0.0.1"]] * 9])

    def lookup(host: str, port: int, **_: object) -> object:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(told)]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", lookup)
    assert "127.0.0.1 is no public address" in reason("http://news.example:8000/", Fetcher(QUICK))


def test_a_private_address_among_public_ones_is_not_asked() -> None:
    public, private = ipaddress.ip_address("9.9.9.9"), ipaddress.ip_address("10.0.0.1")
    assert [address for address in (private, public) if is_public(address)] == [public]


def test_redirects_are_followed_and_told() -> None:
    with serving(a=redirect("/b", 301), b=redirect("c?x=1"), **{"c?x=1": page(PAGE)}) as web:
        assert fetcher().get(f"{web.url}/a").url == f"{web.url}/c?x=1"


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("http://10.0.0.1/admin", "no public address"),
        ("http://169.254.169.254/latest/meta-data", "no public address"),
        ("http://[::ffff:192.168.0.1]/", "no public address"),
        ("file:///etc/passwd", "only http and https"),
        ("http://u:p@news.example/", "user name or password"),
        ("//127.0.0.2/", "no public address"),
    ],
)
def test_a_redirect_is_judged_like_the_first_address(where: str, told: str) -> None:
    with serving(a=redirect(where)) as web:
        assert told in reason(f"{web.url}/a")


def test_redirects_without_end_are_left() -> None:
    with serving(a=redirect("/a")) as web:
        assert "more than 5 redirects" in reason(f"{web.url}/a")
        assert web.asked.count("/a") == 6


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /*.html$", "/a.html", False),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("\x00\xff broken", "/a", True),
    ],
)
def test_what_a_site_asks_in_its_robots_txt_is_done(rules: str, path: str, allowed: bool) -> None:
    with serving(robots=page(rules, "text/plain"), **{path[1:]: page(PAGE)}) as web:
        if allowed:
            assert fetcher().get(web.url + path).data
        else:
            assert reason(web.url + path) == f"{web.url}{path}: the site's robots.txt asks not to fetch it"
            assert web.asked == ["/robots.txt"]


def test_a_robots_txt_is_asked_for_once_a_site() -> None:
    with serving(a=page(PAGE), b=page(PAGE)) as web:
        using = fetcher()
        using.get(f"{web.url}/a")
        using.get(f"{web.url}/b")
        assert web.asked == ["/robots.txt", "/a", "/b"]


def test_where_a_robots_txt_leads_is_judged_too() -> None:
    with serving(a=page(PAGE), robots=redirect("http://10.0.0.1/robots.txt")) as web:
        assert "robots.txt could not be read (http://10.0.0.1/robots.txt: 10.0.0.1 is no" in reason(f"{web.url}/a")


def test_a_site_in_trouble_is_left_alone() -> None:
    with serving(robots=page("", status=503), a=page(PAGE)) as web:
        assert "robots.txt could not be read (the server answers 503)" in reason(f"{web.url}/a")


def test_a_redirect_to_where_a_site_forbids_is_not_followed() -> None:
    rules = page("User-agent: *\nDisallow: /b", "text/plain")
    with serving(robots=rules, a=redirect("/b"), b=page(PAGE)) as web:
        assert "robots.txt asks not to" in reason(f"{web.url}/a")
        assert "/b" not in web.asked


def test_an_endless_answer_is_left_at_the_limit() -> None:
    with serving(a=endless(b"<p>more</p>" * 1_000)) as web:
        assert reason(f"{web.url}/a") == f"{web.url}/a: larger than 200,000 bytes"


def test_a_robots_txt_without_end_counts_as_far_as_it_is_read() -> None:
    rules = endless(b"# more\n" * 10_000, b"User-agent: *\nDisallow: /a\n", "text/plain")
    with serving(robots=rules, a=page(PAGE)) as web:
        assert "robots.txt asks not to" in reason(f"{web.url}/a")


def test_a_small_answer_that_unpacks_to_a_large_one_is_left_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < QUICK.size
    with serving(a=page(bomb, Content_Encoding="gzip")) as web:
        assert "larger than 200,000 bytes" in reason(f"{web.url}/a")


def test_packed_pages_are_unpacked() -> None:
    with serving(a=page(gzip.compress(PAGE.encode()), Content_Encoding="gzip")) as web:
        assert fetcher().get(f"{web.url}/a").data.decode() == PAGE


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (page(gzip.compress(PAGE.encode())[:40], Content_Encoding="gzip"), "ends in the middle"),
        (page(b"no gzip", Content_Encoding="gzip"), "the connection failed or broke off"),
        (page(b"x", Content_Encoding="br"), "packed as br"),
        (page(b"x", Content_Encoding="gzip, gzip"), "packed as gzip, gzip"),
        (page(b"\x89PNG", "image/png"), "image/png, which is not read"),
        (page("", status=404), "the server answers 404 Not Found"),
        (page("gone", status=599), "the server answers 599"),
        (page(" "), "nothing is there"),
        (page("x", status=302), "the server answers 302"),
    ],
)
def test_what_cannot_be_read_is_told(answer: object, told: str) -> None:
    with serving(a=answer) as web:  # type: ignore[arg-type]
        assert told in reason(f"{web.url}/a")


def _drip_in_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        time.sleep(0.05)
        request.wfile.write(b"a")


@pytest.mark.parametrize("answer", [endless(b"a", wait=0.05), _drip_in_headers])
def test_a_server_that_drips_bytes_is_left_when_the_time_is_up(answer: object) -> None:
    with serving(a=answer) as web:  # type: ignore[arg-type]
        told = reason(f"{web.url}/a", fetcher(QUICK._replace(total=0.6)))
    assert told == f"{web.url}/a: not there within 1 seconds"


def test_a_server_that_says_nothing_is_left() -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    with silent:
        port = silent.getsockname()[1]
        assert "no answer in time" in reason(f"http://127.0.0.1:{port}/", fetcher(QUICK._replace(read=0.2)))


def test_no_secure_connection_is_made_with_a_server_that_offers_none() -> None:
    with serving(a=page(PAGE)) as web:
        assert "no secure connection" in reason(f"https://127.0.0.1:{web.port}/a")


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Web, Path]]:
    """A server whose certificate, in a file, is for news.example."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        capture_output=True,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("this openssl makes no certificates")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Web({"/a": page(PAGE)}, context) as web:
        yield web, certificate


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_certificate_must_be_trusted_and_of_the_host_that_is_named(
    secure: tuple[Web, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    web, certificate = secure
    real = socket.getaddrinfo
    monkeypatch.setattr(
        addresses.socket,
        "getaddrinfo",
        lambda host, *rest, **how: real("127.0.0.1" if host.endswith(".example") else host, *rest, **how),
    )
    assert "the certificate is not valid" in reason(f"https://news.example:{web.port}/a")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetcher().get(f"https://news.example:{web.port}/a").data.decode() == PAGE
    assert "the certificate is not valid" in reason(f"https://other.example:{web.port}/a")


def test_a_pause_is_made_between_two_requests_to_a_host() -> None:
    paused: list[float] = []
    with serving(a=page(PAGE), b=page(PAGE)) as web:
        using = Fetcher(QUICK._replace(pause=30), on_this_machine, paused.append)
        using.get(f"{web.url}/a")
        using.get(f"{web.url}/b")
    assert len(paused) == 2
    assert all(20 < seconds <= 30 for seconds in paused)


def test_the_pause_is_as_long_as_a_site_asks() -> None:
    paused: list[float] = []
    with serving(robots=page("User-agent: *\nCrawl-delay: 7", "text/plain"), a=page(PAGE)) as web:
        Fetcher(QUICK._replace(pause=1), on_this_machine, paused.append).get(f"{web.url}/a")
    assert [round(seconds) for seconds in paused] == [7]


def test_the_character_set_that_a_server_names_is_used() -> None:
    words = "<p>„Zażółć” – powiedziała Łucja Dąb.</p>"
    with serving(a=page(words.encode("iso-8859-2", "replace"), "text/html; charset=ISO-8859-2")) as web:
        assert "Zażółć" in fetcher().get(f"{web.url}/a").data.decode()


def test_a_host_of_other_letters_is_named_as_dns_does() -> None:
    assert checked("http://żółw.example/ł?q=ą").url == "http://xn--w-uga1v8h.example/%C5%82?q=%C4%85"
