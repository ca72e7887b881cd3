"""E-mails: their texts in order, what their headers say, and what mail programs do to both."""

from __future__ import annotations

import base64
import quopri

import pytest

from intake.shown import blocks, messages
from onrecord.document import Document
from onrecord.intake import Given, IntakeError, from_bytes

PLAIN = "“Otwieramy w czerwcu” – powiedziała burmistrz Inez Falk.\n\nJej zastępca zaprzeczył, że umowa jest tajna.\n"
PAGE = (
    "<html><body><table><tr><td><h1>Prom wraca</h1><p>“Otwieramy w czerwcu” – powiedziała burmistrz Inez Falk.</p></td>"
    "</tr><tr><td><h2>Także dziś</h2><p>Jej zastępca zaprzeczył, że umowa jest tajna i że ktoś ją ukrył.</p></td></tr>"
    "</table></body></html>"
)
HEADER = """\
From: Gazeta Vesthavn <news@gazeta.example>
To: desk@example.org
Subject: Przystań
Date: Mon, 2 Mar 2026 23:30:00 -0500
MIME-Version: 1.0
"""


def part(kind: str, body: str | bytes, charset: str = "utf-8", coding: str = "8bit", more: str = "") -> bytes:
    data = body.encode(charset) if isinstance(body, str) else body
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(coding, bytes)(data)
    head = f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {coding}\n{more}\n"
    return head.encode() + coded


def multipart(kind: str, *parts: bytes, boundary: str = "b1") -> bytes:
    inside = b"".join(b"--" + boundary.encode() + b"\n" + one + b"\n" for one in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + inside + f"--{boundary}--\n".encode()


def mail(body: bytes, header: str = HEADER) -> bytes:
    return header.encode() + body


def read(data: bytes, **said: str) -> Document:
    return from_bytes(data, Given(**said), "news.eml")


@pytest.mark.parametrize("coding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "utf-16"])
def test_plain_text_is_read_below_the_subject_whatever_its_coding(coding: str, charset: str) -> None:
    words = PLAIN.replace("“", '"').replace("”", '"').replace("–", "-")
    document = read(mail(part("text/plain", words, charset, coding if charset != "utf-16" else "base64")))
    assert document.text == f"Przystań\n\n{words}"
    assert [kind for kind, _ in blocks(document)] == ["title", "paragraph", "paragraph"]
    assert (document.title, document.outlet, document.published) == ("Przystań", "Gazeta Vesthavn", "2026-03-02")
    assert not document.findings


def test_what_is_given_wins_over_the_header() -> None:
    document = read(mail(part("text/plain", PLAIN)), outlet="Lamp", published="2025", title="T")
    assert (document.title, document.outlet, document.published) == ("T", "Lamp", "2025")


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_ways_to_say_the_same_the_page_is_read_and_layout_tables_are_no_tables(turned: bool) -> None:
    ways = [part("text/plain", PLAIN, coding="quoted-printable"), part("text/html", PAGE, coding="quoted-printable")]
    document = read(mail(multipart("alternative", *(reversed(ways) if turned else ways))))
    assert blocks(document) == [
        ("title", "Prom wraca"),
        ("paragraph", "“Otwieramy w czerwcu” – powiedziała burmistrz Inez Falk."),
        ("heading", "Także dziś"),
        ("paragraph", "Jej zastępca zaprzeczył, że umowa jest tajna i że ktoś ją ukrył."),
    ]
    assert document.title == "Przystań"


def test_a_page_in_pieces_round_a_picture_is_read_whole() -> None:
    first, second = (part("text/html", f"<p>{words}</p>") for words in ("Berg said yes.", "Lind said no."))
    picture = part("image/png", b"\x89PNG", coding="base64")
    pieces = multipart("mixed", first, picture, second, boundary="b2")
    document = read(mail(multipart("alternative", part("text/plain", "Berg said yes. Lind said no."), pieces)))
    assert document.text == "Przystań\n\nBerg said yes.\n\nLind said no."


def test_plain_text_is_read_where_the_page_has_lost_it() -> None:
    empty = part("text/html", "<html><body><img src='x.png'></body></html>")
    document = read(mail(multipart("alternative", part("text/plain", PLAIN), empty)))
    assert document.text == f"Przystań\n\n{PLAIN}"
    assert not document.findings


def test_attachments_and_pictures_are_left_out() -> None:
    notes = part("text/plain", "Not for print.", more='Content-Disposition: attachment; filename="n.txt"\n')
    picture = part("image/png", b"\x89PNG", coding="base64")
    document = read(mail(multipart("mixed", part("text/plain", PLAIN), notes, picture)))
    assert document.text == f"Przystań\n\n{PLAIN}"


def test_texts_between_pictures_are_all_read() -> None:
    picture = part("image/png", b"\x89PNG", coding="base64")
    parts = part("text/plain", "Berg said yes."), picture, part("text/plain", "Lind said no.")
    assert read(mail(multipart("mixed", *parts))).text == "Przystań\n\nBerg said yes.\n\nLind said no."


def test_a_page_with_its_pictures_is_one_page() -> None:
    related = multipart("related", part("text/html", PAGE), part("text/html", "<p>An advertisement frame.</p>"))
    document = read(mail(related))
    assert document.text.startswith("Prom wraca\n\n")
    assert "advertisement" not in document.text


def test_a_forwarded_message_is_read_below_its_own_subject() -> None:
    inner = b"Content-Type: message/rfc822\n\n" + mail(
        part("text/plain", "He denied that the contract was secret."), HEADER.replace("Przystań", "The yard answers")
    )
    outer = HEADER.replace("Gazeta Vesthavn", "Ida Berg").replace("Przystań", "For the desk")
    document = read(mail(multipart("mixed", part("text/plain", "Please read this."), inner), outer))
    assert blocks(document) == [
        ("title", "For the desk"),
        ("paragraph", "Please read this."),
        ("heading", "The yard answers"),
        ("paragraph", "He denied that the contract was secret."),
    ]
    assert document.outlet == "Ida Berg"
    bare = read(mail(multipart("mixed", inner), outer))
    assert (bare.text.split("\n")[0], bare.title, bare.outlet) == (
        "The yard answers",
        "The yard answers",
        "Gazeta Vesthavn",
    )


def test_a_character_set_that_does_not_exist_is_found_from_the_bytes() -> None:
    named = part("text/plain", PLAIN).replace(b"charset=utf-8", b"charset=klingon-8")
    assert PLAIN in read(mail(named)).text


def test_bytes_outside_the_character_set_are_told_with_their_places() -> None:
    data = part("text/plain", PLAIN.encode()[:30] + b"\xff" + PLAIN.encode()[30:])
    document = read(mail(data))
    (finding,) = document.findings
    ((start, end),) = finding.spans
    assert document.text[start:end] == "\ufffd"
    assert "utf-8" in finding.message


def test_subjects_and_names_are_decoded_and_answers_are_named_by_their_subject() -> None:
    header = HEADER.replace("Gazeta Vesthavn", "=?utf-8?B?R8WCb3M=?=").replace(
        "Przystań", "=?iso-8859-2?Q?Odp:_Fwd:_Przysta=F1?=\n =?utf-8?Q?_od_jutra?="
    )
    document = read(mail(part("text/plain", PLAIN), header))
    assert (document.title, document.outlet) == ("Przystań od jutra", "Głos")
    broken = HEADER.replace("Przystań", "=?nowhere?B?xyz?=")
    assert read(mail(part("text/plain", PLAIN), broken)).title == "=?nowhere?B?xyz?="


def test_a_sender_without_a_name_and_a_day_that_is_none_are_no_metadata() -> None:
    header = HEADER.replace("Gazeta Vesthavn <news@gazeta.example>", "news@gazeta.example").replace("2 Mar", "41 Foo")
    document = read(mail(part("text/plain", PLAIN), header))
    assert (document.outlet, document.published) == (None, None)


def test_a_message_cut_short_is_read_and_told() -> None:
    data = mail(multipart("alternative", part("text/plain", PLAIN), part("text/html", PAGE)))
    document = read(data[: data.index(b"<html>") - 10])
    assert PLAIN.strip() in document.text
    assert messages(document) == ["the e-mail is cut short; what could be found in it was read"]


def test_parts_without_the_line_that_parts_them_are_read_as_one() -> None:
    document = read(mail(b"Content-Type: multipart/mixed\n\nBerg said yes.\n"))
    assert document.text == "Przystań\n\nBerg said yes.\n"
    assert messages(document)[0] == "the e-mail's parts could not be told apart; it was read as one"


def test_damaged_base64_is_told() -> None:
    data = part("text/plain", PLAIN, coding="base64").strip()
    document = read(mail(data[:-3]))
    assert "burmistrz" in document.text
    assert "a part of the e-mail is damaged (base64); what could be found in it was read" in messages(document)


def test_a_message_without_text_is_told() -> None:
    pdf = part("application/pdf", b"%PDF-1.4", coding="base64", more="Content-Disposition: attachment\n")
    document = read(mail(multipart("mixed", pdf)))
    assert (document.text, document.title) == ("", "Przystań")
    assert messages(document) == ["the e-mail has no text (attachments are not read)"]


def test_binary_data_that_claims_to_be_text_is_told_by_name() -> None:
    with pytest.raises(IntakeError, match=r"news\.eml: binary data"):
        read(mail(part("text/plain", bytes(range(256)) * 20, coding="base64")))


@pytest.mark.parametrize("depth", [25, 5_000])
def test_parts_within_parts_without_end_are_read_or_told(depth: int) -> None:
    body = part("text/plain", PLAIN)
    for level in range(min(depth, 120)):
        body = multipart("mixed", body, boundary=f"b{level}")
    if depth > 120:
        body = b"Content-Type: message/rfc822\n\n" * depth + body
    try:
        found = read(mail(body)).text
    except IntakeError as error:
        found = str(error)
    assert PLAIN in found or found == "news.eml: an e-mail that is damaged" or not found


def test_a_page_saved_from_a_browser_says_itself_where_it_is_from() -> None:
    header = HEADER.replace("Gazeta Vesthavn <news@gazeta.example>", "<Saved by a browser>")
    header += "Snapshot-Content-Location: https://gazeta.example/prom\n"
    page = PAGE.replace("<html>", '<html lang="pl"><head><title>Prom wraca | Gazeta</title></head>')
    document = from_bytes(mail(multipart("related", part("text/html", page)), header), name="saved.mhtml")
    assert (document.url, document.language) == ("https://gazeta.example/prom", "pl")
    assert document.text.startswith("Prom wraca")


def test_an_e_mail_is_known_by_its_header_and_a_press_release_with_a_header_of_its_own_is_text() -> None:
    assert from_bytes(mail(part("text/plain", PLAIN)), name="x").outlet == "Gazeta Vesthavn"
    release = "From: The harbour office\nSubject: Ferries\n\nThe mayor said no.\n"
    assert from_bytes(release.encode(), name="x.txt").text == release
